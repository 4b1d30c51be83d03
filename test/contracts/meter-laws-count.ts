import { expect } from 'vitest';
import type { WatchQuestion } from '../../src/ports/meter.ts';
import type { CountersRead } from '../../src/release/verdict/growth.ts';
import { failsFromOutside, type Laws } from './contract.ts';
import type { MeterWorld, Serving } from './meter-laws.ts';

const [version, oldVersion] = ['1.42.0', '1.41.0'];
const within = { '0.1': 60, '0.5': 90, '1': 96, '2.5': 99, '5': 100 };
const mine: Serving = { version, server: 'c', requests: 100, failed: 3, within };
const theirs: Serving = { ...mine, version: oldVersion, server: 'a' };

/** What every meter keeps to that counts both builds server by server. */
export const meterCountLaws: Laws<MeterWorld> = {
  'counts totals of both builds, server by server': async (world) => {
    await world.serve([
      { ...mine, startedAt: 1_700_000_000_000, memory: 5_000 },
      { ...theirs, requests: 900, failed: 1, within: { ...within, '5': 900 } },
      { version: oldVersion, server: 'b', requests: 50, within: { ...within, '5': 50 } },
      { ...mine, version: '1.40.0', server: 'z' },
    ]);
    const read = await counted(world, ['latency:5']);
    expect(of(read, 'errors')).toEqual(['new c 3/100', 'old a 1/900', 'old b 0/50']);
    expect(of(read, 'latency:5')).toEqual(['new c 0/100', 'old a 0/900', 'old b 0/50']);
    expect(of(read, 'endpoint:/')).toEqual(['new c 3/100', 'old a 1/900', 'old b 0/50']);
    expect(read).toMatchObject({ silent: [] });
    expect(read?.started).toEqual([{ side: 'new', server: 'c', value: 1_700_000_000_000 }]);
    expect(read?.memory).toEqual([{ side: 'new', server: 'c', value: 5_000 }]);
    expect(await world.uncounting.count(asked(), [])).toBeNull();
  },

  'counts the slow end of old servers, where nobody says which edges': async (world) => {
    await world.serve([mine, theirs]);
    const chosen = await counted(world);
    expect(of(chosen, 'latency:1')).toEqual(['new c 4/100', 'old a 4/100']);
    expect(signals(chosen, 'latency')).toEqual(['latency:1', 'latency:2.5']);
    const watched = await counted(world, ['errors', 'latency:0.1', 'latency:0.5']);
    expect(signals(watched, 'latency')).toEqual(['latency:0.1', 'latency:0.5']);
    expect(await counted(world, ['latency:7'])).toMatchObject({
      silent: ['latency:7', 'memory'],
    });
  },

  'takes no series of a build that has users for silence, never for nought': async (world) => {
    await world.serve([theirs]);
    const read = await counted(world);
    expect(read?.silent.toSorted()).toEqual(['errors', 'latency', 'memory']);
    expect(read?.because?.['errors']).toMatchObject({ kind: 'words' });
    expect(await counted(world, [], { users: 0 })).toMatchObject({ silent: [] });
    const odd = await counted(world, [], { version: '1"} or vector(0) #' });
    expect(odd?.counters).toEqual([]);
    expect(odd?.silent).toEqual(expect.arrayContaining(['errors', 'latency']));
  },

  'finds no failure where none is told, and counts none where no server is': async (world) => {
    await world.serve([mine, theirs]);
    const errors = await world.untold.errors.count(asked(), []);
    expect(errors?.silent).toContain('errors');
    expect(of(errors, 'errors')).toEqual([]);
    const servers = await world.untold.servers.count(asked(), []);
    expect(servers?.silent).toEqual(expect.arrayContaining(['errors', 'latency']));
    expect(servers?.counters).toEqual([]);
  },

  'takes what was counted over a minute ago for unread, and leaves an old server out': async (
    world,
  ) => {
    const late = { agoMs: 90_000 };
    await world.serve([
      { ...mine, ...late },
      { ...mine, server: 'd' },
      { ...theirs, ...late },
      { ...theirs, server: 'b' },
    ]);
    const read = await counted(world);
    expect(of(read, 'errors')).toEqual(['new c null/null', 'new d 3/100', 'old b 3/100']);
    expect(of(read, 'latency:1')).toEqual(['new c null/null', 'new d 4/100', 'old b 4/100']);
  },

  'watches the ten endpoints that have most requests on old servers': async (world) => {
    const busy = Array.from({ length: 12 }, (_, at) => `/${at}`);
    await world.serve([
      ...busy.map((endpoint, at) => ({
        version: oldVersion,
        server: `a${at}`,
        requests: 100 * (at + 1),
        endpoint,
      })),
      { ...mine, endpoint: '/11' },
      { version, server: 'd', requests: 5_000, endpoint: '/0' },
    ]);
    const read = await counted(world);
    expect(signals(read, 'endpoint')).toEqual(
      busy
        .slice(2)
        .map((endpoint) => `endpoint:${endpoint}`)
        .toSorted(),
    );
    expect(of(read, 'endpoint:/11')).toEqual(['new c 3/100', 'old a11 0/1200']);
  },

  'fails from outside as it counts, and counts once it can': async (world) => {
    await world.serve([mine, theirs]);
    await failsFromOutside(world, () => world.meter.count(asked(), []));
    await failsFromOutside(world, () => world.meter.history(asked()), ['broken']);
    expect(of(await counted(world), 'errors')).toEqual(['new c 3/100', 'old a 3/100']);
  },
};

/** One line for each server, in one order. */
function of(read: CountersRead | null, wanted: string): readonly string[] {
  return (read?.counters ?? [])
    .filter(({ signal }) => signal === wanted)
    .map(({ side, server, bad, all }) => `${side} ${server} ${bad}/${all}`)
    .toSorted();
}

function signals(read: CountersRead | null, role: string): readonly string[] {
  const names = (read?.counters ?? []).map(({ signal }) => signal);
  return [...new Set(names.filter((name) => name.startsWith(role)))].toSorted();
}

function counted(
  { meter }: MeterWorld,
  watched: readonly string[] = [],
  more: Partial<WatchQuestion> = {},
): Promise<CountersRead | null> {
  return meter.count(asked(more), watched);
}

function asked(more: Partial<WatchQuestion> = {}): WatchQuestion {
  const [since, until] = [Date.now() - 60_000, Date.now()];
  const sides = { version, oldVersion, users: 10, oldUsers: 90, exposure: null };
  return { service: 'board', ...sides, since, until, known: [], ...more };
}
