import type { Missing } from './missing.ts';
import type { Limit } from './reading.ts';
import type { Worded } from './worded.ts';

/** What one signal says, and what that is read from. */
export type SignalResult = {
  readonly signal: string;
  readonly says: 'pass' | 'fail' | 'both-bad' | 'missing';
  readonly facts: SignalFacts;
};

/** A value beside its limit, or why there is none; `known` errors are not counted. */
export type SignalFacts =
  | Worded
  | {
      readonly kind: 'measured';
      readonly value: number;
      readonly unit: string;
      readonly baseline: number | null;
      /** The old servers showed that before their users had moved. */
      readonly past?: true;
      readonly limit: Limit;
      readonly known: number;
    }
  | { readonly kind: 'missing'; readonly why: Missing };

/** What all signals add up to. `undecided` is a real answer: nothing moves on it. */
export type Verdict = {
  readonly kind: 'healthy' | 'unhealthy' | 'undecided';
  readonly reasons: readonly SignalResult[];
  /** A fatal error group was seen: one reading is enough. */
  readonly fatal: boolean;
  /** How far past its limit the worst signal is: 1 is at the limit. Tells "twice as bad". */
  readonly badness: number;
};
