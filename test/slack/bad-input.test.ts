import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { validateBlocks } from '../../playground/slack/blocks/validate.ts';
import { davyAtTheDoor } from '../support/davy-at-the-door.ts';
import { eventually } from '../support/until.ts';
import { pattern } from '../support/pattern.ts';
import { worded } from '../../src/release/state/worded.ts';

const card = {
  subject: 'build:board@1.42.0',
  kind: 'card',
  channel: 'C0RELEASES',
  thread: null,
  ts: '1795177320.000100',
  hash: '',
};
const asked = { ...card, subject: 'rel_1', kind: 'approval', ts: '5.5', thread: card.ts };

describe.each(['http', 'socket'] as const)('whatever people send by %s', (transport) => {
  let bot: Awaited<ReturnType<typeof davyAtTheDoor>>;
  beforeEach(async () => {
    bot = await davyAtTheDoor(transport);
  });
  afterEach(() => bot.stop());

  /** What the one who asked saw, once nothing is unanswered any more. */
  async function answers(count: number): Promise<readonly string[]> {
    await eventually(() => {
      expect(bot.slack.said()).toHaveLength(count);
      expect([...bot.inbox.rows.values()].every(({ answered }) => answered)).toBe(true);
    });
    return bot.slack.said();
  }

  it.each([
    [
      'absurd lengths',
      `board ${'9'.repeat(3_000)}`,
      /^board has no build 9{40}… Newest ready: 1\.42\.0\.$/,
    ],
    [
      'a note as long as a book',
      `board 1.42.0 ${'word '.repeat(1_500)}`,
      /^Started\. board 1\.42\.0/,
    ],
    ['emoji', 'bo🪩rd 1.42.0', /^There is no service "bo🪩rd"\. Did you mean board\?$/],
    ['nothing but emoji', '🪩🪩🪩', /^There is no service "🪩🪩🪩"\.$/],
    [
      'right to left',
      'board \u202e0.24.1 \u05e9\u05dc\u05d5\u05dd',
      /^board has no build .*0\.24\.1\. Newest ready/,
    ],
    ['a call to everybody', 'board &lt;!channel&gt;', /^board has no build .*!channel/],
    ['mentions', '<@U0ANA|ana> <!subteam^S0WHITE>', /^There is no service/],
    [
      'what phones make of quotes and dashes',
      '“board” ‘1.42.0’ —servers=2 –soak=1h',
      /^Started\. board 1\.42\.0: 2 servers, soak 1 h/,
    ],
    ['names of prototypes', '__proto__ constructor', /^There is no service "__proto__"\.$/],
    ['backticks', 'board `1.42.0`', /^Started/],
  ])('answers %s', async (_, text, expected) => {
    expect((await bot.slack.slash('/prerelease', text)).status).toBe(200);
    const [said = ''] = await answers(1);
    expect(said).toMatch(expected);
    expect(said).not.toMatch(/[<>]/);
    const blocks: unknown = bot.slack.calls.at(-1)?.body['blocks'];
    if (!Array.isArray(blocks)) throw new Error('an answer without blocks');
    expect(validateBlocks('message', blocks, true)).toMatchObject({ ok: true });
  });

  it('takes a reason as it was typed, though Slack writes three signs otherwise', async () => {
    await bot.slack.slash('/prerelease', 'board 1.42.0 look &amp; see &lt;b&gt; &amp;lt;');
    expect((await answers(1))[0]).toMatch(/^Started/);
    expect([...bot.desk.state.releases.values()].map(({ note }) => note)).toContain(
      'look & see <b> &lt;',
    );
  });

  it('takes blanks of many kinds for no words at all', async () => {
    await bot.slack.slash('/prerelease', '\u00a0\u2003\u200b');
    await eventually(() =>
      expect(bot.slack.calls.some(({ method }) => method === 'views.open')).toBe(true),
    );
  });

  it('answers the buttons of yesterday, and changes nothing', async () => {
    bot.desk.given({
      kind: 'declined',
      at: bot.desk.state.now - 20 * 60_000,
      because: worded('declined by Tom B.: price bug'),
      by: null,
    });
    bot.desk.state.messages.set('rel_1', [asked]);
    await bot.slack.click('release approve', 'rel_1.3', { message_ts: '5.5' });
    expect((await answers(1))[0]).toBe(
      'board 1.42.0 is already declined, 20 min ago: declined by Tom B.: price bug. ' +
        'Nothing changed.',
    );
    await bot.slack.click('release approve', 'rel_GONE.1', { message_ts: '4.4' });
    expect((await answers(2))[1]).toMatch(/^This message is out of date or a copy/);
    expect(bot.desk.state.releases.get('rel_1')?.approvals).toEqual([]);
  });

  it('answers buttons no version knows, and fields no form has', async () => {
    await bot.slack.click('launch rockets', 'now', { message_ts: '5.5' });
    expect((await answers(1))[0]).toMatch(/^This button is from another version of Davy/);
    await bot.slack.submit(
      'launch rockets',
      { value: 'x', channel: 'C0RELEASES', thread: null },
      'please',
    );
    expect((await answers(2))[1]).toMatch(/^This button is from another version of Davy/);
    await bot.slack.submit(
      'release decline',
      { value: '', channel: 'C0RELEASES', thread: null },
      '',
    );
    expect((await answers(3))[2]).toMatch(/running\. Nothing changed\.$/);
  });

  it('counts a double click once, and tells the second', async () => {
    bot.desk.given({ kind: 'waiting', since: 0 });
    bot.desk.state.messages.set('rel_1', [asked]);
    await Promise.all([
      bot.slack.click('release approve', 'rel_1.3', { message_ts: '5.5' }),
      bot.slack.click('release approve', 'rel_1.3', { message_ts: '5.5' }),
    ]);
    expect((await answers(2)).toSorted()).toEqual([
      expect.stringMatching(/^You approved board 1\.42\.0 already\..*Nothing changed\.$/),
      'Your approval of board 1.42.0 is recorded.',
    ]);
    expect(bot.desk.state.releases.get('rel_1')?.approvals).toHaveLength(1);
  });

  it('answers a form sent after its question was replaced', async () => {
    bot.desk.given({ kind: 'waiting', since: 0 }, { rev: 7 });
    await bot.slack.submit(
      'release decline',
      { value: 'rel_1.3', channel: 'C0RELEASES', thread: card.ts },
      'shapes jump',
    );
    expect((await answers(1))[0]).toMatch(/was replaced by a newer one\. Nothing changed\./);
    expect(bot.desk.state.releases.get('rel_1')?.phase.kind).toBe('waiting');
  });

  it('lets guests and deactivated people neither read nor act', async () => {
    bot.desk.given({ kind: 'soaking', since: 0 });
    for (const [index, words] of [
      'hold board 15m x',
      'resume board',
      'freeze board until 2h x',
      'start board',
    ].entries()) {
      await bot.slack.slash('/release', words, { user_id: 'U0GUEST' });
      expect((await answers(index + 1)).at(-1)).toMatch(
        /^Davy is for members of this workspace\.$/,
      );
    }
    await bot.slack.slash('/release', 'status board', { user_id: 'U0GUEST' });
    expect((await answers(5)).at(-1)).toBe('Davy is for members of this workspace.');
    expect(bot.desk.state.releases.get('rel_1')?.hold).toBeNull();
  });

  it('takes nothing from another workspace, whatever it says', async () => {
    await bot.slack.slash('/rollback', 'board', { team_id: 'T0OTHER' });
    await bot.slack.click(
      'release approve',
      'rel_1.3',
      { message_ts: '5.5' },
      { team: { id: 'T0OTHER', domain: 'other' } },
    );
    await bot.slack.mention('<@U0DAVY> rollback', '1.1', { team_id: 'T0OTHER' });
    expect(bot.inbox.rows.size).toBe(0);
    expect(bot.slack.said()).toEqual([]);
  });

  it('answers a crowd of words politely once, and a rollback always', async () => {
    for (let i = 0; i < 30; i += 1) await bot.slack.slash('/release', 'services');
    await answers(30);
    for (let i = 0; i < 3; i += 1) await bot.slack.slash('/release', 'services');
    expect((await answers(31)).at(-1)).toMatch(
      pattern(
        /^Too many commands in one minute: this one was not done\. /,
        /The next one counts in \d+ s\. Nothing changed\. \/rollback always works\.$/,
      ),
    );
    await bot.slack.slash('/rollback', 'board 1.41.1 strokes');
    expect((await answers(32)).at(-1)).toMatch(/^This moves everyone on board/);
    await bot.slack.slash('/release', 'services', { user_id: 'U0TOM' });
    expect((await answers(33)).at(-1)).toMatch(/^board: 1\.41\.2 is live/);
    expect(bot.inbox.rows.size).toBe(35);
  });
});

describe('a mention', () => {
  it('is marked as heard where that was granted, and answered in any case', async () => {
    const bot = await davyAtTheDoor();
    await bot.slack.mention('<@U0DAVY>   “status”', card.ts);
    await eventually(() => expect(bot.slack.said()).toHaveLength(1));
    expect(bot.slack.calls.find(({ method }) => method === 'reactions.add')?.body).toMatchObject({
      channel: 'C0RELEASES',
      timestamp: '9.1',
      name: 'eyes',
    });
    await bot.stop();
  });
});
