import { describe, expect, it } from 'vitest';
import { nextStep } from '../../src/release/servers/next-step.ts';
import type { LaunchOrder } from '../../src/release/state/launch-order.ts';
import type { Phase } from '../../src/release/state/phase.ts';
import type { Server } from '../../src/release/state/servers.ts';
import { plan, prerelease, release } from '../support/a-release.ts';
import { measured, observed } from '../support/events.ts';
import { type Given, given } from '../support/given.ts';
import { minute, noon } from '../support/noon.ts';
import { tom } from '../support/people.ts';
import { migrating } from '../support/phases.ts';
import { good } from '../support/readings.ts';
import { moving, news, olds, one, server } from './way-of-servers.ts';

const canary = (slot: number, more: Partial<Server> = {}) =>
  server(`n${slot}`, '1.42.0', 'rel_PRE', { joined: false, admits: false, users: 0, ...more });
/** All its slots were seen. */
const ordered = (n: number): LaunchOrder => ({
  base: 0,
  n,
  of: 'build',
  at: noon - minute,
  unseen: [],
  left: [],
  attempt: 0,
});
const stepOf = ({ line, release: it }: Given, servers: readonly Server[], at = noon) =>
  nextStep(line, it, servers, at);

describe('an order of servers', () => {
  it('is recorded before anything is called, and repeated whole until all were seen', () => {
    const going = given(release({ kind: 'launching', since: noon }), { line: moving });
    expect(stepOf(going, olds(4))).toBeNull();
    const ordered = going.after(observed(noon, olds(4)));
    expect(ordered.release.orders).toMatchObject([{ base: 0, n: 4, of: 'build' }]);
    const whole = { kind: 'launch', orders: [{ base: 0, n: 4 }] };
    expect(stepOf(ordered, olds(4))).toMatchObject(whole);
    const some = ordered.after(observed(noon, [...olds(4), ...news(2, { state: 'starting' })]));
    expect(stepOf(some, [...olds(4), ...news(2)])).toMatchObject(whole);
    const all = some.after(observed(noon, [...olds(4), ...news(4, { state: 'starting' })]));
    expect(stepOf(all, [...olds(4), ...news(4)])).toBeNull();
    expect(all.release.orders).toHaveLength(1);
  });

  it('gives a number that was ordered once to nobody else, however long ago that was', () => {
    const launching = given(prerelease({ kind: 'launching', since: noon }));
    const seen = launching.after(
      observed(noon, [...olds(4), canary(0, { state: 'starting' })]),
      observed(noon, [...olds(4), canary(0, { state: 'leaving' })]),
    );
    expect(stepOf(seen, olds(4))).toMatchObject({ kind: 'launch', orders: [{ base: 1, n: 1 }] });
    const later = seen.after(observed(noon, [...olds(4), canary(1, { state: 'starting' })]));
    const hourOn = later.after(observed(noon + 60 * minute, olds(4)));
    expect(hourOn.release.orders).toMatchObject([{ base: 0 }, { base: 1 }]);
    expect(stepOf(hourOn, olds(4), noon + 60 * minute)).toBeNull();
  });

  it('takes what an earlier Davy had ordered for the same order, under the same numbers', () => {
    const before = given(release({ kind: 'launching', since: noon }), { line: moving });
    const now = before.after(observed(noon, [...olds(4), ...news(3, { state: 'starting' })]));
    expect(now.release.orders).toMatchObject([{ base: 0, n: 4, unseen: [3] }]);
  });

  it('on the way back counts on from what was ordered on the way out', () => {
    const back = given(one(), { line: moving }).after(observed(noon, [...olds(1), ...news(4)]));
    expect(back.release.orders).toMatchObject([{ base: 4, n: 3, of: 'target' }]);
    expect(stepOf(back, [...olds(1), ...news(4)])).toMatchObject({
      kind: 'launch',
      build: { image: 'ami-1.41.0' },
      orders: [{ base: 4, n: 3 }],
    });
  });

  it('replaces a new server that is gone while users move, once a person tries again', () => {
    const stuck = {
      kind: 'stuck',
      since: noon,
      because: { kind: 'users-do-not-move' },
      from: migrating(),
    } as const;
    const lost = release(stuck, { orders: [ordered(4)] });
    const look = (at: number) => observed(at, [...olds(4), ...news(3)]);
    const waits = given({ ...lost, phase: migrating() }, { line: moving }).after(look(noon));
    expect(waits.release.orders).toEqual([ordered(4)]);
    const tried = given(lost, { line: moving }).after(
      { kind: 'retried', at: noon + minute, by: tom },
      look(noon + minute),
      look(noon + 2 * minute),
    );
    expect(tried.release.orders).toMatchObject([{ n: 4 }, { base: 4, n: 1 }]);
    const step = stepOf(tried, [...olds(4), ...news(3)], noon + 2 * minute);
    expect(step).toMatchObject({ kind: 'launch', orders: [{ base: 4, n: 1 }] });
  });

  it('replaces a canary that was taken away only once a person lets it try again', () => {
    const gone = given(prerelease({ kind: 'soaking', since: noon })).after(
      observed(noon, [...olds(4), canary(0)]),
      ...[1, 2, 3, 4].map((n) => observed(noon + n * (minute / 2), olds(4))),
    );
    expect(gone.release).toMatchObject({ phase: { kind: 'stuck' }, orders: [] });
    const tried = given({ ...gone.release, orders: [ordered(1)] }).after(
      { kind: 'retried', at: noon + 3 * minute, by: tom },
      observed(noon + 3 * minute, olds(4)),
    );
    expect(stepOf(tried, olds(4))).toMatchObject({ kind: 'launch', orders: [{ base: 1, n: 1 }] });
  });
});

