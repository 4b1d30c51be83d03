import type { Line } from '../../../src/release/state/line.ts';
import { isOpen, type Release } from '../../../src/release/state/release.ts';
import type { Book } from './book.ts';
import type { Machines } from './fleet.ts';
import { checkIncident } from './rules-time.ts';

/** How a life is left when all trouble has ended and people had time. */
export type Left = {
  readonly releases: ReadonlyMap<string, Release>;
  readonly machines: Machines;
  readonly line: Line;
  readonly at: number;
};

/** Phases in which something may stay for as long as nobody speaks. */
const mayStay = ['queued', 'requested', 'soaking', 'waiting', 'approved', 'stuck'];

/** It always ends: nothing is left on the way, no server is forgotten, no incident stays open. */
export function checkEnd(book: Book, { releases, machines, line, at }: Left): void {
  for (const release of releases.values()) {
    const shadow = book.of(release.id);
    if (!shadow) continue;
    if (
      isOpen(release) &&
      !mayStay.includes(release.phase.kind) &&
      !isHomeless(release, machines, line, at)
    )
      book.broken('end', `${release.id} is still ${release.phase.kind}`);
    if (isOpen(release) && release.countdown && release.phase.kind !== 'rolling-back')
      book.broken('end', `the countdown of ${release.id} never ended`);
    if (!isOpen(release)) {
      checkIncident(book, shadow, true);
      forgotten(book, release, machines, line);
    }
  }
  if (line.moving && !releases.has(line.moving.release))
    book.broken('end', `the line moves for ${line.moving.release}, which nobody knows`);
  const mover = line.moving && releases.get(line.moving.release);
  if (mover && !isOpen(mover)) book.broken('end', `the line still moves for ${mover.id}`);
}

/**
 * Nothing is left that users could go back to: people were told, or will be as soon as it takes too
 * long, and have to help.
 */
function isHomeless(
  { phase, kind, watch, plan }: Release,
  { all }: Machines,
  { live }: Line,
  at: number,
): boolean {
  if (phase.kind !== 'rolling-back' || kind !== 'prerelease') return false;
  const isDue = at - phase.since > plan.launchTimeoutMs + plan.lookEveryMs;
  return (
    (watch.undecidedTold || !isDue) &&
    !all.some((one) => one.state === 'ready' && one.version === live?.version)
  );
}

/** Servers of what did not go live are gone, whoever ended it. */
function forgotten(book: Book, release: Release, machines: Machines, line: Line): void {
  const { kind } = release.phase;
  if (kind === 'live' || kind === 'carried') return;
  const why = 'because' in release.phase ? release.phase.because : null;
  const byHand = why?.kind === 'said' && why.act === 'finished-by-hand';
  if (byHand) return;
  const left = machines
    .here()
    .filter(
      (one) =>
        one.release === release.id &&
        one.version === release.build.version &&
        one.version !== line.live?.version &&
        one.state !== 'leaving',
    );
  if (left.length > 0)
    book.broken(
      'forgotten',
      `${left.map(({ id }) => id).join(',')} of ${release.id} are left behind`,
    );
}
