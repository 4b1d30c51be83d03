import { UpstreamError } from './errors.ts';

/**
 * What somebody outside answers, or null while they do not: for what goes on without it. `told`
 * hears why; every other fault is thrown.
 */
export async function orNull<Answer>(
  ask: () => Promise<Answer>,
  told: (cause: UpstreamError) => void = () => undefined,
): Promise<Answer | null> {
  try {
    return await ask();
  } catch (cause) {
    if (!(cause instanceof UpstreamError)) throw cause;
    told(cause);
    return null;
  }
}
