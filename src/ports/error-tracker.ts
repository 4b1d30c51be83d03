import type { Trace } from '../changes/trace.ts';
import type { WatchQuestion } from './meter.ts';
import type { Reading } from '../release/state/reading.ts';

/** Sentry's role: error groups and counts. Missing data comes back as a reading that says why. */
export type ErrorTracker = {
  read(question: WatchQuestion): Promise<readonly Reading[]>;
  /** Where the newest event of one error group came from, as this build saw it. */
  trace(question: WatchQuestion, issue: string): Promise<Trace>;
};
