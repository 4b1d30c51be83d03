import { describe, expect, it } from 'vitest';
import { frontDesk } from '../support/front-desk.ts';
import { call } from '../support/release-parts.ts';
import { worded } from '../../src/release/state/worded.ts';

const stuck = {
  kind: 'stuck',
  since: 0,
  because: worded('no server became ready'),
  from: { kind: 'launching', since: 0 },
} as const;

describe('/release answer', () => {
  it('says that somebody is on it, typed, pressed or mentioned', async () => {
    for (const say of ['type', 'press', 'mention'] as const) {
      const bot = frontDesk();
      bot.given(stuck, { escalation: call() });
      const words = {
        type: () => bot.type('/release answer board', 'U0TOM'),
        press: () => bot.press('release answer', 'rel_1.3', 'U0TOM'),
        mention: () => bot.mention('answer', 'rel_1', 'U0TOM'),
      };
      expect((await words[say]()).text).toBe(
        'You are on it: nobody else is called for board 1.42.0.',
      );
      expect(bot.state.releases.get('rel_1')?.escalation?.ended).toMatchObject({
        kind: 'answered',
        by: { id: 'U0TOM' },
      });
    }
  });

  it('says so when nobody is called, and is not for guests', async () => {
    const bot = frontDesk();
    bot.given(stuck);
    expect((await bot.type('/release answer board', 'U0TOM')).text).toBe(
      'Nobody is called for board 1.42.0 now. Nothing changed.',
    );
    bot.given(stuck, { escalation: call() });
    expect((await bot.type('/release answer board', 'U0GUEST')).text).toMatch(
      /^Davy is for members/,
    );
    expect(bot.state.releases.get('rel_1')?.escalation?.ended).toBe(null);
  });
});
