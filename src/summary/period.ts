import { addDays, type Day, dayOf, instantOf } from '../time/zone.ts';

/** How much a summary looks back on. */
export type Span = 'today' | 'week' | 'month';

/** A stretch of whole days (clock ms; `until` is not in it), the last of which names it. */
export type Period = {
  readonly span: Span;
  readonly first: Day;
  readonly last: Day;
  readonly since: number;
  readonly until: number;
  readonly zone: string;
};

/**
 * A month is four weeks, so that it has as many Mondays as the one before it: only like is compared
 * with like.
 */
export const daysOf = { today: 1, week: 7, month: 28 } as const satisfies Record<Span, number>;

/** The period that ends with this day. */
export function periodEnding(span: Span, last: Day, zone: string): Period {
  const first = addDays(last, 1 - daysOf[span]);
  return {
    span,
    first,
    last,
    since: instantOf(first, 0, zone),
    until: instantOf(addDays(last, 1), 0, zone),
    zone,
  };
}

/** The period that ends today. */
export function periodAt(span: Span, now: number, zone: string): Period {
  return periodEnding(span, dayOf(now, zone), zone);
}

/** The one before, as long: what every number is compared with. */
export function before({ span, first, zone }: Period): Period {
  return periodEnding(span, addDays(first, -1), zone);
}

/** Whether a moment lies in it. */
export function isIn(at: number, { since, until }: Pick<Period, 'since' | 'until'>): boolean {
  return at >= since && at < until;
}

/** How much (ms) of a stretch of time lies in it. */
export function overlapOf(from: number, to: number, { since, until }: Period): number {
  return Math.max(0, Math.min(to, until) - Math.max(from, since));
}
