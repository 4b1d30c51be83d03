import { z } from 'zod';
import { call } from '../call.ts';
import {
  formIn,
  readJournal,
  type Shown,
  shownIn,
  type SlackEntry,
  whispersIn,
} from './slack-journal.ts';
import { until } from './until.ts';

const Outcome = z.union([
  z.looseObject({ ok: z.literal(true) }),
  z.looseObject({ ok: z.literal(false), error: z.string() }),
]);

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
  const journal = async () => readJournal(await call(`${url}/_control/journal`));
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
      const opened = await until(what, async () => formIn(await journal(), user, after));
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
