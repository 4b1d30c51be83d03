import { describe, expect, it } from 'vitest';
import { nextStep } from '../../src/release/servers/next-step.ts';
import type { Release } from '../../src/release/state/release.ts';
import { closedFor } from '../../src/release/start/too-long-closed.ts';
import { line, plan, prerelease, release } from '../support/a-release.ts';
import { measured, observed } from '../support/events.ts';
import { given } from '../support/given.ts';
import { minute, noon } from '../support/noon.ts';
import { migrating } from '../support/phases.ts';
import { watch } from '../support/release-parts.ts';
import { good } from '../support/readings.ts';
import { byTraffic, canary, hold, newer, old, parts, shares } from './traffic-samples.ts';
import { moving } from './way-of-servers.ts';

const going = (batch: number, more: Partial<Release> = {}) =>
  release(migrating({ batch }), { plan: byTraffic, carries: [], ...more });

describe('a batch where shares of traffic move', () => {
  it('of 10 % gives 10 %, and closes no old server', () => {
    const step = nextStep(moving, going(0), [...old(4, 1), ...newer(4, 0)], noon);
    expect(step).toEqual({
      kind: 'steer',
      shares: [parts.old(0.9), parts.newer(0.1)].toReversed(),
    });
    const given = [...old(4, 0.9), ...newer(4, 0.1)];
    expect(nextStep(moving, going(0), given, noon)).toBeNull();
  });

  it('counts as moved when the shares read back are those asked, and not before', () => {
    const look = (newShare: number | null, oldShare: number) =>
      given(going(1), { line: moving }).after(
        observed(noon, [...old(4, oldShare), ...newer(4, newShare)]),
      ).release.phase;
    expect(look(0.25, 0.75)).toMatchObject({ movedAt: noon });
    expect(look(0.1, 0.9)).toMatchObject({ movedAt: null });
    expect(look(0.4, 0.6)).toMatchObject({ movedAt: null });
    expect(look(null, 0.75)).toMatchObject({ movedAt: null });
  });

  it('waits until every old server carries its part again', () => {
    const [shut, ...others] = old(4, 0.75);
    const all = [{ ...shut!, admits: false, share: 0 }, ...others, ...newer(4, 0.25)];
    const { release } = given(going(1), { line: moving }).after(observed(noon, all));
    expect(release.phase).toMatchObject({ movedAt: null });
    expect(nextStep(moving, release, all, noon)).toEqual({ kind: 'admit', ids: ['o0'] });
  });

  it('gives all of it in the last, and only then closes the old ones', () => {
    const before = [...old(4, 0.5), ...newer(4, 0.5)];
    expect(shares(nextStep(moving, going(3), before, noon))).toEqual([0, 1]);
    const after = [...old(4, 0), ...newer(4, 1)];
    expect(nextStep(moving, going(3), after, noon)).toMatchObject({ kind: 'close' });
    const shut = [...old(4, 0, { admits: false }), ...newer(4, 1)];
    expect(nextStep(moving, going(3), shut, noon)).toBeNull();
  });

  it('is never more than its fleet can give of it, and never nothing', () => {
    const fleet = { ...byTraffic, ways: { ...byTraffic.ways, least: 0.2 } };
    const all = [...old(4, 1), ...newer(4, 0)];
    const given = [0, 1, 2].map(
      (batch) => shares(nextStep(moving, going(batch, { plan: fleet }), all, noon))?.[1],
    );
    expect(given).toEqual([0.2, 0.2, 0.4]);
  });

  it('takes no new server more than the others left can carry, and asks no hold', () => {
    const sick = newer(4, 1).map((one, slot) => (slot < 2 ? { ...one, share: 0.5 } : down(one)));
    const watching = release({ kind: 'watching', since: noon, watchedMs: 0 }, { plan: byTraffic });
    const shut = old(4, 0, { admits: false });
    const held = { ...watching, hold };
    expect(nextStep(moving, held, [...shut, ...sick], noon)).toMatchObject({ kind: 'admit' });
    expect(shares(nextStep(moving, held, [...old(4, 0), ...sick], noon))).toEqual([0.5, 0.5]);
    const half = [...old(4, 0.5), ...newer(2, 0.5)];
    expect(nextStep(moving, held, half, noon)).toBeNull();
    expect(nextStep(moving, watching, half, noon)?.kind).not.toBe('steer');
  });

  it('goes no further under a hold, nor while a server may be anything', () => {
    const all = [...old(4, 0.9), ...newer(4, 0.1)];
    expect(nextStep(moving, going(2, { hold }), all, noon)).toBeNull();
    const [unseen, ...seen] = all;
    const unsure = [{ ...unseen!, state: 'unknown' as const, share: null }, ...seen];
    expect(nextStep(moving, going(2), unsure, noon)).toBeNull();
  });

  it('takes the share of canaries away, which run the same build or another', () => {
    const all = [...old(4, 0.8), canary('c0', 'rel_PRE', '1.42.0', 0.1)];
    const more = [...all, canary('d0', 'rel_OTHER', '1.43.0', 0.1), ...newer(4, 0)];
    const step = nextStep(moving, going(0, { carries: ['rel_PRE'] }), more, noon);
    expect(step).toMatchObject({
      kind: 'steer',
      shares: [parts.newer(0.1), parts.old(0.9), { share: 0 }, { share: 0 }],
    });
  });
});

const down = <One extends object>(one: One) => ({
  ...one,
  state: 'unhealthy' as const,
  share: 0,
});

