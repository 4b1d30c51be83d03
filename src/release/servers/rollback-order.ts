import type { AtTerminal } from '../state/at-terminal.ts';
import type { Line } from '../state/line.ts';
import { newLine } from '../state/line.ts';
import type { Person } from '../state/people.ts';
import { isOpen, type Release, unwatched } from '../state/release.ts';

/**
 * All that brings the users of a line back, kept outside the database: the line and what is open on
 * it, without what was measured and said, which no way back needs.
 */
export type RollbackOrder = {
  readonly service: string;
  /** When it was written (real ms). */
  readonly at: number;
  readonly line: Line;
  readonly releases: readonly Release[];
  /** Who carried it out without the ledger; null while nobody did. */
  readonly taken: TakenBack | null;
};

/** Who carried an order out, as the machine says, why, and when (real ms). */
export type TakenBack = AtTerminal & { readonly by: Person; readonly at: number };

/**
 * Orders that are given without the ledger have fences from here on: above all that a Davy ever
 * gives for a release, so that it is refused until it has learned of them.
 */
export const fencesOutside = 1_000_000_000;

/** So many older builds are kept with a line. */
const buildsKept = 3;

/** The way back as it is now. */
export function rollbackOrderOf(
  line: Line,
  releases: readonly Release[],
  at: number,
): RollbackOrder {
  const { service, live, lastGood, lock, moving, carried, recalled, seq } = line;
  return {
    service,
    at,
    line: {
      ...newLine(service),
      live,
      lastGood: lastGood.slice(0, buildsKept),
      lock,
      moving,
      carried,
      recalled,
      seq,
    },
    releases: releases.filter(isOpen).map(withoutTalk),
    taken: null,
  };
}

/** What it takes to bring its users back: what was measured, said and asked is left out. */
function withoutTalk(release: Release): Release {
  const { countdown: _countdown, ...rest } = release;
  return {
    ...rest,
    note: '',
    approvals: [],
    watch: unwatched,
    seen: null,
    known: [],
    cameBack: [],
    cameBackGone: null,
    exposure: [],
    countdown: null,
    escalation: null,
    incidents: [],
    hold: null,
    owners: [],
    asks: [],
    reminders: [],
    move: null,
    contains: [],
  };
}

/**
 * What two orders have in common whose way back is the same: times and counts go on by themselves,
 * and what traffic is shared out now any look shows.
 */
export function wayBackIn({ line, releases, taken }: RollbackOrder): string {
  const { seq: _seq, split: _split, ...lasting } = line;
  return JSON.stringify([
    lasting,
    taken,
    releases.map(({ seq: _own, rev: _rev, phase, orders, singles, ...rest }) => [
      rest,
      phase.kind,
      phase.kind === 'swapping' ? phase.done : [],
      orders.map(({ of, base, n, attempt, spares }) => [of, base, n, attempt, spares]),
      singles.map(({ name, where, version }) => [name, where, version]),
    ]),
  ]);
}

/**
 * Releases of an order that was carried out without the ledger, of which it knows nothing yet: each
 * with what its fences count from now.
 */
export function unlearned(
  { releases, taken }: RollbackOrder,
  known: readonly Release[],
): readonly { readonly release: Release; readonly fencesFrom: number }[] {
  if (!taken) return [];
  return known.flatMap((release) => {
    const there = releases.find(({ id }) => id === release.id)?.fencesFrom ?? 0;
    return there > (release.fencesFrom ?? 0)
      ? [{ release, fencesFrom: there + fencesOutside }]
      : [];
  });
}

/** The order as somebody carries it out without the ledger: nobody else's orders count any more. */
export function takeBack(order: RollbackOrder, taken: TakenBack): RollbackOrder {
  return {
    ...order,
    taken,
    releases: order.releases.map((release) => ({
      ...release,
      fencesFrom: (release.fencesFrom ?? 0) + fencesOutside,
    })),
  };
}
