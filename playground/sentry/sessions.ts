import { z } from 'zod';

const attributes = z.looseObject({ release: z.string(), environment: z.string().nullish() });
const single = z.looseObject({
  sid: z.string(),
  init: z.boolean().nullish(),
  status: z.enum(['ok', 'exited', 'crashed', 'abnormal', 'errored', 'unhandled']).nullish(),
  attrs: attributes,
});
const count = z.int().nonnegative().nullish();
const several = z.looseObject({
  aggregates: z.array(
    z.looseObject({ started: z.string(), exited: count, errored: count, crashed: count }),
  ),
  attrs: attributes,
});

/** Sessions of one release and environment, as Relay counts them when they arrive. */
export const sessionsSchema = z.object({
  project: z.string(),
  release: z.string(),
  environment: z.string(),
  receivedMs: z.number(),
  count: z.number(),
});
export type Sessions = z.infer<typeof sessionsSchema>;

/**
 * Reads an item `session`, which counts where it begins, or `sessions`, as servers send them.
 * Undefined for every other item and for what is none of them.
 */
export function readSessions(
  item: { readonly type: string; readonly payload: Buffer },
  project: string,
  receivedMs: number,
): Sessions | undefined {
  if (item.type !== 'session' && item.type !== 'sessions') return undefined;
  const said = fromText(item.payload);
  const [one, many] = [single.safeParse(said).data, several.safeParse(said).data];
  const attrs = item.type === 'session' ? one?.attrs : many?.attrs;
  if (attrs === undefined) return undefined;
  const counted =
    item.type === 'session'
      ? Number(one?.init === true)
      : (many?.aggregates ?? []).reduce(
          (sum, { exited, errored, crashed }) =>
            sum + (exited ?? 0) + (errored ?? 0) + (crashed ?? 0),
          0,
        );
  const { release, environment } = attrs;
  return { project, release, environment: environment ?? '', receivedMs, count: counted };
}

function fromText(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8'));
  } catch {
    return undefined;
  }
}
