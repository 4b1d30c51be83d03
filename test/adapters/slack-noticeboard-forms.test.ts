import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { slackNoticeboard } from '../../src/adapters/slack/noticeboard.ts';
import { messagesOf } from '../../src/views/messages.ts';
import { type LocalSlack, startSlack } from '../../playground/slack/start.ts';
import { playgroundWorkspace } from '../../playground/slack/workspace.ts';
import { gallery } from '../views/gallery.ts';

const all = [
  'chat:write',
  'users:read',
  'usergroups:read',
  'channels:history',
  'metadata.message:read',
];
const few = all.slice(0, 3);
const channel = 'C0RELEASES';
const content = messagesOf(gallery['soaking healthy']!).find(
  ({ kind }) => kind === 'progress',
)!.content;
const message = { channel, thread: null, broadcast: false, content, key: 'rel_1:progress' };

let slack: LocalSlack;
let poor: LocalSlack;
const open = (scopes: readonly string[]) =>
  startSlack({
    port: 0,
    workspace: playgroundWorkspace(),
    requestUrl: 'http://127.0.0.1:9/',
    signingSecret: 'shh',
    botToken: 'xoxb-playground',
    scopes,
  });

beforeAll(async () => {
  slack = await open(all);
  poor = await open(few);
});
afterEach(() =>
  Promise.all([control('DELETE', 'faults'), control('POST', 'switches', { newBlocks: true })]),
);
afterAll(() => Promise.all([slack.close(), poor.close()]));

describe('a board on Slack', () => {
  it('says that it cannot look without the scopes for it', async () => {
    expect(await newBoard(poor).find({ ...message, thread: '1795177320.000100' })).toBe(
      'cannot-look',
    );
  });

  it('waits for nobody while Slack is off or has had too much', async () => {
    const board = newBoard();
    await control('POST', 'faults', { kind: 'rate-limit', seconds: 600 });
    await expect(board.post(message)).rejects.toMatchObject({
      name: 'UpstreamError',
      unknown: false,
    });
    await control('DELETE', 'faults');
    await control('POST', 'faults', { kind: 'outage', how: '503' });
    await expect(board.post(message)).rejects.toMatchObject({
      name: 'UpstreamError',
      unknown: true,
    });
  });

  it('writes classic messages in a workspace that does not know the newer blocks', async () => {
    await control('POST', 'switches', { newBlocks: false });
    const { ts } = await newBoard().post(message);
    const [posted] = await repliesOf(ts);
    expect(posted?.blocks.map(({ type }) => type)).toEqual(
      content.classic.map((block) => ('type' in block ? block.type : '')),
    );
  });

  it('is believed by Slack with every message of every state, in both forms', async () => {
    const board = newBoard();
    const { ts } = await board.post(message);
    for (const [name, story] of Object.entries(gallery)) {
      for (const { kind, content } of messagesOf(story)) {
        const forms = [content.rich, content.classic].map((blocks) =>
          api('chat.update', { channel, ts, text: content.text, blocks: JSON.stringify(blocks) }),
        );
        expect([
          name,
          kind,
          ...(await Promise.all(forms)).map(
            ({ ok, error, response_metadata }) => error ?? response_metadata?.messages ?? ok,
          ),
        ]).toEqual([name, kind, true, true]);
      }
    }
  });
});

function account({ apiUrl }: LocalSlack) {
  return { token: 'xoxb-playground', apiUrl, fetch: globalThis.fetch };
}

function newBoard(which = slack) {
  return slackNoticeboard({ ...account(which), retries: 0, now: () => 1_000_000 });
}

type Said = {
  readonly ok: boolean;
  readonly error?: string;
  readonly response_metadata?: { readonly messages?: readonly string[] };
  readonly messages?: readonly {
    readonly ts: string;
    readonly text: string;
    readonly blocks: readonly { readonly type: string }[];
  }[];
};

async function api(method: string, args: Record<string, string>): Promise<Said> {
  const answer = await fetch(`${slack.apiUrl}${method}`, {
    method: 'POST',
    headers: { authorization: 'Bearer xoxb-playground' },
    body: new URLSearchParams(args),
  });
  return (await answer.json()) as Said;
}

async function repliesOf(ts: string) {
  return (await api('conversations.replies', { channel, ts })).messages ?? [];
}

async function control(method: string, what: string, body?: object): Promise<void> {
  await fetch(`${slack.url}/_control/${what}`, {
    method,
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
}
