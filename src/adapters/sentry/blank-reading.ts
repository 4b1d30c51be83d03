/**
 * # src/adapters/sentry
 *
 * Sentry behind the port `ErrorTracker`, and as the place where Davy reports its own faults.
 * Decides which error groups are new, regressed or escalating.
 */

import type { WatchQuestion } from '../../ports/meter.ts';
import type { Limit, Reading } from '../../release/state/reading.ts';
import type { SentryProject } from './sentry-api.ts';

/**
 * What is read, and how much of it is too much. `floor` is in events per 1,000 users a minute;
 * `now` is real time.
 */
export type SentryErrorsOptions = SentryProject & {
  readonly newErrors: number;
  /** `count`: a fatal error group is one more error group, nothing else. */
  readonly fatal: 'roll-back' | 'count';
  readonly worseBy: number;
  readonly floor: number;
  readonly now: () => number;
};

/** A reading of Sentry before anything is known: whoever finds no value says what is missing. */
export function blankReading(
  { now }: SentryErrorsOptions,
  { users, until }: WatchQuestion,
  signal: string,
  unit: string,
  limit: Limit,
): Reading {
  return {
    signal,
    unit,
    source: 'sentry',
    value: null,
    baseline: null,
    limit,
    ageMs: Math.max(0, now() - until),
    sample: users,
    missing: null,
    issues: [],
  };
}
