import { describe, expect, it } from 'vitest';
import { terminalRollback } from '../../src/command-kit/rollback/from-terminal.ts';
import type { Server } from '../../src/release/state/servers.ts';
import { build } from '../support/a-release.ts';
import { frontDesk } from '../support/front-desk.ts';

function server(slot: number, more: Partial<Server> = {}): Server {
  return {
    id: `s${slot}`,
    version: '1.41.2',
    release: '',
    slot,
    state: 'ready',
    joined: true,
    admits: true,
    share: null,
    users: 30,
    protected: true,
    ...more,
  };
}

const four = [1, 2, 3, 4].map((slot) => server(slot));

/** Four new servers whichever of these fleets it is: none of them may be missed afterwards. */
const fleets: readonly (readonly [string, readonly Server[]])[] = [
  ['one of them still has the build before', four.with(3, server(4, { version: '1.41.1' }))],
  ['one of them is out of the balancer', four.with(3, server(4, { joined: false, admits: false }))],
  ['a canary stands beside them', [...four, server(9, { release: 'rel_1', version: '1.42.0' })]],
  ['one more is sick', [...four, server(5, { state: 'unhealthy' })]],
];

describe.each(fleets)('of four servers that can serve, where %s', (_, servers) => {
  it('a typed start takes four', async () => {
    const bot = frontDesk();
    bot.state.servers = [...servers];
    bot.given(
      { kind: 'approved', since: 0 },
      {
        approvals: [
          {
            by: { id: 'U0ANA', name: 'Ana' },
            team: 'whiteboard',
            at: bot.state.now,
            image: 'ami-1.42.0',
            plan: 'plan1',
          },
        ],
      },
    );
    await bot.type('/release start board', 'U0ANA');
    expect(bot.state.told).toMatchObject([{ kind: 'release-started', capacity: 4 }]);
    expect(bot.state.releases.get('rel_7Q2F9K')).toMatchObject({ capacity: 4 });
  });

  it('a rollback takes four', async () => {
    const bot = frontDesk();
    bot.given({ kind: 'soaking', since: 0 });
    bot.state.servers = [...servers];
    await bot.press('rollback', 'board 1.41.1 strokes get lost');
    expect(bot.state.told).toMatchObject([{ kind: 'return-started', capacity: 4 }]);
  });

  it('a rollback from the terminal takes four', async () => {
    const bot = frontDesk();
    bot.given({ kind: 'soaking', since: 0 });
    bot.state.servers = [...servers];
    await terminalRollback(['board', '1.41.1', 'errors'], bot.deskFor('U0PRIYA', {}));
    expect(bot.state.told).toMatchObject([{ kind: 'return-started', capacity: 4 }]);
  });
});

describe('a rollback', () => {
  it('counts the servers of a release that is live and still being announced', async () => {
    const bot = frontDesk();
    bot.given({ kind: 'announcing', since: 1 }, { kind: 'release', capacity: 3 });
    bot.state.line = { ...bot.state.line, live: build('1.42.0'), lastGood: [build('1.41.2')] };
    bot.state.servers = four.map((one) => ({ ...one, version: '1.42.0', release: 'rel_1' }));
    await bot.press('rollback', 'board 1.41.2 strokes get lost');
    expect(bot.state.told).toMatchObject([{ kind: 'return-started', capacity: 4 }]);
  });

  it('brings what served before where every server is sick', async () => {
    const bot = frontDesk();
    bot.given({ kind: 'live', at: 1 }, { kind: 'release', capacity: 5, build: build('1.41.2') });
    bot.state.servers = four.map((one) => ({ ...one, state: 'unhealthy' }));
    await bot.press('rollback', 'board 1.41.1 strokes get lost');
    expect(bot.state.told).toMatchObject([{ kind: 'return-started', capacity: 5 }]);
  });
});
