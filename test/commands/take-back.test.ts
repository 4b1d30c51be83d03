import { describe, expect, it } from 'vitest';
import { frontDesk } from '../support/front-desk.ts';

const yesOfAna = (at: number) => ({
  by: { id: 'U0ANA', name: 'Ana' },
  team: 'whiteboard',
  at,
  image: 'ami-1.42.0',
  plan: 'plan1',
});

describe('/release undo', () => {
  it('takes back the approval of the one who says it, typed, pressed or mentioned', async () => {
    for (const say of ['type', 'press', 'mention'] as const) {
      const bot = frontDesk();
      bot.given({ kind: 'approved', since: 0 }, { approvals: [yesOfAna(bot.state.now)] });
      const words = {
        type: () => bot.type('/release undo board', 'U0ANA'),
        press: () => bot.press('release undo', 'rel_1.3', 'U0ANA'),
        mention: () => bot.mention('undo', 'rel_1', 'U0ANA'),
      };
      expect((await words[say]()).text).toBe('Your approval of board 1.42.0 is undone.');
      expect(bot.state.releases.get('rel_1')).toMatchObject({
        phase: { kind: 'waiting' },
        approvals: [],
      });
    }
  });

  it("takes back nobody else's", async () => {
    const bot = frontDesk();
    bot.given({ kind: 'approved', since: 0 }, { approvals: [yesOfAna(bot.state.now)] });
    expect((await bot.type('/release undo board', 'U0TOM')).text).toBe(
      'You have not approved board 1.42.0, so there is nothing to undo. Nothing changed.',
    );
    expect(bot.state.releases.get('rel_1')?.approvals).toHaveLength(1);
  });

  it('comes too late once the release has started', async () => {
    const bot = frontDesk();
    bot.given({ kind: 'approved', since: 0 }, { approvals: [yesOfAna(bot.state.now)] });
    await bot.type('/release start board', 'U0ANA');
    expect((await bot.type('/release undo board', 'U0ANA')).text).toBe(
      'The release of board 1.42.0 has started. ' +
        'Use `/release cancel board` until users move, and `/rollback board` after that. ' +
        'Nothing changed.',
    );
  });
});

describe('/release cancel', () => {
  it('ends a release no user has moved for, and says why', async () => {
    const bot = frontDesk();
    bot.given({ kind: 'approved', since: 0 }, { approvals: [yesOfAna(bot.state.now)] });
    await bot.type('/release start board', 'U0ANA');
    expect((await bot.type('/release cancel board not on a Friday', 'U0ANA')).text).toBe(
      'Cancelling the release of board 1.42.0. No users were moved; it can be started again.',
    );
    expect(bot.state.releases.get('rel_7Q2F9K')?.phase).toMatchObject({
      kind: 'rolling-back',
      end: 'cancelled',
      because: { kind: 'said', act: 'cancelled', who: 'ANA', reason: 'not on a Friday' },
    });
    expect(bot.state.line).toMatchObject({ lock: null, blocked: [] });
  });

  it.each([
    [
      { kind: 'migrating', since: 0, batch: 0, movedAt: null, watchedMs: 0 } as const,
      'Users of board 1.42.0 have begun to move. Use `/rollback board` instead. Nothing changed.',
    ],
    [{ kind: 'live', at: 0 } as const, 'board 1.42.0 is already live. Nothing changed.'],
  ])('is refused with the way out: $kind', async (phase, text) => {
    const bot = frontDesk();
    bot.given(phase, { kind: 'release' });
    expect((await bot.press('release cancel', 'rel_1.3')).text).toBe(text);
  });

  it('tells a pre-release from a release, and refuses guests', async () => {
    const bot = frontDesk();
    bot.given({ kind: 'soaking', since: 0 });
    expect((await bot.type('/release cancel board')).text).toBe(
      'board 1.42.0 is a pre-release; its release has not started. ' +
        'Use `/prerelease stop board` to end it. Nothing changed.',
    );
    expect((await bot.type('/release cancel board', 'U0GUEST')).text).toMatch(
      /^Davy is for members/,
    );
  });
});
