import { describe, expect, it } from 'vitest';
import { batchesMovedAt, withCurve } from '../../../src/release/migration/sides-over-time.ts';
import { moveOf, plannedMove, withMove } from '../../../src/release/migration/move.ts';
import type { Release } from '../../../src/release/state/release.ts';
import { plan, release } from '../../support/a-release.ts';
import { observed } from '../../support/events.ts';
import { given } from '../../support/given.ts';
import { minute, noon } from '../../support/noon.ts';
import { moving, news, olds } from '../way-of-servers.ts';

const migrating = {
  kind: 'migrating',
  since: noon,
  batch: 0,
  movedAt: null,
  watchedMs: 0,
} as const;
const begun = withMove(release(migrating), { since: noon });

const side = (users: number | null, share?: number) => ({
  servers: 1,
  ready: 1,
  users,
  ...(share === undefined ? {} : { share }),
});
const looked = (one: Release, at: number, mine: number | null, old: number | null) =>
  withCurve({ ...one, seen: { at, newServers: side(mine), oldServers: side(old) } });

describe('the curve of a move', () => {
  it('grows with every look, and makes no event of one', () => {
    const going = given(begun, { line: moving }).after(
      observed(noon + 1_000, [...olds(4, { users: 9 }), ...news(4, { users: 1 })]),
    );
    const look = observed(noon + 2_000, [...olds(4, { users: 8 }), ...news(4, { users: 2 })]);
    expect(going.when(look).kind).toBe('measured-only');
    const curve = moveOf(going.after(look).release).curve;
    expect(curve.map(({ newServers }) => newServers)).toEqual([4, 8]);
  });

  it('remembers both sides of every look, and when half had moved', () => {
    const looks = [
      [1, 100],
      [40, 61],
      [50, 51],
      [52, 50],
      [90, 11],
    ] as const;
    const after = looks.reduce(
      (one, [mine, old], i) => looked(one, noon + i * 1_000, mine, old),
      begun,
    );
    expect(
      moveOf(after).curve.map(({ newServers, oldServers }) => [newServers, oldServers]),
    ).toEqual(looks);
    expect(moveOf(after).half).toBe(noon + 3_000);
  });

  it('begins with the first batch, and tells nothing where nobody could count', () => {
    expect(looked(release(migrating), noon, 5, 5).move).toBeNull();
    expect(moveOf(looked(begun, noon, null, 5)).curve).toEqual([]);
    const over = { ...begun, phase: { kind: 'live', at: noon } } as const;
    expect(moveOf(looked(over, noon, 5, 0)).curve).toEqual([]);
  });

  it('takes the share where traffic is steered, whatever is counted', () => {
    const steered = {
      ...begun,
      plan: { ...plan, ways: { ...plan.ways, moves: 'traffic' } },
    } as const;
    const seen = { at: noon, newServers: side(9_000, 0.25), oldServers: side(80, 0.75) };
    expect(moveOf(withCurve({ ...steered, seen })).curve).toEqual([
      { at: noon, newServers: 0.25, oldServers: 0.75 },
    ]);
  });

  it('stays small over days, goes back to its beginning, and keeps its newest look', () => {
    let one = begun;
    for (let i = 0; i < 5_000; i += 1) one = looked(one, noon + i * 1_000, i, 5_000 - i);
    const { curve, half } = moveOf(one);
    expect(curve.length).toBeLessThanOrEqual(40);
    expect(curve.length).toBeGreaterThan(19);
    expect(curve[0]?.at).toBe(noon);
    expect(curve.at(-1)).toEqual({ at: noon + 4_999_000, newServers: 4_999, oldServers: 1 });
    expect(half).toBe(noon + 2_500_000);
  });

  it('keeps two ends of a stretch in which nothing changed', () => {
    let one = begun;
    for (let i = 0; i < 100; i += 1) one = looked(one, noon + i * 1_000, 7, 3);
    expect(moveOf(one).curve.map(({ at }) => at)).toEqual([noon, noon + 99_000]);
  });

  it('knows when each batch had moved', () => {
    const done = [{ ...batch, movedAt: noon + minute }];
    const on = (movedAt: number | null): Release => ({
      ...begun,
      phase: { ...migrating, batch: 1, movedAt },
      move: { ...plannedMove(plan), since: noon, done },
    });
    expect(batchesMovedAt(on(null))).toEqual([noon + minute]);
    expect(batchesMovedAt(on(noon + 3 * minute))).toEqual([noon + minute, noon + 3 * minute]);
  });
});

const batch = {
  share: 0.1,
  since: noon,
  movedAt: noon,
  until: noon,
  watchedMs: 0,
  users: null,
  reconnects: null,
};
