import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { davyAtTheDoor } from '../support/davy-at-the-door.ts';
import { eventually } from '../support/until.ts';

let bot: Awaited<ReturnType<typeof davyAtTheDoor>>;
beforeEach(async () => {
  bot = await davyAtTheDoor();
});
afterEach(() => bot.stop());

const card = {
  subject: 'rel_1',
  kind: 'approval',
  channel: 'C0RELEASES',
  thread: '1.1',
  ts: '5.5',
  hash: '',
};
const opened = () => bot.slack.calls.find(({ method }) => method === 'views.open');

describe('shortcuts', () => {
  it('open the form from nowhere in particular', async () => {
    expect((await bot.slack.shortcut('prerelease')).status).toBe(200);
    await eventually(() => expect(opened()).toBeDefined());
    expect(JSON.parse(String(opened()?.body['view']))).toMatchObject({
      callback_id: 'prerelease',
      title: { text: 'Start a pre-release' },
    });
  });

  it('answer a person who is in no channel in their own conversation', async () => {
    bot.desk.state.builds = [];
    await bot.slack.shortcut('prerelease');
    await eventually(() =>
      expect(bot.slack.calls.at(-1)).toMatchObject({
        method: 'chat.postMessage',
        body: { channel: 'U0ANA', text: 'No build is ready. Davy looked at board, web.' },
      }),
    );
  });

  it('show what may be done with the release of a message', async () => {
    bot.desk.given({ kind: 'soaking', since: 0 });
    bot.desk.state.messages.set('rel_1', [card]);
    await bot.slack.shortcut('release actions', {
      channel: { id: 'C0RELEASES' },
      message: { ts: '5.5', thread_ts: '1.1' },
    });
    await eventually(() =>
      expect(bot.slack.said()).toEqual(['board 1.42.0 is soaking, healthy: 4 h left.']),
    );
    expect(bot.slack.calls.at(-1)?.body).toMatchObject({ thread_ts: '1.1' });
    expect(String(bot.slack.calls.at(-1)?.body['blocks'])).toContain(
      '"action_id":"prerelease stop"',
    );
  });

  it('say so when a message has no release', async () => {
    await bot.slack.shortcut('release actions', {
      channel: { id: 'C0RELEASES' },
      message: { ts: '8.8' },
    });
    await eventually(() =>
      expect(bot.slack.said()).toEqual(['No release belongs to this message. Nothing changed.']),
    );
  });
});

describe('the form', () => {
  const words = (servers: string, soak: string) => ({
    build: { build: { type: 'static_select', selected_option: { value: 'board 1.42.0' } } },
    note: { note: { type: 'plain_text_input', value: 'first\ntry' } },
    'soak=': { 'soak=': { type: 'plain_text_input', value: soak } },
    'servers=': { 'servers=': { type: 'plain_text_input', value: servers } },
  });
  const metadata = {
    value: '',
    channel: 'C0RELEASES',
    thread: null,
    fields: ['build', 'servers=', 'soak=', 'note'],
  };

  it('keeps what was filled in and names what is wrong', async () => {
    const answer = await bot.slack.submit('prerelease', metadata, words('9', '1h'));
    expect(JSON.parse(answer.text)).toEqual({
      response_action: 'errors',
      errors: { 'servers=': 'servers=9 is too many. Use 1 to 4. Example: servers=1' },
    });
    expect(bot.inbox.rows.size).toBe(0);
  });

  it('starts what was chosen, whatever order Slack brings the fields in', async () => {
    expect((await bot.slack.submit('prerelease', metadata, words('2', '1h'))).text).toBe('');
    await eventually(() =>
      expect(bot.slack.said()).toEqual([
        'Started. board 1.42.0: 2 servers, soak 1 h. The thread shows how it goes.',
      ]),
    );
    expect(bot.desk.state.releases.get([...bot.desk.state.releases.keys()][0] ?? '')).toMatchObject(
      { note: 'first try', plan: { servers: 2 } },
    );
  });
});
