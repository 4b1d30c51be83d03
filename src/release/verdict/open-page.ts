import { againstAfter, type Against, againstLog, againstStart } from './against.ts';
import { allowedTimes } from './allowance.ts';
import type { JudgedSignal } from './judged-signal.ts';
import { chanceOfAtMost, lastSum } from './last-looks.ts';
import type { PageBecause, Paired } from '../state/judgement.ts';
import { nothingPaired, pairedSum, timesAsBad } from './paired.ts';

/** A page with a countdown. What comes after it is weighed by itself: a burst is over by then. */
export type OpenPage = {
  readonly at: number;
  readonly because: PageBecause;
  readonly deadline: number;
  /** From when on what is counted speaks of the build, and no longer of the burst. */
  readonly from: number;
  readonly after: Against;
  /** How many times as bad it seemed when people were called, and what was counted since `from`. */
  readonly times: number;
  readonly since: Paired;
  /** When the signal was counted last. */
  readonly heardAt: number;
};

/** A burst of one client that has people called is over so long after. */
const burstMs = 4 * 60_000;
/** Where people have less time than that, something is counted for the last part of it. */
const burstShare = 0.8;

/** Calls people. */
export function openPage(
  at: number,
  because: PageBecause,
  times: number,
  countdownMs: number,
): OpenPage {
  const from = at + Math.min(burstMs, burstShare * countdownMs);
  const when = { at, deadline: at + countdownMs, from };
  return { ...when, because, times, after: againstStart, since: nothingPaired, heardAt: at };
}

/** A look under the page; `pair` of its signal is the newest of `lastLooks`. */
export function pageAfter(page: OpenPage, signal: JudgedSignal | null, at: number): OpenPage {
  const newest = signal?.lastLooks.at(-1);
  if (!signal || !newest || newest.at !== at) return page;
  if (at <= page.from) return { ...page, heardAt: at };
  const { bunching } = signal.measure;
  const after = againstAfter(page.after, newest.pair, allowedTimes(signal), bunching, 0);
  return { ...page, heardAt: at, after, since: pairedSum(page.since, newest.pair) };
}

/** So long without a count of what was paged for, and it cannot be measured. */
const deafMs = 3 * 60_000;

/** Whether nothing can be measured any more: silence excuses nobody, and ends no countdown. */
export function isDeafPage({ heardAt }: OpenPage, at: number): boolean {
  return at - heardAt >= deafMs;
}

/** Less evidence than this after the page is none. */
const confirmed = Math.log(3);
/** How long past its deadline a page waits for what speaks for or against. */
const mostOpenMs = 20 * 60_000;
/** So unlikely under half of what was paged for, and it is gone. */
const gone = 0.05;

/** Whether what came after the page speaks against the build too. */
export function isConfirmed(page: OpenPage): boolean {
  return againstLog(page.after) >= confirmed;
}

/**
 * Whether what people were called for is over, or nothing came of it: less than half of it is left.
 */
export function isGone(page: OpenPage, signal: JudgedSignal, at: number): boolean {
  if (page.heardAt !== at) return false;
  const half = 1 + Math.max(0, page.times - 1) / 2;
  if (at >= page.deadline + mostOpenMs && timesAsBad(page.since) < half) return true;
  const { bad, all, oldBad, oldAll } = lastSum(signal.lastLooks, page.at);
  if (!(oldAll > 0)) return false;
  const expected = (half * all * (oldBad + 0.5)) / oldAll;
  const { bunching } = signal.measure;
  return chanceOfAtMost(bad / bunching, expected / bunching) < gone;
}
