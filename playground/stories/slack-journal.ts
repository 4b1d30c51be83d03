import { z } from 'zod';

const Content = z.looseObject({ text: z.string(), blocks: z.array(z.unknown()).optional() });
const Mentions = z.object({
  users: z.array(z.string()),
  groups: z.array(z.string()),
  rooms: z.array(z.string()),
});
const Posted = Content.extend({
  channel: z.string(),
  ts: z.string(),
  user: z.string(),
  thread_ts: z.string().optional(),
  broadcast: z.boolean().optional(),
});
const Whisper = Content.extend({ channel: z.string(), ts: z.string(), to: z.string() });
const at = { seq: z.number(), at: z.number() };
const Entry = z.union([
  z.looseObject({ ...at, kind: z.literal('posted'), message: Posted, mentions: Mentions }),
  z.looseObject({
    ...at,
    kind: z.literal('edited'),
    channel: z.string(),
    ts: z.string(),
    content: Content,
  }),
  z.looseObject({ ...at, kind: z.literal('whispered'), ephemeral: Whisper }),
  z.looseObject({
    ...at,
    kind: z.literal('whisper-edited'),
    channel: z.string(),
    ts: z.string(),
    to: z.string(),
    content: Content,
  }),
  z.looseObject({
    ...at,
    kind: z.literal('view-opened'),
    view: z.looseObject({ id: z.string(), user: z.string() }),
  }),
  z.looseObject({
    ...at,
    kind: z.enum([
      'deleted',
      'whisper-deleted',
      'reacted',
      'joined',
      'left',
      'archived',
      'dm-opened',
      'view-updated',
      'view-closed',
      'home-published',
      'read',
      'delivered',
      'refused',
      'fault',
    ]),
  }),
]);

/** One line of the local Slack's own journal. */
export type SlackEntry = z.infer<typeof Entry>;

/** A message as it stands now, and every wording it had. */
export type Shown = {
  readonly channel: string;
  readonly ts: string;
  readonly thread: string | null;
  readonly text: string;
  readonly blocks: string;
  readonly at: number;
  readonly seq: number;
};

/** The journal as the local Slack tells it. */
export function readJournal(value: unknown): readonly SlackEntry[] {
  return z.array(Entry).parse(value);
}

/** Every message as it reads after all its edits. */
export function shownIn(entries: readonly SlackEntry[]): readonly Shown[] {
  const shown = new Map<string, Shown>();
  for (const entry of entries) {
    if (entry.kind === 'posted') {
      const { channel, ts, thread_ts: thread = null, text, blocks } = entry.message;
      shown.set(`${channel} ${ts}`, {
        channel,
        ts,
        thread,
        text,
        blocks: JSON.stringify(blocks ?? []),
        at: entry.at,
        seq: entry.seq,
      });
    }
    if (entry.kind === 'edited') {
      const before = shown.get(`${entry.channel} ${entry.ts}`);
      if (before)
        shown.set(`${entry.channel} ${entry.ts}`, {
          ...before,
          text: entry.content.text,
          blocks: JSON.stringify(entry.content.blocks ?? []),
          at: entry.at,
          seq: entry.seq,
        });
    }
  }
  return [...shown.values()];
}

/** What only this person was shown. */
export function whispersIn(entries: readonly SlackEntry[], user: string): readonly Shown[] {
  return entries.flatMap((entry) => {
    const said =
      entry.kind === 'whispered'
        ? { ...entry.ephemeral, content: entry.ephemeral }
        : entry.kind === 'whisper-edited'
          ? entry
          : null;
    if (said?.to !== user) return [];
    const { channel, ts, content } = said;
    return [
      {
        channel,
        ts,
        thread: null,
        text: content.text,
        blocks: JSON.stringify(content.blocks ?? []),
        at: entry.at,
        seq: entry.seq,
      },
    ];
  });
}

/** The newest form that opened before this person after something. */
export function formIn(
  entries: readonly SlackEntry[],
  user: string,
  after: number,
): string | undefined {
  return entries
    .flatMap((entry) =>
      entry.kind === 'view-opened' && entry.view.user === user && entry.seq > after
        ? [entry.view.id]
        : [],
    )
    .at(-1);
}
