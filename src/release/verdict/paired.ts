import type { Paired } from '../state/judgement.ts';

/** Nothing counted yet. */
export const nothingPaired: Paired = { bad: 0, all: 0, oldBad: 0, oldAll: 0 };

/** Two stretches together. */
export function pairedSum(one: Paired, other: Paired): Paired {
  return {
    bad: one.bad + other.bad,
    all: one.all + other.all,
    oldBad: one.oldBad + other.oldBad,
    oldAll: one.oldAll + other.oldAll,
  };
}

/**
 * How much likelier what was counted is if the build is `times` as bad as old servers than if it is
 * `than` times as bad, as a logarithm. Of the bad events of both sides each fell on the build with
 * a chance that depends on nothing else. A side on which nothing could happen says nothing.
 */
export function evidenceFor(pair: Paired, times: number, than: number): number {
  const { bad, all, oldBad, oldAll } = pair;
  if (!(all > 0 && oldAll > 0)) return 0;
  return (
    bad * Math.log(times / than) -
    (bad + oldBad) * Math.log1p(((times - than) * all) / (than * all + oldAll))
  );
}

/** How many times as bad as old servers it seems; half an event is added where there is none. */
export function timesAsBad({ bad, all, oldBad, oldAll }: Paired): number {
  if (!(all > 0 && oldAll > 0)) return 1;
  return bad / all / ((oldBad + 0.5) / oldAll);
}
