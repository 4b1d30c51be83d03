import { describe, expect, it } from 'vitest';
import { frontDesk } from '../support/front-desk.ts';

describe('/release slower and faster', () => {
  const moving = { kind: 'migrating', since: 0, batch: 0, movedAt: null, watchedMs: 0 } as const;

  it('halve what is left, and take that back up to the plan', async () => {
    const bot = frontDesk();
    bot.given(moving, { kind: 'release' });
    expect((await bot.press('release slower', 'rel_1.3')).text).toBe(
      'board 1.42.0 goes slower: 6 batches left, 10 min watched after each.',
    );
    expect((await bot.type('/release faster board', 'U0ANA')).text).toBe(
      'board 1.42.0 goes faster: 3 batches left, 10 min watched after each.',
    );
    expect((await bot.mention('faster', 'rel_1')).text).toBe(
      'board 1.42.0 goes at the pace that was approved, in 3 batches. ' +
        'Faster needs a new plan. Nothing changed.',
    );
  });

  it('are refused for a pre-release, and to guests', async () => {
    const bot = frontDesk();
    bot.given({ kind: 'soaking', since: 0 });
    expect((await bot.type('/release slower board')).text).toBe(
      'board 1.42.0 is a pre-release: it moves nobody in batches. Nothing changed.',
    );
    expect((await bot.type('/release slower board', 'U0GUEST')).text).toMatch(/^Davy is for/);
    expect(bot.state.releases.get('rel_1')?.move ?? null).toBeNull();
  });
});

describe('/release hold and resume', () => {
  it('holds for a bounded time and ends early', async () => {
    const bot = frontDesk();
    bot.given({ kind: 'soaking', since: 0 });
    expect((await bot.type('/release hold board 20m slow query')).text).toBe(
      'board 1.42.0 is on hold until 09:20 UTC: slow query. It goes on by itself then.',
    );
    expect(bot.state.releases.get('rel_1')?.hold).toMatchObject({
      reason: 'slow query',
      until: bot.state.now + 20 * 60_000,
    });
    expect((await bot.type('/release resume board')).text).toBe('board 1.42.0 goes on.');
    expect((await bot.type('/release resume board')).text).toBe(
      'board 1.42.0 is not on hold. Nothing changed.',
    );
  });

  it.each([
    ['/release hold board 5h x', 'A hold lasts 1 min to 4 h; 5h is too long. Nothing changed.'],
    ['/release hold board 15 x', '`15` needs a unit. Try `15m`. Nothing changed.'],
    [
      '/release hold board 15m',
      'A hold needs a reason: `/release hold board 15m slow query`. Nothing changed.',
    ],
  ])('answers %s', async (typed, text) => {
    const bot = frontDesk();
    bot.given({ kind: 'soaking', since: 0 });
    expect((await bot.type(typed)).text).toBe(text);
    expect(bot.state.told).toEqual([]);
  });

  it('takes the release from the thread of a mention', async () => {
    const bot = frontDesk();
    bot.given({ kind: 'soaking', since: 0 });
    expect((await bot.mention('hold 15m slow query', 'rel_1')).text).toMatch(
      /^board 1\.42\.0 is on hold/,
    );
    expect((await bot.mention('status', 'rel_1')).text).toMatch(
      /^board 1\.42\.0 is soaking.*Id: rel_1\.$/,
    );
    expect((await bot.mention('rolback now', 'rel_1')).text).toMatch(
      /^I do not know "rolback"\. Did you mean `rollback`\?/,
    );
  });
});
