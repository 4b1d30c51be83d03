import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { seenError } from '../support/error-samples.ts';
import { frontDesk } from '../support/front-desk.ts';

const day = 86_400_000;

/** A build that soaks with one new error of its own card, and the rest of sixty in a list. */
function desk(count = 1) {
  const bot = frontDesk();
  bot.given({ kind: 'soaking', since: 0 });
  bot.state.errors = Array.from({ length: count }, (_, n) =>
    seenError({
      place: n + 1,
      ownCard: n < 5,
      issue: { ...seenError().issue, id: String(n + 1), shortId: `BOARD-${n + 1}` },
    }),
  );
  return bot;
}

describe('a word on a new error', () => {
  it('is known until a day, with a reason, asked for in a form', async () => {
    const bot = desk();
    expect((await bot.press('release error', 'rel_1 1 known', 'U0ANA')).form).toBe(
      'release error rel_1 1 known',
    );
    expect(bot.state.told).toEqual([]);
    const answer = await bot.press('release error', 'rel_1 1 known 14d fixed with BRD-12', 'U0ANA');
    expect(answer.text).toBe(
      'BOARD-1 is known until 09:00 UTC: fixed with BRD-12. ' +
        'Until then it does not count, unless it grows.',
    );
    expect(bot.state.known).toMatchObject([
      {
        fingerprint: '1',
        word: 'known',
        until: bot.state.now + 14 * day,
        reason: 'fixed with BRD-12',
        by: { id: 'U0ANA' },
        version: '1.42.0',
      },
    ]);
  });

  it('ends in the morning of a day picked in a calendar, on the clock of who said it', async () => {
    const bot = desk();
    bot.state.zones.set('U0ANA', 'Europe/Amsterdam');
    await bot.press('release error', 'rel_1 1 known 2026-12-05 fixed with BRD-12', 'U0ANA');
    expect(bot.state.known).toMatchObject([
      { until: Date.UTC(2026, 11, 5, 8), reason: 'fixed with BRD-12' },
    ]);
  });

  it.each([
    ['until mon 9:00 a load test', Date.UTC(2026, 10, 23, 9), 'a load test'],
    ['tomorrow flaky', Date.UTC(2026, 10, 22, 9), 'flaky'],
    ['6h x', Date.UTC(2026, 10, 21, 15), 'x'],
  ])('ends when people say so: %s', async (said, until, reason) => {
    const bot = desk();
    await bot.press('release error', `rel_1 1 known ${said}`, 'U0ANA');
    expect(bot.state.known).toMatchObject([{ until, reason }]);
  });

  it('asks with a calendar that begins at two weeks, and again when the day is none', async () => {
    const bot = desk();
    const error = commands.find(({ name }) => name === 'release error')!;
    const reply = await error.run(
      ['rel_1', '1', 'known'],
      bot.deskFor('U0ANA', { door: 'button' }),
    );
    expect(reply).toMatchObject({
      kind: 'form',
      form: {
        fields: [
          { kind: 'date', label: 'Known until', initial: '2026-12-05' },
          { kind: 'text', name: 'reason' },
        ],
      },
    });
    expect(
      await bot.press('release error', 'rel_1 1 known 2026-11-20 late', 'U0ANA'),
    ).toMatchObject({
      text: 'Known needs an end within 90 days, and at least an hour from now. Nothing changed.',
      buttons: ['Choose Another Day → release error rel_1 1 known'],
    });
    expect(bot.state.known).toEqual([]);
  });

  it('is not of this release, at once', async () => {
    const bot = desk();
    expect((await bot.press('release error', 'rel_1 1 not-this-release', 'U0ANA')).text).toBe(
      'BOARD-1 does not count for board 1.42.0, unless it grows. The next build asks again.',
    );
  });

  it('is ours and blocks: the build goes back and may not go out again', async () => {
    const bot = desk();
    expect((await bot.press('release error', 'rel_1 1 ours-blocks', 'U0ANA')).text).toBe(
      'You blocked board 1.42.0: new error BOARD-1. Its users go back now.',
    );
    expect(bot.state.releases.get('rel_1')?.phase).toMatchObject({
      kind: 'rolling-back',
      end: 'declined',
      because: { kind: 'said', act: 'declined', who: 'ANA', reason: 'new error BOARD-1' },
    });
    expect(bot.state.line.blocked).toMatchObject([{ version: '1.42.0' }]);
  });

  it('is one word for all undecided errors of a list, and for no error outside it', async () => {
    const bot = desk(60);
    await bot.press('release error', 'rel_1 7 not-this-release', 'U0ANA');
    expect(
      (await bot.press('release error', 'rel_1 6-35 known 7d a load test', 'U0ANA')).text,
    ).toMatch(/^29 errors are known until/);
    expect(
      bot.state.known
        .filter(({ word }) => word === 'known')
        .map(({ fingerprint }) => Number(fingerprint))
        .sort((a, b) => a - b),
    ).toEqual([6, ...Array.from({ length: 28 }, (_, n) => n + 8)]);
  });

  it('is said once: whoever comes later hears who said what', async () => {
    const bot = desk();
    await bot.press('release error', 'rel_1 1 known 1d flaky', 'U0ANA');
    const late = await bot.press('release error', 'rel_1 1 not-this-release', 'U0TOM');
    expect(late).toMatchObject({
      text: 'ANA called BOARD-1 known until 09:00 UTC, at 09:00 UTC. Nothing changed.',
      buttons: ['Undo → release errors board undo 1'],
    });
    expect((await bot.press('release error', 'rel_1 1 ours-blocks', 'U0TOM')).text).toContain(
      'You blocked board 1.42.0',
    );
  });

  it.each([
    [
      'a stranger',
      'rel_1 1 known 1d x',
      'U0X',
      'The teams of board and the on-call can say what an error is. Nothing changed.',
    ],
    [
      'whoever started it',
      'rel_1 1 not-this-release',
      'U0PRIYA',
      'You started this, so someone else has to say that an error of board 1.42.0 does not ' +
        'count. Nothing changed.',
    ],
    [
      'an error that is not there',
      'rel_1 99 known 1d x',
      'U0ANA',
      'There is no such error of board 1.42.0 to decide any more. Nothing changed.',
    ],
    [
      'an end too late',
      'rel_1 1 known 900d x',
      'U0ANA',
      'Known needs an end within 90 days, and at least an hour from now. Nothing changed.',
    ],
    [
      'a word that is none',
      'rel_1 1 maybe',
      'U0ANA',
      'Say which error it is, and what to do with it: ' +
        '`ours-blocks`, `known 14d <reason>` or `not-this-release`. ' +
        'The buttons on its card do that. Nothing changed.',
    ],
    ['no release', 'rel_NONE 1 known', 'U0ANA', 'There is no release rel_NONE. Nothing changed.'],
  ])('is not taken from or for %s', async (_, value, as, text) => {
    const bot = desk();
    bot.state.roster = { whiteboard: ['U0ANA', 'U0TOM', 'U0PRIYA'] };
    expect((await bot.press('release error', value, as)).text).toBe(text);
    expect(bot.state.known).toEqual([]);
  });

  it('takes no growing error out of the count', async () => {
    const bot = desk();
    bot.state.errors = bot.state.errors.map((one) => ({
      ...one,
      issue: { ...one.issue, what: 'escalating' },
    }));
    expect((await bot.press('release error', 'rel_1 1 known 1d x', 'U0ANA')).text).toBe(
      'BOARD-1 grows, so it counts in any case. Nothing changed.',
    );
    expect((await bot.press('release error', 'rel_1 1 ours-blocks', 'U0ANA')).text).toContain(
      'You blocked',
    );
  });

  it('waits while Slack does not say who is entitled', async () => {
    const bot = desk();
    bot.state.slackAnswers = false;
    expect((await bot.press('release error', 'rel_1 1 not-this-release', 'U0ANA')).text).toMatch(
      /^Slack does not answer for the group/,
    );
    expect(bot.state.told).toEqual([]);
  });
});

