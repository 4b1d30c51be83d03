import { describe, expect, it } from 'vitest';
import { firstEdges } from '../../../src/release/verdict/edges-at-hand.ts';
import { newErrors } from '../../../src/release/verdict/new-errors.ts';
import { type JudgeOptions, usualJudgeOptions } from '../../../src/release/state/judge-options.ts';
import type { Ruler } from '../../../src/release/verdict/ruler.ts';
import { verdictOf } from '../../../src/release/verdict/verdict-of.ts';
import { counted, errorsOnly, minute, watch } from './looks.ts';

const good = counted('errors', [1, 100], [1, 100]);
const bad = counted('errors', [8, 100], [1, 100]);
const kindOf = (...args: Parameters<typeof watch>) => verdictOf(watch(...args).state).kind;

describe('what a gauge and a limit get wrong', () => {
  it('bad looks with missing ones between are still bad', () => {
    const { state, pages } = watch(60, (i) => ({ counts: i % 2 === 0 ? bad : [] }));
    expect(pages).toHaveLength(1);
    expect(verdictOf(state).kind).toBe('rolled-back');
  });

  it('a build that is bad in every other look never passes', () => {
    const options = { ...errorsOnly, soakMs: 60 * minute };
    for (let looks = 60; looks <= 180; looks += 20)
      expect(kindOf(looks, (i) => ({ counts: i % 2 === 0 ? bad : good }), options)).not.toBe(
        'passed',
      );
  });

  it('45 times worse is worse, also where old servers are beyond any limit themselves', () => {
    expect(kindOf(20, () => ({ counts: counted('errors', [50, 100], [1.1, 100]) }))).toBe(
      'rolled-back',
    );
  });

  it('both sides equally bad is no verdict on the build', () => {
    const { state, pages } = watch(60, () => ({ counts: counted('errors', [20, 100], [20, 100]) }));
    expect(pages).toEqual([]);
    expect(verdictOf(state).kind).toBe('watching');
  });

  it('one failure of ninety says nothing', () => {
    expect(watch(1, () => ({ counts: counted('errors', [1, 90], [0, 90]) })).pages).toEqual([]);
  });

  it('one error where old servers have none says nothing', () => {
    const { pages } = watch(200, (i) => ({
      counts: counted('errors', [i === 50 ? 1 : 0, 100], [0, 100]),
    }));
    expect(pages).toEqual([]);
  });

  it('four times as many is another thing of ten requests than of a million', () => {
    const few = watch(3, (i) => ({ counts: counted('errors', [i === 0 ? 1 : 0, 10], [0.25, 10]) }));
    const many = watch(3, () => ({ counts: counted('errors', [40_000, 1e6], [10_000, 1e6]) }));
    expect(few.pages).toEqual([]);
    expect(many.pages).toHaveLength(1);
  });

  it('latency that goes from 0.05 to 0.19 seconds is seen, whatever its floor', () => {
    const { pages } = watch(
      60,
      (i) => ({ counts: [...good, ...counted('latency', [i < 25 ? 5 : 30, 100], [5, 100])] }),
      { ...errorsOnly, warmUpMs: 20 * minute, required: ['errors', 'latency'] },
    );
    expect(pages[0]).toBeGreaterThan(24);
    expect(pages[0]).toBeLessThan(35);
  });

  it('one silent canary of several is missed', () => {
    const twin = (server: string) => ({ ...bad[0]!, server, bad: 1 });
    const { state } = watch(10, (i) => ({
      counts: [...good, twin('new-1'), ...(i < 5 ? [twin('new-2')] : [])],
    }));
    expect(state.missing).toEqual(['new:new-2']);
    expect(verdictOf(state).kind).toBe('undecided');
  });

  it('a counter that hears nothing is no health', () => {
    const { state } = watch(300, () => ({ counts: counted('errors', [0, 100], [1, 100]) }));
    expect(state.missing).toEqual(['errors']);
    expect(verdictOf(state).kind).toBe('undecided');
  });
});

