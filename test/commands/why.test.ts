import { describe, expect, it } from 'vitest';
import { build } from '../support/a-release.ts';
import { rollingBack } from '../support/phases.ts';
import { frontDesk } from '../support/front-desk.ts';

const minute = 60_000;
const yes = (at: number) => [
  { by: { id: 'U0ANA', name: 'Ana' }, team: 'whiteboard', at, image: 'ami-1.42.0', plan: 'plan1' },
];

describe('/release why', () => {
  it.each([
    [
      'nobody can tell whether it is healthy',
      { watch: 'stale' },
      'Davy cannot tell whether board 1.42.0 is healthy just now, so nothing was started.',
    ],
    [
      'a release of it was tried before',
      { startAttempted: true },
      'A release of board 1.42.0 was tried before; a person starts the next one.',
    ],
  ] as const)('does not say that nothing holds it up where %s', async (_, state, text) => {
    const bot = frontDesk();
    const { now } = bot.state;
    const given = bot.given({ kind: 'approved', since: 0 }, { approvals: yes(now) });
    bot.given(given.phase, {
      ...given,
      startAttempted: 'startAttempted' in state,
      watch: { ...given.watch, measuredAt: 'watch' in state ? now - 60 * minute : now },
    });
    expect((await bot.type('/release why board')).text).toContain(text);
  });

  it('says that a newer build goes first', async () => {
    const bot = frontDesk();
    bot.given({ kind: 'approved', since: 0 }, { approvals: yes(bot.state.now) });
    bot.given(
      { kind: 'approved', since: 0 },
      { id: 'rel_2', build: build('1.43.0'), at: bot.state.now + 1 },
    );
    expect((await bot.type('/release why rel_1')).text).toContain(
      'A newer build of board is approved; it is released first.',
    );
  });

  it.each([
    ['launching', 'with `/prerelease stop board`'],
    ['rolling-back', null],
  ] as const)('names servers that cannot be had while it is %s', async (kind, way) => {
    const bot = frontDesk();
    const since = bot.state.now - 7 * minute;
    const said = 'InsufficientInstanceCapacity: no c6i.large in eu-west-1a';
    const phase = kind === 'launching' ? ({ kind, since } as const) : rollingBack();
    bot.given(phase, {
      orders: [
        {
          base: 0,
          n: 3,
          of: kind === 'launching' ? 'build' : 'target',
          at: since,
          unseen: [1, 2],
          left: [],
          attempt: 3,
          refused: { since, at: since, said },
        },
      ],
    });
    const { text } = await bot.type('/release why board');
    expect(text).toContain(
      `no capacity for 2 servers, after 3 tries: ${said}, for 7 min. Who can end it: ` +
        'whoever runs the servers, by making room: Davy goes on asking' +
        (way === null ? '' : `, or whoever may, ${way}`),
    );
    expect(text.includes('prerelease stop')).toBe(way !== null);
  });

  it('says so where nothing does', async () => {
    const bot = frontDesk();
    bot.given({ kind: 'approved', since: 0 }, { approvals: yes(bot.state.now) });
    expect((await bot.type('/release why board')).text).toContain('Nothing holds it up.');
  });
});
