import type { Release } from '../../../src/release/state/release.ts';
import { atTheEnd, type Book, isGood, type Told } from './book.ts';
import type { Promises } from './promises.ts';
import { missing } from './rules-words.ts';

const hour = 60 * 60_000;
const rosterAgeMaxMs = 10 * 60_000;

/** What is approved goes out at its slot, where nothing that was said or shown is in its way. */
export function checkSlotKept(book: Book, kept: Promises, told: Told): void {
  const { event, decision, release, others, at } = told;
  const { slot } = kept;
  if (event.kind !== 'release-started' || event.by !== null || !release) return;
  if (decision.kind !== 'refused' || slot === null || at < slot || at > slot + hour) return;
  const { imageFound, targetFound, capacity, roster } = event;
  const isReady = imageFound && targetFound && capacity > 0 && at - roster.at <= rosterAgeMaxMs;
  const shadow = book.of(release.id);
  const lacks = shadow ? missing(kept, shadow, at, roster) : [];
  if (isReady && lacks.length === 0 && mayGo(book, kept, [release, ...others], release, at))
    book.broken('slot', `${release.id} is approved and well, and its slot is not used`);
}

/** Whether all that a start needs is so, from what was said, shown and thrown. */
function mayGo(
  book: Book,
  kept: Promises,
  open: readonly Release[],
  { id, kind, phase, plan, target, at, build }: Release,
  now: number,
): boolean {
  const shadow = book.of(id);
  if (!shadow || kind !== 'prerelease' || phase.kind !== 'approved' || kept.slot === null)
    return false;
  const { line } = book;
  const isClosed = line.locked || (line.frozenUntil !== null && line.frozenUntil > now);
  const isBarred = line.blocked.has(build.version) || line.failed.has(build.version);
  const isBusy = open.some((one) => one.kind !== 'prerelease' || one.phase.kind === 'rolling-back');
  const isOlder = open.some(
    (one) => one.id !== id && one.phase.kind === 'approved' && one.at >= at,
  );
  const good = atTheEnd(shadow.looks, isGood);
  const isWell = good.length >= 3 && now - (good.at(-1)?.at ?? 0) <= 2 * plan.lookEveryMs;
  return (
    !(isClosed || isBarred || isBusy || isOlder || shadow.running) &&
    (shadow.heldUntil ?? 0) <= now &&
    !kept.tried.has(id) &&
    !kept.due.has(id) &&
    (kept.approvedAt.get(id) ?? Number.POSITIVE_INFINITY) <= kept.slot &&
    target?.version === line.live &&
    shadow.creditMs >= plan.soakMs &&
    isWell
  );
}