describe('a fleet that grows while a release moves', () => {
  const going = (phase: Phase) =>
    given(release(phase, { orders: [ordered(4)] }), { line: moving }).after(
      observed(noon, [...olds(6), ...news(4)]),
    );

  it('gets as many new servers as the old side has open', () => {
    for (const phase of [migrating(), { kind: 'verifying', since: noon } as const]) {
      const grown = going(phase);
      expect(grown.release.capacity).toBe(6);
      expect(grown.release.orders).toMatchObject([{ n: 4 }, { base: 4, n: 2, unseen: [4, 5] }]);
      const step = stepOf(grown, [...olds(6), ...news(4)]);
      expect(step).toMatchObject({ kind: 'launch', orders: [{ base: 4, n: 2 }] });
    }
  });

  it('shrinks nothing: what is closed or was lost counts as long as it was open once', () => {
    const fewer = going(migrating()).after(observed(noon, [...olds(3), ...news(4)]));
    expect(fewer.release.capacity).toBe(6);
    expect(fewer.release.phase).toMatchObject({ kind: 'migrating', movedAt: null });
  });

  it('counts from when the release was asked for: what falls ill meanwhile is needed', () => {
    const asked = given(release({ kind: 'requested', since: noon }), { line: moving });
    const begun = asked.after(observed(noon, olds(5)), observed(noon + 1_000, olds(4)));
    expect(begun.release).toMatchObject({ phase: { kind: 'launching' }, capacity: 5 });
    expect(begun.release.orders).toMatchObject([{ base: 0, n: 5 }]);
  });

  it('counts while a release is stuck, until its old servers go', () => {
    const because = { kind: 'users-do-not-move' } as const;
    const stuck = (from: Phase) => going({ kind: 'stuck', since: noon, because, from });
    const tried = stuck(migrating()).after(
      { kind: 'retried', at: noon + minute, by: tom },
      ...[2, 3, 4].map((n) => observed(noon + n * minute, [...olds(4), ...news(4)])),
    );
    expect(tried.release.orders).toMatchObject([{ n: 4 }, { base: 4, n: 2 }]);
    const retiring = { kind: 'retiring', since: noon, unprotectedAt: null } as const;
    expect(stuck(retiring).release.capacity).toBe(4);
  });

  it('is no reason against the build while the servers it got still start', () => {
    const starting = [...news(4), { ...news(5)[4]!, state: 'starting' as const }];
    const grown = going(migrating()).after(observed(noon + 1_000, [...olds(6), ...starting]));
    const verdictOf = (one: typeof grown, at: number) =>
      one.after(measured(at, good)).release.watch.verdict?.kind;
    expect(verdictOf(going(migrating()), noon + 500)).toBe('healthy');
    expect(verdictOf(grown, noon + 2_000)).toBe('healthy');
    // What was there and is lost speaks against it all the same, and so does what never comes.
    const lost = [2, 20, 40, 60].map((s) =>
      observed(noon + s * 1_000, [...olds(6), ...starting.slice(1)]),
    );
    expect(verdictOf(grown.after(...lost), noon + 61_000)).toBe('unhealthy');
    const late = noon + plan.launchTimeoutMs + 1_000;
    const never = observed(late, [...olds(6), ...news(4)]);
    expect(verdictOf(going(migrating()).after(never), late + 500)).toBe('unhealthy');
  });

  it('excuses no server of a pre-release, however many serve beside it', () => {
    const soaks = prerelease({ kind: 'soaking', since: noon }, { orders: [ordered(1)] });
    const sick = observed(noon + 1_000, [...olds(4), canary(0, { state: 'unhealthy' })]);
    const after = given(soaks).after(sick, measured(noon + 2_000, good));
    expect(after.release.watch.verdict?.kind).toBe('unhealthy');
  });

  it('asks nothing more of a return, nor once its old servers go', () => {
    const back = release(migrating(), { kind: 'return', carries: [], orders: [ordered(4)] });
    const look = observed(noon, [...olds(6), ...news(4)]);
    expect(given(back, { line: moving }).after(look).release.capacity).toBe(4);
    const retiring = { kind: 'retiring', since: noon, unprotectedAt: null } as const;
    expect(going(retiring).release.capacity).toBe(4);
  });
});