describe('a release that is verified where shares of traffic move', () => {
  const verifying = release(
    { kind: 'verifying', since: noon },
    { plan: byTraffic, carries: [], watch: watch(good, { measuredAt: noon }) },
  );

  it('gives the least share first', () => {
    const all = [...old(4, 1), ...newer(4, 0)];
    expect(shares(nextStep(moving, verifying, all, noon))).toEqual([0.99, 0.01]);
  });

  it('waits for its share and for no user: at night nobody comes', () => {
    const look = (share: number) =>
      given(verifying, { line: moving }).after(
        observed(noon, [...old(4, 1 - share, { users: 0 }), ...newer(4, share, { users: 0 })]),
      ).release.phase.kind;
    expect(look(0.01)).toBe('migrating');
    expect(look(0)).toBe('verifying');
  });
});

it('a way back takes from a canary where nobody else is left', () => {
  const verifying = release({ kind: 'verifying', since: noon }, { plan: byTraffic, carries: [] });
  const alone = canary('c0', 'rel_OTHER', '1.43.0', 1);
  const step = nextStep(moving, verifying, [alone, ...newer(4, 0)], noon);
  expect(step).toMatchObject({ shares: [parts.newer(0.01), { version: '1.43.0', share: 0.99 }] });
  const first = nextStep(moving, verifying, newer(4, 0), noon);
  expect(first).toEqual({ kind: 'steer', shares: [parts.newer(1)] });
});

describe('a canary where shares of traffic move', () => {
  const soaking = prerelease({ kind: 'soaking', since: noon }, { plan: byTraffic });
  const all = (share: number) => [...old(4, 1 - share), canary('c0', 'rel_PRE', '1.42.0', share)];

  it('gets its part by the number of servers, or what the plan says', () => {
    expect(shares(nextStep(line(), soaking, all(0), noon))).toEqual([0.8, 0.2]);
    expect(nextStep(line(), soaking, all(0.2), noon)).toBeNull();
    const little = { ...soaking, plan: { ...byTraffic, share: 0.05 } };
    expect(shares(nextStep(line(), little, all(0), noon))).toEqual([0.95, 0.05]);
  });

  it('is configured when it was given its share', () => {
    const configuring = prerelease({ kind: 'configuring', since: noon }, { plan: byTraffic });
    const look = (share: number) => given(configuring).after(observed(noon, all(share)));
    expect(look(0).release.phase.kind).toBe('configuring');
    expect(look(0.2).release.phase.kind).toBe('soaking');
  });

  it('leaves what another canary has, and closes only when a release took its share', () => {
    const other = canary('d0', 'rel_OTHER', '1.43.0', 0.3);
    const beside = [...old(4, 0.7), canary('c0', 'rel_PRE', '1.42.0', 0), other];
    const step = nextStep(line(), soaking, beside, noon);
    expect(step).toMatchObject({
      shares: [{ share: 0.16 }, { version: '1.41.0' }, { share: 0.3 }],
    });
    expect(shares(step)).toEqual([0.54, 0.46]);
    const away = line({ moving: { release: 'rel_ALL', carries: [], migrating: true } });
    expect(nextStep(away, soaking, all(0.2), noon)).toBeNull();
    expect(nextStep(away, soaking, all(0), noon)).toEqual({ kind: 'close', ids: ['c0'] });
  });

  it('takes nothing from another canary that a list leaves out', () => {
    const other = canary('d0', 'rel_OTHER', '1.43.0', 0.3);
    const beside = [...old(4, 0.6), canary('c0', 'rel_PRE', '1.42.0', 0.1)];
    expect(nextStep(line(), soaking, [...beside, other], noon)).toMatchObject({ kind: 'steer' });
    expect(nextStep(line(), soaking, beside, noon)).toBeNull();
    const verifying = release({ kind: 'verifying', since: noon }, { plan: byTraffic, carries: [] });
    const tried = [...old(4, 0.7), ...newer(4, 0)];
    expect(nextStep(line(), verifying, [...tried, other], noon)).toMatchObject({ kind: 'steer' });
    expect(nextStep(line(), verifying, tried, noon)).toBeNull();
  });
});

it('old servers go without figures of users once they get no traffic', () => {
  const bare = { protected: false, admits: false, users: null } as const;
  const retiring = release(
    { kind: 'retiring', since: noon, unprotectedAt: noon },
    { plan: byTraffic, carries: [] },
  );
  const all = [...old(4, 0, bare), ...newer(4, 1)];
  const late = noon + 60 * minute;
  expect(nextStep(moving, retiring, all, late)).toMatchObject({ kind: 'retire' });
  const used = [...old(4, 0, { ...bare, users: 1 }), ...newer(4, 1)];
  expect(nextStep(moving, retiring, used, late)).toBeNull();
});

it('a release is watched to its end by the share of the old servers, not by their users', () => {
  const watching = release(
    { kind: 'watching', since: noon, watchedMs: plan.watchMs },
    { plan: byTraffic, carries: [] },
  );
  const after = (share: number) =>
    given(watching, { line: moving }).after(
      observed(noon, [...old(4, share, { users: null }), ...newer(4, 1 - share)]),
      measured(noon),
    ).release.phase.kind;
  expect(after(0.1)).toBe('watching');
  expect(after(0)).toBe('retiring');
});

it('old servers may be closed as long as the last batch and what follows it, and no longer', () => {
  // Ten minutes of the last batch, a watch of 30, two postponements of 15.
  expect(closedFor(byTraffic)).toBe(70 * minute);
  expect(closedFor(plan)).toBe(100 * minute);
});
