import { App, HTTPReceiver } from '@slack/bolt';
import { type ChatPostMessageResponse, WebClient } from '@slack/web-api';
import type { Entry } from '../../../playground/slack/entry.ts';
import { startSlack } from '../../../playground/slack/start.ts';
import { playgroundWorkspace } from '../../../playground/slack/workspace.ts';
import type { SlackOptions } from '../../../playground/slack/world.ts';

/** What the people of the playground say back when something is done. */
export type Outcome = {
  readonly ok: boolean;
  readonly error?: string;
  readonly errors?: Record<string, string>;
  readonly view_id?: string;
};

const secrets = { signingSecret: 'a-signing-secret', botToken: 'xoxb-davy' };

/** A local Slack with nobody at the other end. */
export async function aSlack(options: Partial<SlackOptions> = {}) {
  const slack = await startSlack({
    port: 0,
    workspace: playgroundWorkspace(),
    requestUrl: 'http://127.0.0.1:9/',
    ...secrets,
    ...options,
  });
  const client = new WebClient(secrets.botToken, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: quiet,
  });
  const ask = async (path: string, init: RequestInit = {}): Promise<unknown> =>
    (await fetch(`${slack.url}${path}`, init)).json();
  const send = (path: string, body: unknown) =>
    ask(path, { method: 'POST', body: JSON.stringify(body) });
  return {
    ...slack,
    client,
    post: (message: object): Promise<ChatPostMessageResponse> =>
      client.apiCall('chat.postMessage', { channel: 'C0RELEASES', ...message }),
    refusal: async (method: string, args: object = {}): Promise<unknown> =>
      client.apiCall(method, { ...args }).then(
        () => 'no refusal',
        (error: { data?: { error?: string }; code?: string }) => error.data?.error ?? error.code,
      ),
    as: (user: string) => ({
      type: async (channel: string, text: string, thread_ts?: string) =>
        (await send(`/_people/${user}/type`, { channel, text, thread_ts })) as Outcome,
      click: async (body: object) => (await send(`/_people/${user}/click`, body)) as Outcome,
      select: async (body: object) => (await send(`/_people/${user}/select`, body)) as Outcome,
      submit: async (body: object) => (await send(`/_people/${user}/submit`, body)) as Outcome,
      close: async (body: object) => (await send(`/_people/${user}/close_view`, body)) as Outcome,
      edit: async (channel: string, ts: string, text: string) =>
        (await send(`/_people/${user}/edit`, { channel, ts, text })) as Outcome,
      openHome: async () => (await send(`/_people/${user}/open_home`, {})) as Outcome,
      read: async (body: object) => (await send(`/_people/${user}/read`, body)) as Outcome,
      inbox: async (query = '') =>
        (await ask(`/_people/${user}/inbox?${query}`)) as {
          seq: number;
          entries: Entry[];
          unread: Record<string, { unread: number; mentions: number }>;
        },
    }),
    fault: (fault: object) => send('/_control/faults', fault),
    mend: () => ask('/_control/faults', { method: 'DELETE' }),
    switchTo: (switches: object) => send('/_control/switches', switches),
    presence: (user: string, presence: 'active' | 'away') =>
      send('/_control/presence', { user, presence }),
    archive: (channel: string) => send('/_control/archive', { channel }),
    journal: async () => (await ask('/_control/journal')) as Entry[],
    of: async <Kind extends Entry['kind']>(kind: Kind) =>
      ((await ask('/_control/journal')) as Entry[]).filter(
        (entry): entry is Extract<Entry, { kind: Kind }> => entry.kind === kind,
      ),
  };
}

/** A real Bolt app over HTTP, connected to the local Slack by its base URL only. */
export async function aBolt(
  slack: Awaited<ReturnType<typeof aSlack>>,
  signingSecret = secrets.signingSecret,
) {
  const receiver = new HTTPReceiver({ signingSecret, endpoints: '/slack/events', logger: quiet });
  const app = new App({
    token: secrets.botToken,
    receiver,
    logger: quiet,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
  });
  const server = await app.start(0);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await slack.switchTo({ requestUrl: `http://127.0.0.1:${port}/slack/events` });
  return { app, stop: () => app.stop() };
}

const nothing = () => {};
const quiet = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => 'error' as never,
  setName: nothing,
};
