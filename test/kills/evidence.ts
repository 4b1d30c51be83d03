import { z } from 'zod';
import { call } from '../../playground/call.ts';
import type { World } from '../../playground/world.ts';

const Host = z.array(
  z.object({ kind: z.string(), token: z.string().optional(), version: z.string().optional() }),
);
const Pages = z.array(
  z.object({
    dedupKey: z.string(),
    event: z.object({
      event_action: z.string(),
      payload: z.object({ summary: z.string() }).optional(),
    }),
  }),
);
const Posted = z.object({
  seq: z.number(),
  kind: z.literal('posted'),
  message: z.object({
    channel: z.string(),
    ts: z.string(),
    user: z.string(),
    text: z.string(),
    metadata: z.object({ event_payload: z.object({ key: z.string() }) }).optional(),
  }),
});

const Deleted = z.object({ kind: z.literal('deleted'), channel: z.string(), ts: z.string() });

/** A message that Davy posted, and the key it tied to it. */
export type Post = { readonly seq: number; readonly channel: string; readonly key: string };

/**
 * Every server that was really launched for this version since Davy came, by the token that ordered
 * it.
 */
export async function launchesOf(
  { addresses }: World,
  version: string,
): Promise<readonly string[]> {
  const journal = Host.parse(await call(`${addresses.host}/_control/journal`));
  return journal.flatMap(({ kind, token = '', version: launched }) =>
    kind === 'launched' && launched === version && !token.startsWith('before-davy') ? [token] : [],
  );
}

/**
 * Everything Davy posted for all to see and left there. A post without a key is known by its words.
 */
export async function postsOf({ addresses }: World): Promise<readonly Post[]> {
  const journal = z.array(z.unknown()).parse(await call(`${addresses.slack}/_control/journal`));
  const taken = journal.flatMap((entry) => Deleted.safeParse(entry).data ?? []);
  const posts = journal
    .flatMap((entry) => Posted.safeParse(entry).data ?? [])
    .filter(
      ({ message: { user, channel, ts } }) =>
        user === 'U0DAVY' && !taken.some((one) => one.channel === channel && one.ts === ts),
    );
  return posts.map(({ seq, message: { channel, text, metadata } }) => ({
    seq,
    channel,
    key: metadata?.event_payload.key ?? text,
  }));
}

/** Incidents opened for this version: a page that is repeated folds into its first. */
export async function incidentsOf({ addresses }: World, version: string): Promise<number> {
  const journal = Pages.parse(await call(`${addresses.pagerduty}/_control/journal`));
  const triggers = journal.filter(
    ({ event }) =>
      event.event_action === 'trigger' && event.payload?.summary.includes(version) === true,
  );
  return new Set(triggers.map(({ dedupKey }) => dedupKey)).size;
}

/** Those that were there before under the same name. */
export function repeated(names: readonly string[]): readonly string[] {
  return names.filter((name, index) => names.indexOf(name) < index);
}
