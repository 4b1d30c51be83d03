import type { Paired } from '../state/judgement.ts';
import { nothingPaired, pairedSum } from './paired.ts';

/** The last 90 seconds look by look, or the last two looks where looks are far between. */
export type LastLooks = readonly { readonly at: number; readonly pair: Paired }[];

/** How long back a fault that ended is looked for, in milliseconds. */
const lastMs = 90_000;
const mostLooks = 20;

/** Adds a look, and forgets what is older. */
export function lastLooksAfter(looks: LastLooks, at: number, pair: Paired): LastLooks {
  const kept = looks.filter((look) => at - look.at < lastMs).slice(1 - mostLooks);
  return [...kept, { at, pair }];
}

/** What the last looks counted since a moment. */
export function lastSum(looks: LastLooks, since: number): Paired {
  return looks.reduce(
    (sum, { at, pair }) => (at > since ? pairedSum(sum, pair) : sum),
    nothingPaired,
  );
}

/** How likely at most so many events are where so many are expected (Poisson's distribution). */
export function chanceOfAtMost(events: number, expected: number): number {
  if (!(expected > 0)) return 1;
  let log = -expected;
  let sum = 0;
  // Far out nothing is added any more: what is expected is small wherever this is asked.
  const most = Math.min(events, expected + 10 * Math.sqrt(expected) + 50);
  for (let count = 0; count <= most; count += 1) {
    sum += Math.exp(log);
    log += Math.log(expected / (count + 1));
  }
  return Math.min(1, sum);
}
