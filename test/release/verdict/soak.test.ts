import { describe, expect, it } from 'vitest';
import {
  judgementOf,
  learned,
  newSoak,
  soakAfter,
  wantsHistory,
} from '../../../src/release/verdict/soak.ts';
import { minute, noon } from '../../support/noon.ts';
import {
  countersAt,
  historyOfOld,
  judgeOptions,
  lookedAt,
  soakOf,
} from '../../support/soak-samples.ts';

const after = (looks: number) => noon + (looks * minute) / 2;

describe('a look', () => {
  it('counts what grew since the one before, and nothing of what was before the first', () => {
    const { soak, taken } = soakOf(3);
    expect(taken[0]?.looks[0]?.counts[0]).toMatchObject({ signal: 'errors', bad: 0, all: 0 });
    expect(soak.state.signals[0]?.total).toEqual({ bad: 8, all: 800, oldBad: 32, oldAll: 3_200 });
  });

  it('of the same time as the last is none: the next counts what it would have', () => {
    const { soak } = soakOf(3);
    const same = soakAfter(soak, lookedAt(after(2), { read: countersAt(3, { bad: 90 }) }));
    expect(same).toEqual({ soak, looks: [] });
    const next = soakAfter(same.soak, lookedAt(after(3), { read: countersAt(4) }));
    expect(next.soak.state.signals[0]?.total).toEqual(soakOf(5).soak.state.signals[0]?.total);
  });

  it('without an answer is a silence of all that is required, and earns nothing', () => {
    const { soak } = soakOf(3);
    const silent = soakAfter(soak, lookedAt(after(3)));
    expect(silent.looks).toMatchObject([{ counts: [], silent: ['errors', 'latency'] }]);
    expect(judgementOf(silent.soak)).toMatchObject({
      kind: 'undecided',
      missing: expect.arrayContaining(['errors', 'latency:0.5']),
      missingSince: after(3),
      watchedMs: judgementOf(soak).watchedMs,
    });
    expect(silent.soak.last).toEqual(soak.last);
  });

  it('after an hour in which nobody looked has all counts of it, and none of its time', () => {
    const { soak } = soakOf(3);
    const { looks, soak: back } = soakAfter(soak, lookedAt(after(122), { read: countersAt(122) }));
    expect(looks.map(({ at, silent }) => [at, silent.length])).toEqual([
      [after(3), 2],
      [after(121), 2],
      [after(122), 0],
    ]);
    expect(back.state.signals[0]?.total.all).toBe(122 * 400);
    expect(judgementOf(back).watchedMs - judgementOf(soak).watchedMs).toBe(minute / 2);
    expect(judgementOf(back)).toMatchObject({ missing: [], missingSince: null });
  });

  it('that is only a little late leaves no silence', () => {
    const { soak } = soakOf(3);
    const late = soakAfter(soak, lookedAt(after(5), { read: countersAt(5) }));
    expect(late.looks).toHaveLength(1);
  });
});

describe('what old servers showed the day before', () => {
  it('makes a judgement as if it had been known from the start', () => {
    const late = soakOf(5);
    const known = soakOf(5, {}, learned(newSoak(judgeOptions), [], historyOfOld));
    expect(known.soak.state.ruler.learned).toBe(true);
    expect(learned(late.soak, late.looks, historyOfOld)).toEqual(known.soak);
    expect(learned(late.soak, late.looks, [])).toBe(late.soak);
  });

  it('is asked for at the first look, and again for ten minutes unless people were called', () => {
    expect(wantsHistory(null, noon)).toBe(true);
    const { soak } = soakOf(3);
    expect(wantsHistory(soak, after(3))).toBe(true);
    expect(wantsHistory(soak, after(20))).toBe(false);
    expect(wantsHistory(learned(soak, [], historyOfOld), after(3))).toBe(false);
    const bad = soakOf(12, { bad: 200 });
    expect(judgementOf(bad.soak).kind).toBe('paged');
    expect(wantsHistory(bad.soak, after(12))).toBe(false);
  });
});
