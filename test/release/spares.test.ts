import { describe, expect, it } from 'vitest';
import { nextStep } from '../../src/release/servers/next-step.ts';
import type { Release } from '../../src/release/state/release.ts';
import type { Server } from '../../src/release/state/servers.ts';
import { release } from '../support/a-release.ts';
import { launchRefused, observed } from '../support/events.ts';
import { type Given, given } from '../support/given.ts';
import { minute, noon } from '../support/noon.ts';
import { migrating, rollingBack } from '../support/phases.ts';
import { moving, news, olds, parking, server } from './way-of-servers.ts';

const launching = (more: Partial<Release> = {}) =>
  release({ kind: 'launching', since: noon }, { plan: parking, ...more });
const retiring = (unprotectedAt: number | null = null) =>
  ({ kind: 'retiring', since: noon, unprotectedAt }) as const;
const spares = (count: number, more: Partial<Server> = {}) =>
  Array.from({ length: count }, (_, i) => spare(`s${i}`, more));
const spare = (id: string, more: Partial<Server> = {}) =>
  server(id, '', '', { state: 'spare', joined: false, admits: false, users: null, ...more });
const stepOf = ({ line, release: it }: Given, servers: readonly Server[], at = noon) =>
  nextStep(line, it, servers, at);

describe('spares', () => {
  it('are taken before anything new is started, and only as many as are missing', () => {
    const there = [...olds(4), ...spares(3)];
    const ordered = given(launching(), { line: moving }).after(observed(noon, there));
    expect(stepOf(ordered, there)).toMatchObject({
      kind: 'launch',
      spares: [0, 1, 2].map((slot) => ({ slot, id: `s${slot}` })),
      orders: [{ base: 3, n: 1, attempt: 0 }],
    });
    const many = [...olds(4), ...spares(9)];
    const all = given(launching(), { line: moving }).after(observed(noon, many));
    expect(stepOf(all, many)).toMatchObject({ orders: [], spares: [{}, {}, {}, {}] });
  });

  it('are taken only where they fit: one that holds another version is none', () => {
    const there = [
      ...olds(4),
      spare('s0', { version: '1.41.0' }),
      spare('s1', { version: '1.42.0' }),
      spare('s2'),
    ];
    const ordered = given(launching(), { line: moving }).after(observed(noon, there));
    expect(ordered.release.orders).toMatchObject([{ spares: ['s1', 's2'] }, { base: 2, n: 2 }]);
  });

  it('are given to one release only, whatever the look shows', () => {
    const there = [...olds(4), ...spares(2)];
    const first = given(launching({ id: 'rel_A' }), { line: moving }).after(observed(noon, there));
    const beside = { line: moving, others: [first.release] };
    const second = given(launching({ id: 'rel_B' }), beside).after(observed(noon, there));
    expect(first.release.orders[0]?.spares).toEqual(['s0', 's1']);
    expect(second.release.orders).toMatchObject([{ base: 0, n: 4 }]);
    expect(second.release.orders[0]).not.toHaveProperty('spares');
    // Nor while the other still knows one by its id.
    const known = [{ ...news(1)[0]!, id: 's0', seenAt: 0 }];
    const knows = { line: moving, others: [launching({ id: 'rel_C', known })] };
    const third = given(launching({ id: 'rel_B' }), knows).after(observed(noon, there));
    expect(third.release.orders[0]?.spares).toEqual(['s1']);
  });

  it('stay ordered until they are no spares any more', () => {
    const there = [...olds(4), ...spares(4)];
    const ordered = given(launching(), { line: moving }).after(
      observed(noon, there),
      // Its names are on it, and it was not started yet.
      observed(noon, [...olds(4), spare('s0', { release: 'rel_ALL', version: '1.42.0' })]),
    );
    expect(ordered.release.orders[0]?.unseen).toEqual([0, 1, 2, 3]);
    const up = server('s0', '1.42.0', 'rel_ALL', { state: 'starting' });
    const started = ordered.after(observed(noon, [...olds(4), up]));
    expect(stepOf(started, [...olds(4), up])).toMatchObject({
      spares: [{ slot: 1 }, { slot: 2 }, { slot: 3 }],
    });
  });

  it('that will not start are replaced by new servers, under new numbers', () => {
    const there = [...olds(4), ...spares(4)];
    const dead = given(launching(), { line: moving }).after(
      observed(noon, there),
      launchRefused({ spares: ['s1', 's3'] }),
      observed(noon + 1_000, there),
    );
    expect(dead.release.orders).toMatchObject([
      { base: 0, n: 4, unseen: [0, 2], dead: [1, 3] },
      { base: 4, n: 2, unseen: [4, 5] },
    ]);
    expect(stepOf(dead, there)).toMatchObject({
      spares: [{ id: 's0' }, { id: 's2' }],
      orders: [{ base: 4, n: 2, attempt: 0 }],
    });
    const again = dead.after(launchRefused({ spares: ['s1'] }));
    expect(again.release.orders).toEqual(dead.release.orders);
  });

  it('count as neither old nor new, in no phase', () => {
    const stopped = spare('s0', { version: '1.41.0' });
    const mine = spare('s1', { version: '1.42.0', release: 'rel_ALL' });
    for (const phase of [migrating(), retiring(), rollingBack()]) {
      const it = given(release(phase, { plan: parking }), { line: moving });
      const both = [...olds(4), ...news(4)];
      const seen = it.after(observed(noon, [...both, stopped, mine])).release.seen;
      expect(seen).toEqual(it.after(observed(noon, both)).release.seen);
    }
  });

  it('are taken on the way back too, for the old build', () => {
    const there = [...olds(2), ...news(4), ...spares(2)];
    const back = given(release(rollingBack(), { plan: parking }), { line: moving }).after(
      observed(noon, there),
    );
    expect(stepOf(back, there)).toMatchObject({
      kind: 'launch',
      build: { version: '1.41.0' },
      orders: [],
      spares: [{ id: 's0' }, { id: 's1' }],
    });
  });
});

describe('an empty server', () => {
  const unguarded = { users: 0, admits: false, protected: false } as const;
  const going = release(retiring(noon - minute), { plan: parking });

  it('becomes a spare where spares are kept, and what is ill is destroyed after it', () => {
    const [sick, ...well] = olds(4, unguarded);
    const ill = { ...sick!, state: 'unhealthy' as const };
    expect(nextStep(moving, going, [ill, ...well, ...news(4)], noon + minute)).toEqual({
      kind: 'retire',
      ids: ['o1', 'o2', 'o3'],
      how: 'park',
    });
    const gone = well.map((one) => ({ ...one, state: 'leaving' as const, joined: false }));
    expect(nextStep(moving, going, [ill, ...gone, ...news(4)], noon + minute)).toEqual({
      kind: 'retire',
      ids: ['o0'],
      how: 'destroy',
    });
  });

  it('that is kept stands in the way of nothing', () => {
    const parked = olds(4).map(({ id }) => spare(id));
    const live = given(going, { line: moving }).after(
      observed(noon + minute, [...news(4), ...parked]),
      observed(noon + 2 * minute, [...news(4), ...parked]),
    );
    expect(live.release.phase.kind).toBe('announcing');
  });
});
