import { describe, expect, it } from 'vitest';
import { usualJudgeOptions } from '../../../src/release/state/judge-options.ts';
import { learnRuler, measureFor } from '../../../src/release/verdict/ruler.ts';
import { pairedLook } from '../../../src/release/verdict/paired-look.ts';
import { chanceOf } from '../../../bench/judge/random.ts';
import { verdictOf } from '../../../src/release/verdict/verdict-of.ts';
import { counted, errorsOnly, watch } from './looks.ts';

/** A day of ten servers in pieces of ten minutes. */
function history(
  signal: string,
  of: (server: number, block: number) => { readonly bad: number; readonly all: number },
) {
  return Array.from({ length: 10 * 144 }, (_, i) => {
    const [server, block] = [i % 10, Math.floor(i / 10)];
    return { signal, server: `old-${server}`, block, ...of(server, block) };
  });
}

const measureOf = (signal: string, rows: ReturnType<typeof history>) =>
  measureFor(learnRuler(rows, usualJudgeOptions), signal, usualJudgeOptions);

describe('the ruler', () => {
  it('learns that servers differ, and nothing from what hits all of them', () => {
    const { poisson } = chanceOf(1);
    const alike = measureOf(
      'errors',
      history('errors', (_, block) => ({ bad: poisson(block % 9 === 0 ? 90 : 20), all: 2_000 })),
    );
    expect(alike.bunching).toBeLessThan(1.15);
    expect(alike.spread).toBeLessThan(0.05);
    const strays = measureOf(
      'errors',
      history('errors', (server) => ({ bad: poisson(server < 5 ? 14 : 26), all: 2_000 })),
    );
    expect(strays.spread).toBeGreaterThan(0.2);
    expect(strays.bunching).toBeLessThan(1.15);
  });

  it('learns that events come in bunches', () => {
    const { poisson, gamma } = chanceOf(2);
    const rows = history('errors', () => ({ bad: poisson(20 * gamma(0.2)), all: 2_000 }));
    expect(measureOf('errors', rows).bunching).toBeGreaterThan(3);
  });

  it('tolerates what stays under the floor, and takes what is usual where nothing is known', () => {
    const { poisson } = chanceOf(3);
    const rows = history('errors', () => ({ bad: poisson(0.2), all: 2_000 }));
    expect(measureOf('errors', rows).limit).toBeCloseTo(5, 0);
    expect(measureOf('errors', [])).toMatchObject({ spread: 0.15, bunching: 1.5, limit: 2 });
  });

  it('takes no edge at which any build is fast enough', () => {
    const rows = ['0.025', '0.05', '0.1'].flatMap((edge, index) =>
      history(`latency:${edge}`, () => ({ bad: 200 / 4 ** index, all: 2_000 })),
    );
    const edgesFrom = (fastEnoughMs: number) =>
      learnRuler(rows, { ...usualJudgeOptions, fastEnoughMs }).measures.map(({ signal }) => signal);
    expect(edgesFrom(0)).toEqual(['latency:0.025', 'latency:0.05', 'latency:0.1']);
    expect(edgesFrom(50)).toEqual(['latency:0.05', 'latency:0.1']);
  });

  it.each([
    [0, 'passed', null],
    [12, 'paged', { kind: 'worse', signal: 'latency:0.05' }],
  ] as const)('proves that it stays so: with %i slow requests it is %s', (slow, kind, because) => {
    const options = { ...errorsOnly, fastEnoughMs: 50, required: ['latency'] } as const;
    const { state } = watch(
      125,
      () => ({
        counts: [
          ...counted('latency:0.05', [slow, 1_000], [0, 1_000]),
          ...counted('latency:0.01', [900, 1_000], [50, 1_000]),
        ],
      }),
      { ...options, warmUpMs: 0, holdsDeadline: false },
      learnRuler([], options),
    );
    expect(verdictOf(state)).toMatchObject({ kind });
    expect(state.page?.because ?? null).toEqual(because);
  });

  it('reads off the histogram how many requests cross an edge when all are slower', () => {
    const { poisson } = chanceOf(4);
    const rows = [
      ...history('latency:0.25', () => ({ bad: poisson(400), all: 2_000 })),
      ...history('latency:0.5', () => ({ bad: poisson(100), all: 2_000 })),
    ];
    // A quarter of them is left at twice the time: 1.2 ** 2 times as many when 20 % slower.
    expect(measureOf('latency:0.5', rows).limit).toBeCloseTo(1.44, 2);
  });
});

describe('both sides of a look', () => {
  const all = ({ side }: { readonly side: string }) => (side === 'new' ? 'new' : 'old');
  const measure = {
    signal: 'errors',
    usual: 0.01,
    spread: 0.1,
    bunching: 1,
    limit: 2,
    floor: null,
  };

  it('a burst on one old server excuses nothing, one on all of them does', () => {
    const counts = counted('errors', [1, 100], [1, 100]);
    const burst = counts.map((one) => (one.server === 'old-3' ? { ...one, bad: 60 } : one));
    expect(pairedLook(burst, all, measure)?.pair.oldBad).toBeLessThan(20);
    const both = counted('errors', [60, 100], [60, 100]);
    expect(pairedLook(both, all, measure)?.pair).toMatchObject({ bad: 60, oldBad: 480 });
  });

  it('are nothing where one could not be read', () => {
    expect(pairedLook(counted('errors', [null, 100], [1, 100]), all, measure)).toBeNull();
    expect(pairedLook(counted('errors', [1, 100], [1, 100], 0), all, measure)).toBeNull();
  });
});
