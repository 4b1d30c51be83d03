import { describe, expect, it } from 'vitest';
import { lateWindowMs, timing } from '../../src/time/timing.ts';
import { nextStep } from '../../src/release/servers/next-step.ts';
import type { Release } from '../../src/release/state/release.ts';
import type { Server } from '../../src/release/state/servers.ts';
import { line, prerelease, release } from '../support/a-release.ts';
import { observed } from '../support/events.ts';
import { given } from '../support/given.ts';
import { noon } from '../support/noon.ts';
import { tom } from '../support/people.ts';
import { migrating, rollingBack } from '../support/phases.ts';
import { withMove } from '../../src/release/migration/move.ts';
import { byTraffic, canary, hold, newer, old, shares } from './traffic-samples.ts';
import { moving, one } from './way-of-servers.ts';

const turn = { kind: 'rollback-asked', at: noon, by: tom, reason: 'wrong pages' } as const;
const late = lateWindowMs(timing);
const back = (capacity = 4, more: Partial<Release> = {}) =>
  one({ plan: byTraffic, carries: [], capacity, ...more });

/** What is asked for after each look, and when. */
function asked(
  from: Release,
  looks: readonly (readonly [number, readonly Server[]])[],
  where = moving,
): readonly (readonly [number, number] | null)[] {
  let now = given(from, { line: where });
  return looks.map(([at, servers]) => {
    now = now.after(observed(noon + at, servers));
    return shares(nextStep(now.line, now.release, servers, noon + at));
  });
}

describe('a rollback whose shares nobody can read', () => {
  const read = [...old(4, 0), ...newer(4, 1)];
  const blind = [...old(4, null), ...newer(4, null)];

  it('goes on by steps from what was read last, and asks for each until it must be there', () => {
    const looks = [
      [0, read],
      [1_000, blind],
      [2_000, blind],
      [late - 1, blind],
      [late, blind],
      [late + 1_000, blind],
    ] as const;
    const [half, all] = [
      [0.5, 0.5],
      [1, 0],
    ];
    expect(asked(back(), looks)).toEqual([half, half, half, half, all, all]);
  });

  it('begins with what was read before it', () => {
    const watching = release(
      { kind: 'watching', since: noon, watchedMs: 0 },
      { plan: byTraffic, carries: [] },
    );
    const turned = given(watching, { line: moving }).after(observed(noon, read), turn);
    expect(turned.release.phase.kind).toBe('rolling-back');
    expect(asked(turned.release, [[1_000, blind]], turned.line)).toEqual([[0.5, 0.5]]);
  });

  it('gives old servers no more than they can carry', () => {
    const few = [...old(2, null), ...starting(2), ...newer(4, null)];
    const looks = [0, late, 2 * late].map((at) => [at + 1_000, few] as const);
    const first = [0, [...old(2, 0), ...starting(2), ...newer(4, 1)]] as const;
    expect(asked(back(), [first, ...looks])).toEqual([[0.5, 0.5], [0.5, 0.5], null, null]);
  });

  it('asks for nothing where new servers had nothing', () => {
    const first = [0, [...old(3, 1), ...starting(1), ...newer(4, 0)]] as const;
    const looks = [first, [1_000, [...old(3, null), ...starting(1), ...newer(4, null)]]] as const;
    expect(asked(back(), looks)).toEqual([null, null]);
  });

  it('takes nothing by what a fleet gave others while the old servers were ill', () => {
    const pre = prerelease(rollingBack(), { plan: byTraffic });
    const of = (share: number | null) => [{ ...canary('c0', 'rel_PRE', '1.42.0', 0), share }];
    const ill = old(4, 0).map((server) => ({ ...server, state: 'unhealthy' }) as const);
    const looks = [
      [0, [...old(4, 0.8), ...of(0.2)]],
      [1_000, [...ill, ...of(1)]],
      [2_000, [...old(4, null), ...of(null)]],
    ] as const;
    const known = prerelease({ kind: 'soaking', since: noon }, { plan: byTraffic });
    const soaked = given(known).after(observed(noon, looks[0][1]));
    expect(asked(pre, looks.slice(1), soaked.line)).toEqual([null, [1, 0]]);
  });

  it('of a canary leaves the traffic to a release that shares it out', () => {
    const pre = prerelease(rollingBack(), { plan: byTraffic });
    const beside = line({ moving: { release: 'rel_ALL', carries: [], migrating: true } });
    const all = [
      ...old(4, null),
      ...newer(4, null),
      { ...canary('c0', 'rel_PRE', '1.42.0', 0), share: null },
    ];
    expect(asked(pre, [[0, all]], beside)).toEqual([null]);
  });
});

