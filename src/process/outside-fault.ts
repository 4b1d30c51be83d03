import { UpstreamError } from '../ports/errors.ts';

/**
 * What the world around Davy failed in, in words: whoever starts it reads these, and no line of
 * code. Null where the fault may be Davy's own.
 */
export function outsideFault(cause: unknown): string | null {
  if (cause instanceof UpstreamError) return cause.message;
  if (!(cause instanceof Error) || !('code' in cause) || typeof cause.code !== 'string')
    return null;
  // A name that has several addresses fails once for each, and says nothing itself.
  return cause.message === '' ? cause.code : cause.message;
}
