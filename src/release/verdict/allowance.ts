import type { JudgedSignal } from './judged-signal.ts';

/** What no build is blamed for, however exactly it was counted. */
const slack = 1.05;

/** How many of their own spreads servers may stray before a build is blamed, or believed. */
const straysAgainst = 1.5;
const straysFor = 1.5;

type Measured = Pick<JudgedSignal, 'measure' | 'servers'>;

/** How many times as bad as old servers a healthy build may well be by the luck of its servers. */
export function allowedTimes(signal: Measured): number {
  return slack * Math.exp(straysAgainst * luckOf(signal));
}

/** How many times as bad a build must provably not be, so that no luck of its servers hides it. */
export function provenTimes(signal: Measured): number {
  return signal.measure.limit * Math.exp(-straysFor * luckOf(signal));
}

/** How far the servers of the build stray from those it is compared with; more servers, less. */
function luckOf({ measure, servers }: Measured): number {
  return measure.spread * Math.sqrt(1 / Math.max(1, servers.new) + 1 / Math.max(1, servers.old));
}