describe('a rollback from new servers none of which answers', () => {
  const home = (share: number) => [...old(1, share), ...starting(1)];
  const read = [...home(0), ...newer(2, 1)];
  const silent = hushed(newer(2, 1));

  it('gives old servers what they can carry, as long as that may come about', () => {
    const looks = [
      [0, read],
      [1_000, [...home(0), ...silent]],
      [2_000, [...home(0.5), ...silent]],
      [late + 9_000, [...home(0.5), ...silent]],
      [late + 10_000, [...old(2, 0.5), ...silent]],
    ] as const;
    expect(asked(back(2), looks)).toEqual([[0.5, 0.5], [0.5, 0.5], null, null, [1, 0]]);
  });

  it('brings everybody home where a fleet has nobody there to leave it to', () => {
    const looks = [read, [...home(0), ...silent], [...home(0), ...silent]];
    const times = looks.map((servers, i) => [i * late, servers] as const);
    expect(asked(back(2), times).at(-1)).toEqual([1, 0]);
  });

  it('counts what a canary got that comes back along and does not answer', () => {
    const along = canary('c0', 'rel_PRE', '1.42.0', 0.33);
    const first = [...old(1, 0.34), ...newer(1, 0.33), along];
    const next = [...old(1, 0.34), ...newer(1, 0.33), ...hushed([along])];
    const verifying = release(
      { kind: 'verifying', since: noon },
      { plan: byTraffic, carries: ['rel_PRE'], capacity: 1 },
    );
    const turned = given(verifying, { line: moving }).after(observed(noon, first), turn);
    expect(asked(turned.release, [[1_000, next]], turned.line)).toEqual([[0.84, 0.16]]);
  });

  it('takes new servers to have what was read last, whatever old ones may have', () => {
    const [a, b, c, d] = old(4, 0).map((server, i) => ({ ...server, share: i < 3 ? 0.7 / 3 : 0 }));
    const fresh = newer(4, 0.3);
    const first = [a!, b!, c!, { ...d!, admits: false }, ...fresh];
    const next = [a!, b!, ...hushed([c!, d!, ...fresh.slice(0, 1)]), ...fresh.slice(1)];
    const looks = [first, next].map((servers, i) => [i * 1_000, servers] as const);
    expect(asked(back(), looks)).toEqual([null, null]);
  });

  it('leaves another canary what it has that does not answer', () => {
    const other = canary('d0', 'rel_OTHER', '1.43.0', 0.25);
    const first = [...old(3, 0.75), ...starting(1), ...newer(1, 0), other];
    const next = [...old(3, 0.75), ...starting(1), ...hushed(newer(1, 0)), ...hushed([other])];
    const looks = [first, next].map((servers, i) => [i * 1_000, servers] as const);
    expect(asked(back(), looks)).toEqual([null, null]);
  });
});

describe('a batch of which a look does not show all of the traffic', () => {
  const going = (more: Partial<Release> = {}) =>
    release(migrating({ batch: 1 }), { plan: byTraffic, carries: [], ...more });

  it('is not given', () => {
    const all = [...old(4, 0.9), ...newer(4, 0.1)];
    expect(shares(nextStep(moving, going(), all, noon))).toEqual([0.75, 0.25]);
    const unread = [...old(4, null), ...newer(4, null)];
    expect(nextStep(moving, going(), unread, noon)).toBeNull();
    const last = release(migrating({ batch: 3 }), { plan: byTraffic, carries: [] });
    expect(nextStep(moving, last, newer(4, 0.1), noon)).toBeNull();
  });

  it('that was made smaller is taken back, also under a hold', () => {
    const all = [...old(4, 0.75), ...newer(4, 0.25)];
    const slower = withMove(going({ hold }), { batches: [0.1, 0.175, 0.25, 1] });
    expect(shares(nextStep(moving, slower, all, noon))).toEqual([0.83, 0.17]);
    const less = [...old(4, 0.9), ...newer(4, 0.1)];
    expect(nextStep(moving, slower, less, noon)).toBeNull();
  });
});

/** Old servers that are on their way. */
function starting(count: number): readonly Server[] {
  const unready = { state: 'starting', joined: false, admits: false, share: 0 } as const;
  return old(count, 0).map((server) => ({ ...server, ...unready, id: `s${server.slot}` }));
}

/** As a look shows them that do not answer. */
function hushed(servers: readonly Server[]): readonly Server[] {
  const unknown = { state: 'unknown', joined: false, admits: false } as const;
  return servers.map((server) => ({ ...server, ...unknown, share: null, users: null }));
}
