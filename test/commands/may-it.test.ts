import { describe, expect, it } from 'vitest';
import { frontDesk } from '../support/front-desk.ts';
import { worded } from '../../src/release/state/worded.ts';

const older =
  '1.40.0 is older than the live 1.41.2. To go back use `/rollback board 1.40.0`. Nothing changed.';
const yes = (at: number) => [
  { by: { id: 'U0ANA', name: 'Ana' }, team: 'whiteboard', at, image: 'ami-1.42.0', plan: 'plan1' },
];

describe('a build that served before', () => {
  it('is no pre-release, whoever asks: a rollback leads there', async () => {
    const bot = frontDesk();
    expect((await bot.type('/prerelease board 1.40.0')).text).toBe(older);
    bot.state.line = {
      ...bot.state.line,
      lock: { reason: worded('errors'), since: 0, release: 'rel_0' },
    };
    expect((await bot.type('/prerelease board 1.40.0')).text).toBe(older);
    expect(bot.state.releases.size).toBe(0);
  });

  it('is refused by the plan too, which said that it would start', async () => {
    const plan = await frontDesk().type('/prerelease board 1.40.0 plan');
    expect(plan.text).toContain('1.40.0 is older than the live 1.41.2.');
    expect(plan.buttons).toEqual(['Close']);
  });
});

describe('a freeze that is over', () => {
  it('takes no button away, also before Davy has said so', async () => {
    const bot = frontDesk();
    bot.given({ kind: 'approved', since: 0 }, { approvals: yes(bot.state.now) });
    const freeze = {
      since: 0,
      until: bot.state.now,
      reason: 'sale',
      by: { id: 'U0TOM', name: 'Tom' },
      asks: [],
    };
    bot.state.line = { ...bot.state.line, freeze };
    const start = 'Start Release → release start rel_1.3';
    expect((await bot.press('release actions', 'rel_1', 'U0ANA')).buttons).toContain(start);
    bot.state.line = { ...bot.state.line, freeze: { ...freeze, until: bot.state.now + 1 } };
    expect((await bot.press('release actions', 'rel_1', 'U0ANA')).buttons).not.toContain(start);
  });
});
