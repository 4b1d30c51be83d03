import { describe, expect, it } from 'vitest';
import { turnOf } from '../../src/release/state/turn.ts';
import { periodAt } from '../../src/summary/period.ts';
import { serverTimeOf } from '../../src/summary/server-hours.ts';
import { prerelease, release } from '../support/a-release.ts';
import { chronicle, nine, stoppedCanary, type Step, wentLive } from '../support/books.ts';
import { minute } from '../support/noon.ts';
import { server } from '../support/servers.ts';

const hour = 60 * minute;
const day = 24 * hour;
const now = nine + 9 * hour;
const week = periodAt('week', now, 'UTC');

/** A release of `board` whose looks saw so many spares, each so many minutes after nine. */
const seeing = (...spares: readonly (readonly [minutes: number, spares: number])[]) =>
  chronicle(
    release({ kind: 'live', at: nine }, { id: `seen_${spares.join()}` }),
    nine,
    spares.map(([at, count]): Step => [at, 'migrating', count > 0 ? { spares: count } : {}]),
  );

describe('what canaries took', () => {
  it('counts each server from its order until it is gone', () => {
    const taken = stoppedCanary('board', '1.42.0');
    expect(serverTimeOf([taken], week, now).canaryMs).toBe(40 * minute);
    const plan = { ...taken.release.plan, servers: 3 };
    const three = { ...taken, release: { ...taken.release, plan } };
    expect(serverTimeOf([three], week, now).canaryMs).toBe(120 * minute);
  });

  it('counts one that goes out until everybody is on its build, and no other release', () => {
    expect(serverTimeOf(wentLive('board', '1.42.0'), week, now).canaryMs).toBe(360 * minute);
  });

  it('counts one that still stands until now, and none that waits for its turn', () => {
    const soaks = chronicle(prerelease({ kind: 'queued', since: nine }), nine, [
      [-60, 'queued'],
      [-30, 'requested'],
      [0, 'launching'],
      [10, 'soaking'],
    ]);
    expect(serverTimeOf([soaks], week, now).canaryMs).toBe(9 * hour);
  });

  it('counts what lies in the period only', () => {
    const early = wentLive('board', '1.42.0', week.since + hour);
    expect(serverTimeOf(early, week, now).canaryMs).toBe(150 * minute);
    const earlier = wentLive('board', '1.42.0', week.since - day);
    expect(serverTimeOf(earlier, week, now).canaryMs).toBe(0);
  });
});

describe('what spares took', () => {
  it('counts so many as were seen until others were, whoever saw them', () => {
    const taken = seeing([0, 10], [60, 7]);
    const kept = seeing([120, 10]);
    const before = 10 * (nine - week.since);
    const during = 10 * hour + 7 * hour;
    expect(serverTimeOf([taken, kept], week, now).spareMs).toBe(before + during + 10 * 7 * hour);
  });

  it('counts each service by itself, and nothing where none was ever seen', () => {
    const other = seeing([0, 1]);
    const web = { ...other, release: { ...other.release, service: 'web' } };
    const all = now - week.since;
    expect(serverTimeOf([seeing([0, 2]), web], week, now).spareMs).toBe(2 * all + all);
    expect(serverTimeOf(wentLive('board', '1.42.0'), week, now).spareMs).toBe(0);
  });

  it('ends with the look that shows none any more, and is written down by looks alone', () => {
    expect(serverTimeOf([seeing([-60, 2], [0, 0])], week, now).spareMs).toBe(
      2 * (nine - hour - week.since) + 2 * hour,
    );
    const made = prerelease({ kind: 'queued', since: nine });
    const look = { kind: 'observed', at: nine, wall: nine, singles: [] } as const;
    const spare = server({ state: 'spare', version: '' });
    expect(turnOf(made, { ...look, servers: [spare, server({ id: 'i-2' })] }).spares).toBe(1);
    expect(turnOf(made, { ...look, servers: [server()] })).not.toHaveProperty('spares');
    expect(turnOf(made, { kind: 'time-passed', at: nine })).not.toHaveProperty('spares');
  });
});
