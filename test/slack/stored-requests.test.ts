import { describe, expect, it, type TestContext } from 'vitest';
import { eventually } from '../support/until.ts';
import { davyAtTheDoor } from '../support/davy-at-the-door.ts';

const card = {
  subject: 'rel_1',
  kind: 'approval',
  channel: 'C0RELEASES',
  thread: null,
  ts: '5.5',
  hash: '',
};
const sender = { api_app_id: 'A0DAVY', team: { id: 'T0ACME' } };

/** A stored request, as a version of Davy before this test wrote it, and how it is answered. */
const rows: Readonly<Record<string, readonly [id: string, slack: object, answer: RegExp]>> = {
  'typed words': [
    'slash:t1',
    {
      command: '/release',
      text: 'status board',
      user_id: 'U0PRIYA',
      user_name: 'priya',
      team_id: 'T0ACME',
      api_app_id: 'A0DAVY',
      channel_id: 'C0RELEASES',
      response_url: 'http://127.0.0.1:9/answers',
      trigger_id: 't1',
    },
    /^board: 1\.41\.2 is live\./,
  ],
  'a button': [
    'click:t1:1.1',
    {
      type: 'block_actions',
      ...sender,
      user: { id: 'U0ANA', username: 'ana', team_id: 'T0ACME' },
      container: {
        type: 'message',
        message_ts: '5.5',
        channel_id: 'C0RELEASES',
        is_ephemeral: false,
      },
      channel: { id: 'C0RELEASES' },
      trigger_id: 't1',
      response_url: 'http://127.0.0.1:9/answers',
      actions: [
        {
          type: 'button',
          value: 'rel_1.3',
          action_id: 'release approve',
          block_id: 'b',
          action_ts: '1.1',
        },
      ],
    },
    /^Your approval of board 1\.42\.0 is recorded\.$/,
  ],
  'a form': [
    'form:V1:1:t1',
    {
      type: 'view_submission',
      ...sender,
      user: { id: 'U0ANA', username: 'ana' },
      trigger_id: 't1',
      view: {
        id: 'V1',
        type: 'modal',
        callback_id: 'release decline',
        private_metadata: '{"value":"rel_1.3","channel":"C0RELEASES","thread":"5.5","fields":[]}',
        hash: '1',
        state: { values: { words: { words: { type: 'plain_text_input', value: 'shapes' } } } },
      },
    },
    /^You declined board 1\.42\.0: shapes\.$/,
  ],
  'a message shortcut': [
    'shortcut:t1',
    {
      type: 'message_action',
      ...sender,
      user: { id: 'U0ANA', username: 'ana' },
      callback_id: 'release actions',
      trigger_id: 't1',
      channel: { id: 'C0RELEASES' },
      message: { ts: '5.5' },
    },
    /^board 1\.42\.0 has soaked and waits for approval/,
  ],
  'a mention': [
    'mention:C0RELEASES:9.9',
    {
      type: 'event_callback',
      team_id: 'T0ACME',
      api_app_id: 'A0DAVY',
      event_id: 'Ev1',
      event: {
        type: 'app_mention',
        user: 'U0ANA',
        text: '<@U0DAVY> decline shapes',
        ts: '9.9',
        thread_ts: '5.5',
        channel: 'C0RELEASES',
        event_ts: '9.9',
      },
    },
    /^You declined board 1\.42\.0: shapes\.$/,
  ],
};

type Bot = Awaited<ReturnType<typeof davyAtTheDoor>>;

/** A Davy with a release that waits, until the test is over. */
async function waiting({ onTestFinished }: TestContext): Promise<Bot> {
  const bot = await davyAtTheDoor();
  onTestFinished(() => bot.stop());
  bot.desk.given({ kind: 'waiting', since: 0 });
  bot.desk.state.messages.set('rel_1', [card]);
  return bot;
}

/** Another process stored this and died before it answered. */
async function leftBehind(bot: Bot, id: string, slack: object): Promise<void> {
  await bot.inbox.receive({ id, once: null, body: { at: Date.now(), slack } });
}

function isAnswered(bot: Bot): void {
  expect([...bot.inbox.rows.values()].map(({ answered }) => answered)).toEqual([true]);
}

// Each waits a second until what is left behind is looked for.
describe.concurrent.each(Object.entries(rows))('%s', (_, [id, slack, answer]) => {
  it('that another version of Davy stored is answered', async (context) => {
    const bot = await waiting(context);
    await leftBehind(bot, id, slack);
    await eventually(() => expect(bot.slack.said()).toEqual([expect.stringMatching(answer)]));
    await eventually(() => isAnswered(bot));
  });

  it('that was stored whole, as Slack brought it, is answered', async (context) => {
    const bot = await waiting(context);
    const whole = { ...slack, token: 'old', state: { values: {} }, is_enterprise: false };
    await leftBehind(bot, id, whole);
    await eventually(() => expect(bot.slack.said()).toEqual([expect.stringMatching(answer)]));
  });

  it('is stored so that every version of Davy can answer it', async (context) => {
    const bot = await waiting(context);
    const raw = 'command' in slack ? form(slack) : form({ payload: JSON.stringify(slack) });
    const sent =
      'event' in slack
        ? bot.slack.send(JSON.stringify(slack), 'application/json')
        : bot.slack.send(raw, 'application/x-www-form-urlencoded');
    expect((await sent).status).toBe(200);
    expect([...bot.inbox.rows.values()].map(({ delivery }) => delivery)).toEqual([
      { id, once: null, body: { at: expect.any(Number), slack } },
    ]);
    await eventually(() => isAnswered(bot));
  });
});

function form(fields: object): string {
  return new URLSearchParams(Object.entries(fields)).toString();
}

it('a request is read again only after a crash, not by who took it in', async (context) => {
  const bot = await waiting(context);
  let reads = 0;
  const { rows } = bot.inbox;
  const set = rows.set.bind(rows);
  rows.set = (id, row) => {
    const { body, ...rest } = row.delivery;
    const delivery = {
      ...rest,
      get body() {
        reads += 1;
        return body;
      },
    };
    return set(id, { ...row, delivery });
  };
  await bot.slack.slash('/release', 'status board');
  await eventually(() => isAnswered(bot));
  expect(reads).toBe(0);
  for (const row of rows.values()) row.answered = false;
  bot.inbox.returnLent();
  await bot.restart();
  await eventually(() => isAnswered(bot));
  expect(reads).toBe(1);
});
