import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/until.ts';
import { texts } from '../../src/texts/texts.ts';
import { becomes } from '../support/becomes.ts';
import { davyAtTheDoor } from '../support/davy-at-the-door.ts';
import { gallery } from '../views/gallery.ts';

let bot: Awaited<ReturnType<typeof davyAtTheDoor>>;
beforeEach(async () => {
  bot = await davyAtTheDoor();
});
afterEach(() => bot.stop());

/** What Slack sends of a button, the state of `gallery` it is pressed in, and what comes of it. */
type Old = readonly [action_id: string, value: string, state: string, does: string];

/**
 * Every kind of button as it stood on messages before the words people read were changed. These
 * are on messages in Slack for ever: never change one, only add.
 */
const onMessages: readonly Old[] = [
  ['prerelease start', 'board 1.42.0', 'build ready', 'tells prerelease-requested, alone'],
  [
    'prerelease start',
    'board 1.42.0',
    'pre-release that left the line',
    'tells prerelease-requested, alone',
  ],
  ['prerelease start', 'board 1.42.0', 'expired', 'tells prerelease-requested, alone'],
  ['prerelease change', 'board 1.42.0', 'build ready', 'opens prerelease'],
  ['prerelease stop', 'rel_PRE.4', 'soaking healthy', 'tells stopped'],
  ['release approve', 'rel_PRE.4', 'soaking healthy', 'tells approved'],
  ['release approve', 'rel_PRE.4', 'waiting for approval', 'tells approved'],
  ['release decline', 'rel_PRE.4', 'waiting for approval', 'opens release decline'],
  ['release undo', 'rel_PRE.4', 'waiting, one of two', 'tells approval-undone'],
  ['release start', 'rel_PRE.4', 'approved', 'tells release-started'],
  ['release cancel', 'rel_PRE.4', 'approved, waits for its slot', 'tells cancelled'],
  ['release cancel', 'rel_PRE.4', 'pre-release in line', 'tells cancelled'],
  ['release cancel', 'rel_ALL.2', 'release launching', 'tells cancelled'],
  ['release hold', 'rel_ALL.2', 'release between two batches', 'opens release hold'],
  ['release resume', 'rel_ALL.2', 'release on hold', 'tells resumed'],
  ['release slower', 'rel_ALL.2', 'release between two batches', 'tells paced'],
  ['release faster', 'rel_ALL.2', 'release made slower', 'tells paced'],
  ['release rollback', 'rel_ALL.2', 'release between two batches', 'tells rollback-asked'],
  ['release rollback', 'rel_PRE.4', 'page counting down', 'tells rollback-asked'],
  ['release postpone', 'rel_PRE.4', 'page counting down', 'tells postponed'],
  ['release retry', 'rel_ALL.2', 'release stuck', 'tells retried'],
  ['release by-hand', 'rel_ALL.2', 'release stuck', 'opens release by-hand'],
  ['release answer', 'rel_PRE.4', 'page that nobody answers', 'tells answered'],
  ['release own', 'rel_PRE.4', 'a pre-release nobody owns', 'tells owned'],
  ['release unlock', 'board', 'page rolled back', 'opens release unlock'],
  ['release error', 'rel_PRE 1 ours-blocks', 'new error', 'tells errors-judged'],
  ['release error#1', 'rel_PRE 1 known', 'new error', 'opens release error'],
  ['release error#2', 'rel_PRE 1 not-this-release', 'new error', 'tells errors-judged'],
  [
    'release tickets-retry',
    'rel_PRE.4',
    'waiting with tickets that would fail',
    'tells tickets-retried',
  ],
  ['release tickets-retry', 'rel_ALL.2', 'live with tickets that failed', 'tells tickets-retried'],
  ['release live', 'board 1.42.0', 'build of an unknown line', 'opens release live'],
  ['release unfreeze', 'board', 'build ready', 'says board is not frozen'],
];
const onHome: readonly Old[] = [
  ['prerelease', ' ', 'build ready', 'opens prerelease'],
  ['release settings', ' ', 'build ready', 'opens release settings'],
  ['release greeted', 'yes', 'build ready', 'keeps that'],
  ['release review', 'rel_PRE.4', 'waiting for approval', 'opens an answer'],
  ['release actions', 'rel_PRE', 'soaking healthy', 'opens an answer'],
  ['release freeze', 'board', 'build ready', 'opens release freeze'],
  ['release test', 'board', 'build ready', 'opens an answer'],
  ['release who', 'board', 'build ready', 'opens an answer'],
  ['release unfreeze', 'board', 'build ready', 'opens an answer'],
  ['release unlock', 'board', 'page rolled back', 'opens release unlock'],
  ['release summary', 'week', 'build ready', 'opens an answer'],
];
const underAnswers: readonly Old[] = [
  ['prerelease', 'board 1.42.0', 'build ready', 'tells prerelease-requested, alone'],
  ['prerelease', 'board 1.42.0 soak=45m', 'build ready', 'tells prerelease-requested, alone'],
  [
    'prerelease',
    'board 1.42.0 soak=2700s replace saved carts',
    'build ready',
    'tells prerelease-requested, replace',
  ],
  [
    'prerelease#1',
    'board 1.42.0 soak=2700s beside saved carts',
    'build ready',
    'tells prerelease-requested, beside',
  ],
  [
    'prerelease#2',
    'board 1.42.0 soak=2700s in-line saved carts',
    'build ready',
    'tells prerelease-requested, in-line',
  ],
  ['prerelease change', 'board 1.42.0', 'build ready', 'opens prerelease'],
  ['rollback', 'rel_PRE.4 no reason given', 'soaking healthy', 'tells rollback-asked'],
  [
    'rollback#1',
    'board 1.41.0 no reason given',
    'build that was live before',
    'tells return-started',
  ],
  ['release help', 'prerelease', 'build ready', 'says /prerelease'],
  ['release help#3', 'thread', 'build ready', 'says In the thread of a release, mention me'],
  ['release status', 'all', 'build ready', 'says board: 1.41.0 is live'],
  ['release share', 'status', 'build ready', 'says U0ANA shares /release status: board: 1'],
  ['release services', 'all', 'build ready', 'says board: 1.41.0 is live'],
  ['release summary', 'share today', 'build ready', 'says Shared in this channel'],
  ['release live', 'board 1.41.0', 'build ready', 'says board 1'],
];

