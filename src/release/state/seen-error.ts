import type { Person } from './people.ts';
import type { ErrorGroup, Reading } from './reading.ts';
import type { Trace } from '../../changes/trace.ts';

/**
 * An error group that a build brought, kept when no reading shows it any more. `foundAt` is clock
 * ms.
 */
export type SeenError = {
  readonly service: string;
  readonly version: string;
  readonly issue: ErrorGroup;
  readonly foundAt: number;
  /** The how manieth of its build it is, from 1. */
  readonly place: number;
  /** Told by a message of its own; decided once, so that no message is left behind. */
  readonly ownCard: boolean;
  /** Null until somebody could be asked. */
  readonly trace: Trace | null;
  /** Who made the likely change, where the directory knows them by their address. */
  readonly author: Person | null;
};

/**
 * More errors than this are told together: a build that fails in sixty ways needs no sixty
 * messages.
 */
export const ownCardsMax = 5;

/**
 * What the readings of one look add to the errors of a build: those that are new, and those that
 * changed.
 */
export function newlySeen(
  before: readonly SeenError[],
  { service, version }: { readonly service: string; readonly version: string },
  readings: readonly Reading[],
  at: number,
): readonly SeenError[] {
  const issues = readings.flatMap(({ issues }) => issues);
  const known = new Map(before.map((one) => [one.issue.id, one]));
  const again = issues.flatMap((issue) => {
    const one = known.get(issue.id);
    const next = one && grown(one.issue, issue);
    return one && next && !isSame(one.issue, next) ? [{ ...one, issue: next }] : [];
  });
  let cards = before.filter(({ ownCard }) => ownCard).length;
  const fresh = issues
    .filter(
      ({ id }, index) => !known.has(id) && issues.findIndex((other) => other.id === id) === index,
    )
    .map((issue, index): SeenError => {
      // What is known already calls nobody.
      const ownCard = issue.known === undefined && cards < ownCardsMax;
      cards += ownCard ? 1 : 0;
      return {
        service,
        version,
        issue,
        foundAt: at,
        place: before.length + index + 1,
        ownCard,
        trace: null,
        author: null,
      };
    });
  return [...again, ...fresh];
}

/** A release counts from its own start: what its pre-release saw is not unseen by that. */
function grown(before: ErrorGroup, now: ErrorGroup): ErrorGroup {
  return {
    ...now,
    count: Math.max(before.count, now.count),
    users: Math.max(before.users, now.users),
  };
}

function isSame(a: ErrorGroup, b: ErrorGroup): boolean {
  return (
    a.count === b.count &&
    a.users === b.users &&
    a.what === b.what &&
    a.title === b.title &&
    a.level === b.level &&
    a.known === b.known
  );
}

/** The error most events came from, of those that count. */
export function worstOf(errors: readonly SeenError[]): SeenError | null {
  return errors
    .filter(({ issue }) => !issue.known)
    .reduce<SeenError | null>(
      (top, one) => (top === null || one.issue.count > top.issue.count ? one : top),
      null,
    );
}
