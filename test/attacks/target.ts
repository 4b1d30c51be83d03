import { createHmac } from 'node:crypto';
import { secrets } from '../../playground/davy/settings.ts';

/** A Davy that runs, and what an attacker may know of it. */
export type Target = {
  readonly url: string;
  /** What a stranger sees: whether a release waits, moves or is over. */
  readonly state: () => Promise<string>;
  /** The button of the one approval that is asked for. */
  readonly ask: { readonly value: string; readonly channel: string; readonly ts: string };
};

/** What was answered, in few words, and whether that is as it should be. */
export type Outcome = { readonly answer: string; readonly refused: boolean };

/** One attack: its name in the paper or the issue, what it is, and what comes of it. */
export type Attack = readonly [id: string, what: string, act: (target: Target) => Promise<Outcome>];

/** How a request is signed wrongly; nothing of it: it is signed as Slack signs. */
export type Signing = {
  readonly secret?: string;
  readonly at?: string;
  readonly signature?: (hex: string) => string | null;
  readonly path?: string;
  readonly contentType?: string;
};

const team = 'T0PLAYGROUND';
const app = 'A0DAVY';

/** Sends bytes to Davy as Slack would, as far as nothing else is said. */
export async function toSlackDoor(
  { url }: Pick<Target, 'url'>,
  body: string,
  signing: Signing = {},
): Promise<{ readonly status: number; readonly text: string }> {
  const { secret = secrets.signingSecret, signature = (hex) => `v0=${hex}` } = signing;
  const at = signing.at ?? String(Math.floor(Date.now() / 1_000));
  const hex = createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex');
  const written = signature(hex);
  const answer = await fetch(`${url}${signing.path ?? '/slack/events'}`, {
    method: 'POST',
    body,
    headers: {
      'content-type': signing.contentType ?? 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': at,
      ...(written === null ? {} : { 'x-slack-signature': written }),
    },
  });
  return { status: answer.status, text: await answer.text() };
}

/** Sends a build to Davy as CI would. */
export async function toBuilds(
  { url }: Pick<Target, 'url'>,
  build: object | string,
  {
    secret = secrets.buildsSecret,
    at = Math.floor(Date.now() / 1_000),
  }: { readonly secret?: string; readonly at?: number } = {},
): Promise<{ readonly status: number; readonly text: string }> {
  const body = typeof build === 'string' ? build : JSON.stringify(build);
  const hex = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex');
  const answer = await fetch(`${url}/builds`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-davy-timestamp': String(at),
      'x-davy-signature': `v1=${hex}`,
    },
  });
  return { status: answer.status, text: await answer.text() };
}

/** A slash command as Slack sends it. */
export function slash(text: string, more: Readonly<Record<string, string>> = {}): string {
  return new URLSearchParams({
    command: '/release',
    text,
    user_id: 'U0PRIYA',
    user_name: 'priya',
    team_id: team,
    api_app_id: app,
    channel_id: 'C0RELEASES',
    response_url: 'https://hooks.slack.com/commands/T0/1/x',
    trigger_id: `${performance.now()}`,
    ...more,
  }).toString();
}

/** A press of the button that approves, by whoever, of whatever is said. */
export function press(
  { value, channel, ts }: Target['ask'],
  user: string,
  more: Readonly<Record<string, unknown>> = {},
): string {
  const action = {
    type: 'button',
    action_id: 'release approve',
    block_id: 'b',
    value,
    action_ts: `${Math.floor(Date.now() / 1_000)}.${Math.floor(performance.now())}`,
  };
  const payload = {
    type: 'block_actions',
    team: { id: team },
    user: { id: user, username: user, team_id: team },
    api_app_id: app,
    container: { type: 'message', message_ts: ts, channel_id: channel },
    channel: { id: channel },
    trigger_id: `${performance.now()}`,
    actions: [action],
    ...more,
  };
  return `payload=${encodeURIComponent(JSON.stringify(payload))}`;
}

/** As it should be, when it is answered with one of these. */
export function refusedBy(
  { status, text }: { readonly status: number; readonly text: string },
  ...statuses: readonly number[]
): Outcome {
  return { answer: `${status} ${text}`.trim().slice(0, 60), refused: statuses.includes(status) };
}
