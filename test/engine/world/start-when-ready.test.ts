import { describe, expect, it } from 'vitest';
import { startWhenReady } from '../../../src/engine/world/start-when-ready.ts';
import type { WorkerContext } from '../../../src/engine/worker-context.ts';
import { UpstreamError } from '../../../src/ports/errors.ts';
import type { Fleet } from '../../../src/ports/fleet.ts';
import type { People } from '../../../src/ports/people.ts';
import type { Server } from '../../../src/release/state/servers.ts';
import type { Release } from '../../../src/release/state/release.ts';
import { aShop } from '../../support/a-shop.ts';
import { build, prerelease } from '../../support/a-release.ts';
import { minute, noon } from '../../support/noon.ts';
import { ana, tom } from '../../support/people.ts';
import { good } from '../../support/readings.ts';
import { signedOff, watch } from '../../support/release-parts.ts';

const at = noon + 253 * minute;
const claim = { key: 'rel_PRE', lane: 'world', fence: 1, tries: 0, failingSince: null } as const;

const teams = { whiteboard: [ana.id], accounts: [tom.id] };

function server(slot: number, more: Partial<Server> = {}): Server {
  return {
    id: `s${slot}`,
    version: '1.41.0',
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

/** An approved pre-release beside a fleet, looked at by the engine. */
async function looked(
  servers: readonly Server[],
  more: Partial<Release> = {},
  people: Partial<People> = { roster: async () => ({ teams }) },
) {
  const bot = aShop(at);
  bot.state.servers = servers;
  const approved = prerelease(
    { kind: 'approved', since: noon },
    {
      approvals: signedOff,
      watch: watch(good, { measuredAt: at }),
      ...more,
    },
  );
  await bot.ledger.decide(
    {
      service: 'board',
      release: null,
      event: { kind: 'fleet-seen', at, found: [] },
    },
    (line) => ({
      kind: 'moved',
      line: { ...line, live: build('1.41.0') },
      release: null,
      born: approved,
      effects: [],
      supersedes: false,
    }),
    () => [{ key: approved.id, lane: 'world', dueAt: at }],
  );
  const decision: object[] = [];
  const fleet: Pick<Fleet, 'observe' | 'imageState'> = {
    observe: async () => ({ servers, singles: [] }),
    imageState: async () => 'ready',
  };
  const context: WorkerContext = {
    ...bot.shop,
    ports: {
      ...bot.shop.ports,
      people: { ...bot.shop.ports.people, ...people },
      fleet: () => fleet as Fleet,
    },
    tell: (about, event) => {
      decision.push(event);
      return bot.shop.tell(about, event);
    },
  };
  const lent = (await bot.ledger.claim(['world'], at)) ?? claim;
  await startWhenReady(context, lent);
  return { told: decision, state: bot.state, ledger: bot.ledger };
}

describe('a start by itself', () => {
  it.each([
    ['all have the live build', four],
    ['one still has the build before', four.with(3, server(4, { version: '1.40.0' }))],
    ['one is out of the balancer', four.with(3, server(4, { joined: false, admits: false }))],
    ['a canary stands beside', [...four, server(9, { release: 'rel_PRE', version: '1.42.0' })]],
  ])('takes as many servers as can serve, where %s', async (_, servers) => {
    const { told } = await looked(servers);
    expect(told).toMatchObject([{ kind: 'release-started', by: null, capacity: 4 }]);
  });

  it('waits while nobody says who may approve, and says so in the log', async () => {
    const { told, state } = await looked(
      four,
      {},
      { roster: () => Promise.reject(new UpstreamError('Slack', 'reading a group')) },
    );
    expect(told).toEqual([]);
    expect(state.logged.join('\n')).toContain('Davy cannot check whether it may start');
  });

  it.each<readonly [string, Partial<Release>]>([
    ['it was started before', { startAttempted: true }],
    ['nobody measured it lately', { watch: watch(good, { measuredAt: at - 10 * minute }) }],
    ['people hold it', { hold: { by: tom, since: at, until: at + minute, reason: 'lunch' } }],
  ])('asks nobody outside where %s', async (_, more) => {
    const asked: string[] = [];
    const { told } = await looked(four, more, {
      roster: async () => {
        asked.push('roster');
        return { teams };
      },
    });
    expect({ told, asked }).toEqual({ told: [], asked: [] });
  });
});
