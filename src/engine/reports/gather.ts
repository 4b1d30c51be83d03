/**
 * # src/engine/reports
 *
 * Reports of whole periods: gathers what they are made of and posts each issue once.
 */

import type { Clock } from '../../ports/clock.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { Changelog } from '../../changes/changelog.ts';
import { timelineOf } from '../../release/seen/timeline.ts';
import type { SummaryRecords } from '../../summary/move.ts';
import { before, type Period } from '../../summary/period.ts';
import { type Item, type Summary, summaryOf } from '../../summary/summary.ts';
import { buildKey } from '../../release/state/keys.ts';

/**
 * A release may be fixed, or left again, soon after its period: what came so much later is read,
 * too.
 */
const afterMs = 25 * 3_600_000;

/** Reads everything a summary of this period needs, and of the one before it. */
export async function gather(
  {
    ledger,
    clock,
  }: {
    readonly ledger: Pick<Ledger, 'chronicles' | 'changelog' | 'messages' | 'line'>;
    readonly clock: Clock;
  },
  period: Period,
  service: string | null,
  services: readonly string[],
): Promise<Summary> {
  const chronicles = await ledger.chronicles(
    before(period).since - afterMs,
    period.until + afterMs,
  );
  const releases = chronicles.flatMap(({ release }) =>
    release.kind === 'release' ? [release] : [],
  );
  const logs = await Promise.all(
    releases.map(
      async ({
        id,
        service: name,
        target,
        build,
      }): Promise<readonly (readonly [string, Changelog])[]> => {
        const log = target && (await ledger.changelog(name, target.version, build.version));
        return log ? [[id, log]] : [];
      },
    ),
  );
  const books: SummaryRecords = {
    chronicles,
    changelogs: new Map(logs.flat()),
    wall: (at) => clock.wall(at),
  };
  const told = service === null ? services : [service];
  const lines = await Promise.all(told.map((name) => ledger.line(name)));
  const summary = summaryOf(books, period, service, clock.now(), lines);
  // Only of a single day each thing is listed, and leads to its thread.
  return period.span === 'today' ? withCards(ledger, summary) : summary;
}

/** The same summary with a way to every thread: for a report that lists all of them. */
export async function withCards(
  ledger: Pick<Ledger, 'messages'>,
  summary: Summary,
): Promise<Summary> {
  return {
    ...summary,
    items: await Promise.all(summary.items.map((item) => withCard(ledger, item))),
  };
}

/** The same summary with who did what in each thing that broke: for a report that has the room. */
export async function withTimelines(
  ledger: Pick<Ledger, 'events' | 'release'>,
  summary: Summary,
): Promise<Summary> {
  const broken = await Promise.all(
    summary.broken.map(async (one) => {
      const releases = await Promise.all(one.releases.map((id) => ledger.release(id)));
      const recorded = await Promise.all(one.releases.map((id) => ledger.events(id)));
      const found = releases.filter((release) => release !== null);
      return { ...one, timeline: timelineOf(found, recorded.flat()) };
    }),
  );
  return { ...summary, broken };
}

async function withCard(ledger: Pick<Ledger, 'messages'>, item: Item): Promise<Item> {
  const card = (await ledger.messages(item.release ?? buildKey(item))).find(
    ({ kind }) => kind === 'card',
  );
  return card && card.ts !== null
    ? { ...item, card: { channel: card.channel, ts: card.ts } }
    : item;
}