describe('/release errors', () => {
  it('lists what is known with its end, and takes it back', async () => {
    const bot = desk(2);
    expect((await bot.type('/release errors board')).text).toBe(
      'No error of board is known: each new one counts.',
    );
    await bot.press('release error', 'rel_1 1 known 14d fixed with BRD-12', 'U0ANA');
    await bot.press('release error', 'rel_1 2 not-this-release', 'U0ANA');
    const listed = await bot.type('/release errors board');
    expect(listed.text).toBe(
      '2 errors of board do not count:\n' +
        '1. TypeError: region of undefined, not of 1.42.0, ANA\n' +
        '2. TypeError: region of undefined, known until 09:00 UTC, ANA: fixed with BRD-12',
    );
    expect(listed.buttons).toEqual([
      'Undo 1 → release errors board undo 2',
      'Undo 2 → release errors board undo 1',
    ]);
    expect((await bot.press('release errors', 'board undo 1', 'U0TOM')).text).toBe(
      'Undone. The error counts again from the next check on.',
    );
    expect((await bot.press('release errors', 'board undo 1', 'U0TOM')).text).toBe(
      'TOM undid that already. Nothing changed.',
    );
    expect((await bot.type('/release errors board')).text).toMatch(
      /^1 error of board does not count/,
    );
  });

  it('lists nothing that ended, and nobody from outside takes anything back', async () => {
    const bot = desk();
    await bot.press('release error', 'rel_1 1 known 1d flaky', 'U0ANA');
    expect((await bot.press('release errors', 'board undo 1', 'U0GUEST')).text).toMatch(
      /^Davy is for members/,
    );
    bot.state.now += 2 * day;
    expect((await bot.type('/release errors board')).text).toBe(
      'No error of board is known: each new one counts.',
    );
    expect((await bot.press('release errors', 'board undo 7', 'U0TOM')).text).toBe(
      'No error 7 of board is known. Nothing changed.',
    );
  });

  it('shows hostile titles as they are, as words only', async () => {
    const bot = desk();
    bot.state.known = [
      {
        service: 'board',
        fingerprint: '1',
        title: '<!channel> `code` \u202e' + 'x'.repeat(5_000),
        word: 'known',
        until: bot.state.now + day,
        version: '1',
        by: { id: 'U0ANA', name: 'Ana' },
        at: 1,
        reason: '*',
        undone: null,
      },
    ];
    const { text } = await bot.type('/release errors board');
    expect(text.length).toBeLessThan(300);
    expect(text).not.toContain('`');
  });
});
