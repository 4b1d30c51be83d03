import type { Clock, Ledger } from '../ports.ts';
import type { Changelog } from '../release/changelog.ts';
import type { Books } from '../summary/move.ts';
import { before, type Period } from '../summary/period.ts';
import { type Summary, summaryOf } from '../summary/summary.ts';

/** A release may be fixed, or left again, soon after its period: what came so much later is read, too. */
const afterMs = 25 * 3_600_000;

/** Reads everything a summary of this period needs, and of the one before it. */
export async function gather({ ledger, clock }: { readonly ledger: Pick<Ledger, 'chronicles' | 'changelog'>; readonly clock: Clock }, period: Period, service: string | null): Promise<Summary> {
  const chronicles = await ledger.chronicles(before(period).since - afterMs, period.until + afterMs);
  const releases = chronicles.flatMap(({ release }) => (release.kind === 'release' && !release.fast ? [release] : []));
  const logs = await Promise.all(releases.map(async ({ id, service: name, target, build }): Promise<readonly (readonly [string, Changelog])[]> => {
    const log = target && (await ledger.changelog(name, target.version, build.version));
    return log ? [[id, log]] : [];
  }));
  const books: Books = { chronicles, changelogs: new Map(logs.flat()), wall: (at) => clock.wall(at) };
  return summaryOf(books, period, service, clock.now());
}
