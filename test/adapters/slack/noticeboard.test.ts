import { afterEach, describe, expect, it } from 'vitest';
import { slackNoticeboard } from '../../../src/adapters/slack/noticeboard.ts';
import { NotTaken, UpstreamError } from '../../../src/ports/errors.ts';
import { scriptedSlack, type Scripted } from '../../support/scripted-slack.ts';

const content = {
  text: 'board 1.42.0 is soaking',
  rich: [
    { type: 'header', text: { type: 'plain_text', text: 'h' } },
    { type: 'plan', title: 'p' },
  ],
  classic: [
    { type: 'header', text: { type: 'plain_text', text: 'h' } },
    { type: 'section', text: { type: 'plain_text', text: 'p' } },
  ],
};
const posted = { ok: true, channel: 'C1', ts: '1.5' };
const message = { channel: 'C1', thread: '1.0', broadcast: true, content, key: 'rel_1:soak' };

let open: Awaited<ReturnType<typeof scriptedSlack>> | undefined;
afterEach(() => open?.close());

async function boardThatHears(
  answer: (method: string, args: Readonly<Record<string, string>>) => Scripted,
  retries = 0,
) {
  const clock = { now: 1_000_000 };
  const slack = await scriptedSlack(answer);
  open = slack;
  return {
    slack,
    clock,
    board: slackNoticeboard({ ...slack.account, retries, now: () => clock.now }),
  };
}

describe('posting to Slack', () => {
  it('tells a recipient who takes nothing from a Slack that fails', async () => {
    for (const [error, isOfOne] of [
      ['is_archived', true],
      ['user_not_found', true],
      ['cannot_dm_bot', true],
      ['channel_not_found', true],
      ['account_inactive', false],
      ['invalid_auth', false],
      ['internal_error', false],
      ['ratelimited', false],
    ] as const) {
      const { slack, board } = await boardThatHears(() => ({ ok: false, error }));
      const fault = await board.post(message).catch((cause: unknown) => cause);
      expect([error, fault instanceof UpstreamError]).toEqual([error, true]);
      expect([error, fault instanceof NotTaken]).toEqual([error, isOfOne]);
      await slack.close();
    }
  });

  it('sends the message with its key, into thread and channel, without unfurling', async () => {
    const { slack, board } = await boardThatHears(() => posted);
    expect(await board.post(message)).toEqual({ channel: 'C1', ts: '1.5' });
    const [{ method, args, token } = { method: '', args: {}, token: '' }] = slack.calls;
    expect({ method, token }).toEqual({ method: 'chat.postMessage', token: 'Bearer xoxb-davy' });
    expect(args).toMatchObject({
      channel: 'C1',
      thread_ts: '1.0',
      reply_broadcast: 'true',
      text: content.text,
      unfurl_links: 'false',
      unfurl_media: 'false',
    });
    expect(JSON.parse(args['blocks'] ?? '')).toEqual(content.rich);
    expect(JSON.parse(args['metadata'] ?? '')).toEqual({
      event_type: 'davy_message',
      event_payload: { key: 'rel_1:soak' },
    });
  });

  it('posts into the channel itself without a thread', async () => {
    const { slack, board } = await boardThatHears(() => posted);
    await board.post({ ...message, thread: null });
    expect(slack.calls[0]?.args).not.toHaveProperty('thread_ts');
    expect(slack.calls[0]?.args).not.toHaveProperty('reply_broadcast');
  });

  it.each<[string, Scripted]>([
    ['the connection breaks', 'hang up'],
    ['nothing is said in time', 'say nothing'],
    ['an inner error is told', { ok: false, error: 'internal_error' }],
    ['a gateway answers', { status: 502, text: '<html>' }],
    ['the answer is no JSON', { status: 200, text: '<html>login</html>' }],
    ['the answer has no time', { ok: true, channel: 'C1' }],
  ])('says that it may have happened when %s, and does not try twice', async (_, answer) => {
    const { slack, board } = await boardThatHears(() => answer, 2);
    await expect(board.post(message)).rejects.toMatchObject({
      name: 'UpstreamError',
      system: 'Slack',
      unknown: true,
    });
    expect(slack.calls).toHaveLength(1);
  });

  it.each<[string, Scripted]>([
    ['says no', { ok: false, error: 'not_in_channel' }],
    ['has had too much', { status: 429, text: '{}', headers: { 'retry-after': '30' } }],
    ['has had too much and does not say for how long', { status: 429, text: '{}' }],
  ])('says at once that it did not happen when Slack %s', async (_, answer) => {
    const { slack, board } = await boardThatHears(() => answer, 2);
    await expect(board.post(message)).rejects.toMatchObject({
      name: 'UpstreamError',
      unknown: false,
    });
    expect(slack.calls).toHaveLength(1);
  });

  it('tries again at once when no connection came about: nothing has happened', async () => {
    const refused: string[] = [];
    const board = slackNoticeboard({
      token: 'xoxb-davy',
      apiUrl: 'http://127.0.0.1:9/api/',
      retries: 2,
      now: () => 0,
      fetch: () => {
        refused.push('refused');
        return Promise.reject(
          new TypeError('fetch failed', {
            cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }),
          }),
        );
      },
    });
    await expect(board.post(message)).rejects.toMatchObject({ unknown: false });
    expect(refused).toHaveLength(3);
  });
});

