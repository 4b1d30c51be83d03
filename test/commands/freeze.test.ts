import { describe, expect, it } from 'vitest';
import { readMoment } from '../../src/command-kit/time/moment.ts';
import { freezeMessages } from '../../src/views/service/freeze.ts';
import { frontDesk } from '../support/front-desk.ts';
import { boardService } from '../support/thread-samples.ts';
import { faultsOf } from '../views/lint.ts';
import { pattern } from '../support/pattern.ts';

// Sat Nov 21, 2026, 10:00 in Amsterdam.
const now = Date.UTC(2026, 10, 21, 9, 0, 0);
const at = (text: string, zone = 'Europe/Amsterdam') => {
  const moment = readMoment(text.split(' '), now, zone);
  return moment === null
    ? null
    : `${new Date(moment.at).toISOString().slice(0, 16)} ${moment.words}`;
};

describe('a time people type', () => {
  it.each([
    ['2h slow', '2026-11-21T11:00 1'],
    ['18:00 sale', '2026-11-21T17:00 1'],
    ['9:30', '2026-11-22T08:30 1'],
    ['mon 9:00 holiday sale', '2026-11-23T08:00 2'],
    ['Monday holiday', '2026-11-23T08:00 1'],
    ['sat 9:00', '2026-11-28T08:00 2'],
    ['sat 11:00', '2026-11-21T10:00 2'],
    ['tomorrow 12:00', '2026-11-22T11:00 2'],
    ['2026-12-01', '2026-12-01T08:00 1'],
    ['nov 23 9:00', '2026-11-23T08:00 3'],
    ['jan 2', '2027-01-02T08:00 2'],
  ])('"%s" is %s', (text, expected) => expect(at(text)).toBe(expected));

  it('follows the clock of the place, also on the day it is set', () => {
    expect(at('2027-03-28 9:00')).toBe('2027-03-28T07:00 2');
    expect(at('18:00', 'America/New_York')).toBe('2026-11-21T23:00 1');
    expect(at('9:00', 'Asia/Kolkata')).toBe('2026-11-22T03:30 1');
  });

  it.each(['soon', '25:00', 'feb 30', '2026-13-01', 'm', 'su', '', '9'])('"%s" is none', (text) =>
    expect(at(text)).toBeNull(),
  );
});

describe('/release freeze', () => {
  it('is for leads, with a time on their clock and a reason', async () => {
    const bot = frontDesk();
    bot.state.zones.set('U0ANA', 'Europe/Amsterdam');
    expect((await bot.type('/release freeze board until mon 9:00 holiday sale')).text).toBe(
      'The approvers of whiteboard can freeze board: U0ANA and U0TOM. Nothing changed.',
    );
    expect((await bot.type('/release freeze board until mon 9:00', 'U0ANA')).text).toBe(
      'A freeze needs its reason: `/release freeze board until mon 9:00 holiday sale`. ' +
        'Nothing changed.',
    );
    expect((await bot.type('/release freeze board until soon sale', 'U0ANA')).text).toMatch(
      /^I cannot read "soon sale" as a time\./,
    );
    expect((await bot.type('/release freeze board until 90d sale', 'U0ANA')).text).toMatch(
      /A freeze ends in a minute at the earliest and in 60 days at the latest/,
    );
    expect(bot.state.told).toEqual([]);
    expect(
      (await bot.type('/release freeze board until mon 9:00 holiday sale', 'U0ANA')).text,
    ).toMatch(/^board is frozen until 08:00 UTC: holiday sale\. What runs goes on/);
    expect(bot.state.line.freeze).toMatchObject({
      until: Date.UTC(2026, 10, 23, 8),
      reason: 'holiday sale',
      by: { id: 'U0ANA' },
    });
  });

  it('stops starts, and nothing else', async () => {
    const bot = frontDesk();
    await bot.type('/release freeze board until 2h sale', 'U0ANA');
    expect(await bot.type('/prerelease board 1.42.0')).toMatchObject({
      text: expect.stringMatching(/^board is frozen until 11:00 UTC by ANA: sale\./),
      buttons: ['Ask to Unfreeze → release ask-unfreeze board'],
    });
    expect((await bot.press('rollback', 'board 1.41.1 strokes')).text).toMatch(/^Rolling back/);
  });

  it('can be ended by a lead, and asked to end by anybody, once', async () => {
    const bot = frontDesk();
    expect((await bot.type('/release unfreeze board', 'U0ANA')).text).toBe(
      'board is not frozen. Nothing changed.',
    );
    await bot.type('/release freeze board until 2h sale', 'U0ANA');
    expect((await bot.press('release ask-unfreeze', 'board')).text).toBe(
      'Asked in the channel of board.',
    );
    expect((await bot.press('release ask-unfreeze', 'board')).text).toBe(
      'You asked already. Nothing changed.',
    );
    expect((await bot.type('/release unfreeze board')).text).toMatch(
      /^The approvers of whiteboard can end the freeze/,
    );
    expect((await bot.type('/release unfreeze all', 'U0TOM')).text).toBe(
      'board is no longer frozen. Pre-releases and releases may start.',
    );
    expect(bot.state.line).toMatchObject({
      freeze: null,
      endedFreeze: { reason: 'sale', endedBy: { id: 'U0TOM' } },
    });
  });

  it('freezes what the caller leads, and says what it left out', async () => {
    const bot = frontDesk();
    expect((await bot.type('/release freeze all until 2h sale', 'U0ANA')).text).toMatch(
      pattern(
        /^board is frozen until 11:00 UTC: sale\..*Not frozen, because you lead no team there: /,
        /web \(nobody can now\)\.$/,
      ),
    );
    bot.state.roster = { ...bot.state.roster, web: ['U0WENDY', 'U0WIM'] };
    expect((await bot.type('/release freeze all until 2h sale', 'U0ANA')).text).toMatch(
      pattern(
        /^board is frozen.*Not frozen, because you lead no team there: /,
        /web \(U0WENDY and U0WIM can\)\.$/,
      ),
    );
    expect((await bot.type('/release freeze board', 'U0ANA')).form).toBe('release freeze board');
  });
});

describe('what the channel is told', () => {
  it('that it is frozen, who asks, and that it is over, each within the rules', async () => {
    const bot = frontDesk();
    await bot.type('/release freeze board until 2h sale', 'U0ANA');
    await bot.press('release ask-unfreeze', 'board');
    const during = freezeMessages(bot.state.line, boardService);
    expect(during.map(({ content }) => content.text)).toEqual([
      'board is frozen until Nov 21 at 11:00 UTC. By ANA: sale. ' +
        'No pre-release or release starts; rollbacks always work.',
      'PRIYA asks to end the freeze of board. Frozen until Nov 21 at 11:00 UTC: sale.',
    ]);
    await bot.type('/release unfreeze board', 'U0TOM');
    const after = freezeMessages(bot.state.line, boardService);
    expect(after.map(({ post, content }) => [post, content.text])).toEqual([
      [false, 'The freeze of board is over. Ended by TOM on Nov 21 at 09:00 UTC.'],
      [false, 'PRIYA asked to end the freeze of board. TOM ended it.'],
    ]);
    for (const { content } of [...during, ...after]) expect(faultsOf(content)).toEqual([]);
    expect(JSON.stringify(after)).not.toContain('"button"');
  });
});
