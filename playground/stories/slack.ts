import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { call } from '../call.ts';

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

const Outcome = z.union([
  z.looseObject({ ok: z.literal(true) }),
  z.looseObject({ ok: z.literal(false), error: z.string() }),
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

/** The local Slack, used as a person uses it: over HTTP, and by looking. */
export type SlackClient = {
  journal(): Promise<readonly SlackEntry[]>;
  messages(): Promise<readonly Shown[]>;
  type(user: string, channel: string, text: string, thread?: string): Promise<void>;
  click(user: string, message: Shown, action: string): Promise<void>;
  /** Waits for the form that opens before this person, fills it in and sends it off. */
  fill(
    user: string,
    after: number,
    what: string,
    values: Readonly<Record<string, string>>,
  ): Promise<void>;
  /** Waits until somebody would see it; tells what was waited for when it never came. */
  see(what: string, find: (message: Shown) => boolean, withinMs?: number): Promise<Shown>;
  /** Waits for an answer only this person sees; not for long where it may have got lost. */
  whisper(
    user: string,
    after: number,
    what: string,
    find: (text: string) => boolean,
    withinMs?: number,
  ): Promise<Shown>;
  seq(): Promise<number>;
  outage(on: boolean): Promise<void>;
};

/** Speaks to the local Slack at this address. */
export function slackClient(url: string): SlackClient {
  const journal = async () => z.array(Entry).parse(await call(`${url}/_control/journal`));
  const messages = async () => shownIn(await journal());
  const person = async (user: string, what: string, body: object): Promise<void> => {
    const said = Outcome.parse(await call(`${url}/_people/${user}/${what}`, 'POST', body));
    if (!said.ok)
      throw new Error(`${user} could not ${what} ${JSON.stringify(body)}: ${said.error}`);
  };
  return {
    journal,
    messages,
    async type(user, channel, text, thread) {
      await person(user, 'type', {
        channel,
        text,
        ...(thread === undefined ? {} : { thread_ts: thread }),
      });
    },
    async click(user, { channel, ts }, action) {
      await person(user, 'click', { channel, ts, action_id: action, confirmed: true });
    },
    async fill(user, after, what, values) {
      const opened = await until(what, async () =>
        (await journal())
          .flatMap((entry) =>
            entry.kind === 'view-opened' && entry.view.user === user && entry.seq > after
              ? [entry.view.id]
              : [],
          )
          .at(-1),
      );
      await person(user, 'submit', { view_id: opened, values });
    },
    see: (what, find, withinMs) =>
      until(what, async () => (await messages()).findLast(find), withinMs),
    whisper: (user, after, what, find, withinMs) =>
      until(
        what,
        async () =>
          whispersIn(await journal(), user).findLast(
            ({ seq, text, blocks }) => seq > after && find(`${text} ${blocks}`),
          ),
        withinMs,
      ),
    seq: async () => (await journal()).at(-1)?.seq ?? 0,
    async outage(on) {
      if (on) await call(`${url}/_control/faults`, 'POST', { kind: 'outage', how: 'refuse' });
      else await call(`${url}/_control/faults?kind=outage`, 'DELETE');
    },
  };
}

function shownIn(entries: readonly SlackEntry[]): readonly Shown[] {
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

function whispersIn(entries: readonly SlackEntry[], user: string): readonly Shown[] {
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

/**
 * Longer than anything in a story takes on the busiest machine; how quick Davy was is told by the
 * figures, and not by who waited.
 */
const patienceMs = 180_000;

/**
 * Looks again and again, as somebody waiting would; the only thing that ends it early is what was
 * waited for.
 */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined>,
  withinMs = patienceMs,
): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end)
      throw new Error(`waited ${Math.round(withinMs / 1000)} s for ${what}, and it did not come`);
    await sleep(200);
  }
}
