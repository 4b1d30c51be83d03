import type { Missing } from './missing.ts';

/**
 * How a value is judged. `worse-by` compares with the old servers of the same minutes: 0.2 is 20 %
 * worse, which means less where `better` is higher, and more everywhere else.
 */
export type Limit =
  | { readonly kind: 'max'; readonly value: number }
  | { readonly kind: 'min'; readonly value: number }
  | {
      readonly kind: 'worse-by';
      readonly share: number;
      readonly floor: number;
      readonly better?: 'higher';
    };

/** One error group of the tracker that concerns this release. The title is outside text. */
export type ErrorGroup = {
  readonly id: string;
  readonly shortId: string;
  readonly title: string;
  readonly culprit: string;
  readonly level: 'fatal' | 'error' | 'warning' | 'info' | 'debug';
  readonly what: 'new' | 'regressed' | 'escalating';
  readonly count: number;
  readonly users: number;
  readonly link: string;
  /** Real ms, as the tracker says; null where it does not. */
  readonly firstSeen: number | null;
  readonly lastSeen: number | null;
  /** How often the old servers saw it in the same minutes; left out where nobody was asked. */
  readonly old?: number;
  /** How many different people met it there since `since` of the question; left out as `old`. */
  readonly oldUsers?: number;
  /** A person said that it is known, so it is shown but not counted. */
  readonly known?: true;
};

/**
 * What it takes before a value past its limit is held against a build, where its source knows. Two
 * looks closer than `windowMs` see the same events; fewer than `least` are too few to tell; what is
 * cold may be slow for `warmUpMs` after its users came.
 */
export type Fairness = {
  readonly windowMs: number;
  readonly least: number;
  readonly warmUpMs: number;
};

/** One signal, measured once. A value that is missing says why; it is never read as good. */
export type Reading = {
  readonly signal: string;
  readonly unit: string;
  readonly source: 'sentry' | 'prometheus' | 'fleet';
  /** The release's own value, and the old servers' of the same minutes. Always finite, or null. */
  readonly value: number | null;
  readonly baseline: number | null;
  /** What the old servers show is of before: nobody, or next to nobody, is left on them. */
  readonly past?: true;
  readonly limit: Limit;
  /** Age of the value when it was read, in real ms. */
  readonly ageMs: number | null;
  /** How much was looked at (users, requests), where the source says. */
  readonly sample: number | null;
  readonly missing: Missing | null;
  readonly fairness?: Fairness;
  /** The value is the share of these that failed, in %. */
  readonly of?: 'requests';
  /** The same is counted server by server: where counts judge, this is shown and not judged. */
  readonly counted?: true;
  readonly issues: readonly ErrorGroup[];
};

/** What the old servers last showed of one signal, and how it was judged beside them. */
export type Baseline = Pick<Reading, 'signal' | 'limit'> & { readonly baseline: number };

/** Whether a value under its limit is the bad one. */
export function isLowBad(limit: Limit): boolean {
  return limit.kind === 'min' || (limit.kind === 'worse-by' && limit.better === 'higher');
}

/** The last value that is still borne; null where there is nothing to compare with. */
export function worstAllowed(limit: Limit, baseline: number | null): number | null {
  if (limit.kind !== 'worse-by') return limit.value;
  if (baseline === null) return null;
  return limit.better === 'higher'
    ? baseline * (1 - limit.share)
    : Math.max(baseline * (1 + limit.share), limit.floor);
}

/** Whether a value is worse than its limit bears; never, where there is nothing to compare. */
export function isPastLimit({
  value,
  baseline,
  limit,
}: Pick<Reading, 'value' | 'baseline' | 'limit'>): boolean {
  const allowed = worstAllowed(limit, baseline);
  if (value === null || allowed === null) return false;
  return isLowBad(limit) ? value < allowed : value > allowed;
}

/** The signal of a build's own servers, which no source is asked for. */
export const serversDown = 'servers-down';

/** Older than this is stale, and stale is missing. Real ms. */
export const readingAgeMaxMs = 90_000;

/** Whether something was seen lately; a time in the future proves as little as one long past. */
export function isFresh(seenAt: number | null, now: number, withinMs: number): boolean {
  return seenAt !== null && Math.abs(now - seenAt) <= withinMs;
}
