/**
 * What both sides counted in the same stretch of time: bad events out of opportunities. What hits
 * both, a burst or the time of day, cancels.
 */
export type Paired = {
  readonly bad: number;
  readonly all: number;
  readonly oldBad: number;
  readonly oldAll: number;
};

/** Why people are called: what counts say, or something that is certain at once. */
export type PageBecause =
  | { readonly kind: 'worse'; readonly signal: string }
  | { readonly kind: 'new-error'; readonly group: string }
  | { readonly kind: 'crash-loop' }
  | { readonly kind: 'leak' };

/** What keeps a build from passing; whoever is asked reads it. */
export type Lacks =
  | { readonly kind: 'time' }
  | { readonly kind: 'users' }
  | { readonly kind: 'unproven'; readonly signal: string }
  | { readonly kind: 'unheard'; readonly signal: string }
  | { readonly kind: 'lately'; readonly signal: string }
  | { readonly kind: 'doubted'; readonly signal: string }
  | { readonly kind: 'new-error'; readonly group: string }
  | { readonly kind: 'leaving' }
  | { readonly kind: 'leaking' };

/** One line of the table: what was counted, and what it says. */
export type SignalFinding = {
  readonly signal: string;
  readonly counted: Paired;
  readonly times: number;
  readonly limit: number;
  /** How far the proof that it is no worse has come: 1 is proven. */
  readonly proven: number;
  /** How much longer the proof takes at this pace; null while it comes no nearer. */
  readonly leftMs: number | null;
  /** Chance does this once in so many soaks of a build that is no worse. */
  readonly onceIn: number;
};

/** What people were called for, and whether it is enough to bring users back. */
export type PageFound = {
  readonly at: number;
  readonly because: PageBecause;
  /** How many times as bad as old servers the build seemed then. */
  readonly times: number;
  /** Still so once the burst would be over, or certain, or nobody can measure it any more. */
  readonly surely: boolean;
};

/** What is said of a build after a look at both sides' counts. */
export type Judgement = {
  readonly kind: 'watching' | 'undecided' | 'paged' | 'rolled-back' | 'passed' | 'asks';
  /** Time that counts for the soak: everything required was heard and no page was open. */
  readonly watchedMs: number;
  /** What was required and not heard, and since when. */
  readonly missing: readonly string[];
  readonly missingSince: number | null;
  readonly page: PageFound | null;
  /** Pages that were not held against the build, because what they showed was gone. */
  readonly stoodDown: number;
  readonly lacks: readonly Lacks[];
  readonly findings: readonly SignalFinding[];
};
