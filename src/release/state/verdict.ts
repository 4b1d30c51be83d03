/** What one signal says, in the words people read. */
export type SignalResult = {
  readonly signal: string;
  readonly says: 'pass' | 'fail' | 'both-bad' | 'missing';
  readonly text: string;
};

/** What all signals add up to. `undecided` is a real answer: nothing moves on it. */
export type Verdict = {
  readonly kind: 'healthy' | 'unhealthy' | 'undecided';
  readonly reasons: readonly SignalResult[];
  /** A fatal error group was seen: one reading is enough. */
  readonly fatal: boolean;
  /** How far past its limit the worst signal is: 1 is at the limit. Tells "twice as bad". */
  readonly badness: number;
};