describe('a button of a message posted before', () => {
  it.each(onMessages)('%s %s, in "%s": %s', async (action_id, value, state, does) => {
    expect(await presses({ action_id, value, state }, onMessage)).toContain(does);
  });
  it.each(onHome)('%s %s, on the Home tab, in "%s": %s', async (action_id, value, state, does) => {
    expect(await presses({ action_id, value, state }, inView)).toContain(does);
  });
  it.each(underAnswers)(
    '%s %s, under an answer, in "%s": %s',
    async (action_id, value, state, does) => {
      expect(await presses({ action_id, value, state }, underAnswer)).toContain(does);
    },
  );
});

const ts = '1795177320.000100';
const inChannel = { channel: { id: 'C0RELEASES', name: 'releases' } };
const onMessage = {
  ...inChannel,
  container: {
    type: 'message',
    message_ts: ts,
    channel_id: 'C0RELEASES',
    is_ephemeral: false,
    thread_ts: '1795177300.000100',
  },
};
const underAnswer = {
  ...inChannel,
  container: { ...onMessage.container, is_ephemeral: true },
};
const inView = {
  container: { type: 'view', view_id: 'V0HOME' },
  view: { id: 'V0HOME', type: 'home' },
};

/** Sends the payload Slack sends of that button, and says what came of it. */
async function presses(
  { action_id, value, state }: { action_id: string; value: string; state: string },
  place: object,
): Promise<string> {
  const story = gallery[state];
  if (!story) throw new Error(`there is no state "${state}"`);
  becomes(bot.desk.state, story);
  for (const subject of ['rel_PRE', 'rel_ALL', 'build:board@1.42.0', 'line:board'])
    bot.desk.state.messages.set(subject, [
      { subject, kind: 'card', channel: 'C0RELEASES', thread: null, ts, hash: '' },
    ]);
  const payload = {
    type: 'block_actions',
    api_app_id: 'A0DAVY',
    token: 'gone',
    team: { id: 'T0ACME', domain: 'acme' },
    enterprise: null,
    is_enterprise_install: false,
    user: { id: 'U0ANA', username: 'ana', name: 'ana', team_id: 'T0ACME' },
    trigger_id: '13345224609.738474920.8088930838d88f008e0',
    response_url: `${bot.slack.origin}/actions/T0ACME/1/old`,
    actions: [
      {
        type: 'button',
        action_id,
        block_id: 'rel_PRE:act:4',
        text: { type: 'plain_text', text: 'An Old Name', emoji: false },
        value,
        action_ts: '1795177340.123456',
      },
    ],
    ...place,
  };
  await bot.slack.send(
    new URLSearchParams({ payload: JSON.stringify(payload) }).toString(),
    'application/x-www-form-urlencoded',
  );
  await eventually(() => expect([...bot.inbox.rows.values()]).toMatchObject([{ answered: true }]));
  expect(bot.logged.filter(({ level }) => level !== 'debug')).toEqual([]);
  expect(JSON.stringify(bot.slack.calls)).not.toContain(texts.replies.door.oldButton);
  return whatCameOf();
}

/** The first thing Davy decided, opened or said. */
function whatCameOf(): string {
  const [told] = bot.desk.state.told;
  if (told) return `tells ${told.kind}${'among' in told ? `, ${told.among}` : ''}`;
  const opened = bot.slack.calls.find(({ method }) => method === 'views.open')?.body['view'];
  if (typeof opened === 'string') {
    const { callback_id = 'an answer' } = JSON.parse(opened) as { readonly callback_id?: string };
    return `opens ${callback_id}`;
  }
  if (bot.desk.state.readers.get('U0ANA')?.greeted === true) return 'keeps that';
  return `says ${bot.slack.said()[0] ?? 'nothing'}`;
}