describe('new errors', () => {
  const hit = { group: 'g', fatal: false, known: 'new', people: 1, oldPeople: 0 } as const;
  const kind = (hits: Partial<typeof hit> | object, share = 1) =>
    newErrors([{ ...hit, ...hits }], share, usualJudgeOptions).kind;

  it('are judged by people, not by events', () => {
    expect(kind({})).toBe('none');
    expect(kind({ people: 3 })).toBe('doubt');
    expect(kind({ people: 4 })).toBe('certain');
    expect(kind({ people: 9, known: 'known' })).toBe('none');
    expect(kind({ people: 9, known: 'other-stack' })).toBe('doubt');
    expect(kind({ people: 2, fatal: true })).toBe('certain');
  });

  it('are shared by user: 100 on one canary and 100 on thirty old servers are not', () => {
    expect(kind({ people: 100, oldPeople: 100 }, 1 / 30)).toBe('certain');
    expect(kind({ people: 100, oldPeople: 99 }, 1)).toBe('none');
  });
});

describe('a service that hardly ever fails', () => {
  const never: Ruler = {
    learned: true,
    measures: [{ signal: 'errors', usual: 0, spread: 0.05, bunching: 1, limit: 2, floor: 0.0005 }],
  };
  const of = (bad: number) => () => ({ counts: counted('errors', [bad, 200], [0, 200]) });

  it('passes once the build is proven to stay under what is tolerated on any', () => {
    const early = watch(40, of(0), errorsOnly, never);
    expect(verdictOf(early.state).findings[0]?.proven).toBeLessThan(1);
    const late = watch(125, of(0), errorsOnly, never);
    expect(late.pages).toEqual([]);
    expect(verdictOf(late.state).kind).toBe('passed');
  });

  it('calls people for a build that fails beside it, and not for one failure', () => {
    expect(watch(10, of(20), errorsOnly, never).pages).toHaveLength(1);
    const once = watch(125, (index) => of(index === 60 ? 1 : 0)(), errorsOnly, never);
    expect(once.pages).toEqual([]);
  });
});

describe('a service that is fast enough on any build', () => {
  const options: JudgeOptions = {
    ...usualJudgeOptions,
    soakMs: 60 * minute,
    atMostMs: 120 * minute,
    warmUpMs: 0,
    fastEnoughMs: 50,
    required: ['latency'],
  };
  const unlearned: Ruler = { learned: false, measures: [] };
  const of = (slow: number) => () => ({ counts: counted('latency:0.05', [slow, 60], [0, 60]) });

  it('passes although nobody is ever slow, and not once one in ten is', () => {
    expect(verdictOf(watch(61, of(0), options, unlearned).state).kind).toBe('passed');
    expect(watch(61, of(6), options, unlearned).pages).not.toEqual([]);
  });

  it('is judged at the last edge of a histogram that ends before', () => {
    const ends = { ...options, fastEnoughMs: 5_000 };
    expect(verdictOf(watch(61, of(0), ends, unlearned).state).kind).toBe('passed');
    expect(
      firstEdges(
        [
          { edge: 1, beyond: 0.2 },
          { edge: 2.5, beyond: 0 },
        ],
        5,
      ),
    ).toEqual([2.5]);
  });
});

describe('one endpoint of many', () => {
  const strict: JudgeOptions = { ...errorsOnly, errorsFloor: 0.03 };
  const unlearned: Ruler = { learned: false, measures: [] };

  it('calls people although all requests together still fail less often than is tolerated', () => {
    const { pages, state } = watch(
      30,
      () => ({
        counts: [
          ...counted('errors', [2, 100], [0, 100]),
          ...counted('endpoint:page', [2, 4], [0, 4]),
        ],
      }),
      strict,
      unlearned,
    );
    expect(pages).not.toEqual([]);
    expect(state.page?.because).toEqual({ kind: 'worse', signal: 'endpoint:page' });
  });
});
