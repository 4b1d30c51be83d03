import type { Judgement, PageBecause, SignalFinding } from './judgement.ts';
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
  | { readonly kind: 'missing'; readonly why: Missing }
  /** Counted on both sides; or certain by something else than counts. */
  | { readonly kind: 'counted'; readonly finding: SignalFinding }
  | { readonly kind: 'certain'; readonly because: PageBecause };

/** What all signals add up to. `undecided` is a real answer: nothing moves on it. */
export type Verdict = {
  readonly kind: 'healthy' | 'unhealthy' | 'undecided';
  readonly reasons: readonly SignalResult[];
  /** A fatal error group was seen: one reading is enough. */
  readonly fatal: boolean;
  /** How far past its limit the worst signal is: 1 is at the limit. Tells "twice as bad". */
  readonly badness: number;
  /** What counts say, where they judge. */
  readonly judged?: Judgement;
  /** What they would say, where they only rehearse: nothing follows from it. */
  readonly rehearsed?: Judgement;
};

/** Whether something stands against a build that is no proof of harm yet: nothing goes forward. */
export function isDoubted({ judged }: Pick<Verdict, 'judged'>): boolean {
  return (
    judged !== undefined &&
    judged.lacks.some(
      (lack) =>
        ['new-error', 'leaving', 'leaking'].includes(lack.kind) ||
        // All signals together, not one of many.
        (lack.kind === 'doubted' && lack.signal === ''),
    )
  );
}

/**
 * Whether people were called for counts alone, and what was counted since does not settle it yet:
 * then the deadline waits.
 */
export function isUnsettled({ judged, reasons }: Verdict): boolean {
  const speaks = reasons.filter(({ says }) => says === 'fail');
  return (
    judged?.page?.surely === false &&
    speaks.every(({ facts }) => facts.kind === 'counted' || facts.kind === 'certain')
  );
}