describe('a workspace that does not know the newer blocks', () => {
  const old = (_: string, { blocks = '' }: Readonly<Record<string, string>>) =>
    blocks.includes('"plan"')
      ? {
          ok: false,
          error: 'invalid_blocks',
          response_metadata: {
            messages: ['[ERROR] unsupported type: plan [json-pointer:/blocks/1/type]'],
          },
        }
      : posted;

  it('gets the classic form at once, and for a day without being asked again', async () => {
    const { slack, clock, board } = await boardThatHears(old);
    await board.post(message);
    expect(slack.calls).toHaveLength(2);
    await board.post(message);
    expect(slack.calls).toHaveLength(3);
    expect(JSON.parse(slack.calls[2]?.args['blocks'] ?? '')).toEqual(content.classic);
    clock.now += 24 * 60 * 60_000 + 1;
    await board.update({ channel: 'C1', ts: '1.5', content });
    expect(slack.calls).toHaveLength(5);
  });

  it('still gets the newer form of messages without the block it refused', async () => {
    const { slack, board } = await boardThatHears(old);
    await board.post(message);
    const table = {
      ...content,
      rich: [{ type: 'table', rows: [] }],
      classic: [{ type: 'divider' }],
    };
    await board.post({ ...message, content: table });
    expect(JSON.parse(slack.calls.at(-1)?.args['blocks'] ?? '')).toEqual(table.rich);
  });

  it('is a fault when the classic form is refused too', async () => {
    const { slack, board } = await boardThatHears(() => ({ ok: false, error: 'invalid_blocks' }));
    await expect(board.post(message)).rejects.toBeInstanceOf(UpstreamError);
    expect(slack.calls).toHaveLength(2);
  });
});

describe('editing a message', () => {
  it.each(['message_not_found', 'cant_update_message', 'edit_window_closed'])(
    'is gone when Slack says %s',
    async (error) => {
      const { board } = await boardThatHears(() => ({ ok: false, error }));
      expect(await board.update({ channel: 'C1', ts: '1.5', content })).toBe('gone');
    },
  );

  it('sends text and blocks together, because text alone takes the blocks away', async () => {
    const { slack, board } = await boardThatHears(() => posted);
    expect(await board.update({ channel: 'C1', ts: '1.5', content })).toBe('updated');
    expect(slack.calls[0]).toMatchObject({
      method: 'chat.update',
      args: { channel: 'C1', ts: '1.5', text: content.text },
    });
    expect(slack.calls[0]?.args).toHaveProperty('blocks');
  });
});

describe('looking for a post whose answer was lost', () => {
  const lost = {
    ts: '1.7',
    metadata: { event_type: 'davy_message', event_payload: { key: 'rel_1:soak' } },
  };
  const place = { channel: 'C1', thread: '1.0', key: 'rel_1:soak' };

  it('finds it by its key in its thread, page by page', async () => {
    const { slack, board } = await boardThatHears((_, args) =>
      args['cursor'] === 'next'
        ? { ok: true, messages: [lost] }
        : {
            ok: true,
            messages: [
              {
                ts: '1.0',
                metadata: { event_type: 'other', event_payload: { key: 'rel_1:soak' } },
              },
              { ts: '1.1', text: 'rel_1:soak' },
            ],
            response_metadata: { next_cursor: 'next' },
          },
    );
    expect(await board.find(place)).toEqual({ ts: '1.7' });
    expect(slack.calls.map(({ method }) => method)).toEqual([
      'conversations.replies',
      'conversations.replies',
    ]);
    expect(slack.calls[0]?.args).toMatchObject({
      channel: 'C1',
      ts: '1.0',
      include_all_metadata: 'true',
    });
  });

  it('looks into the channel for a message that is no reply', async () => {
    const { slack, board } = await boardThatHears(() => ({ ok: true, messages: [] }));
    expect(await board.find({ ...place, thread: null })).toBe('none');
    expect(slack.calls[0]?.method).toBe('conversations.history');
  });

  it('says that it cannot look where nobody granted that', async () => {
    const { board } = await boardThatHears(() => ({ ok: false, error: 'missing_scope' }));
    expect(await board.find(place)).toBe('cannot-look');
  });

  it('does not mistake a silent Slack for an empty thread', async () => {
    const { board } = await boardThatHears(() => 'hang up');
    await expect(board.find(place)).rejects.toBeInstanceOf(UpstreamError);
  });
});
