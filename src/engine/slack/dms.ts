/**
 * # src/engine/slack
 *
 * The lane that makes Slack show what the ledger says: threads, Home tabs, direct messages. Decides
 * what is posted, edited or left alone.
 */

import type { Claim } from '../../ports/ledger.ts';
import { type Circle, type PersonalNews, personalNews } from '../../release/seen/audience.ts';
import { isInSlack, rosterAsOf } from '../../release/state/people.ts';
import { newReader, type Reader } from '../../release/state/reader.ts';
import type { Release } from '../../release/state/release.ts';
import { foundIn, rosterIds } from '../../service/service.ts';
import { mayWriteAt } from '../../summary/quiet.ts';
import type { Reporting } from '../reports/reporting.ts';
import { eachAlone } from '../each-alone.ts';
import { earliest, type WorkerContext } from '../worker-context.ts';
import { showTo } from '../reports/summaries.ts';
import { threadKeyOf } from './thread-key.ts';
import { personKey } from '../../release/state/keys.ts';

/** How many of a service's releases are searched for the one that carries a pre-release. */
const searched = 50;
/** Whoever is away is looked for again so much later (clock ms). */
const lookAgainMs = 10 * 60_000;

/**
 * Writes to each person what concerns them, once and in order; answers when the next word is due.
 */
export async function writeToPeople(
  context: WorkerContext,
  reporting: Reporting,
  claim: Claim,
  id: string,
): Promise<number | null> {
  const { ledger, clock } = context.ports;
  const release = await ledger.release(id);
  if (!release || (await isToldElsewhere(context, release))) return null;
  const now = clock.now();
  const circle = await circleOf(context, reporting, release);
  const thread = await threadOf(context, reporting, release);
  const later: number[] = [];
  const write = async (tidings: PersonalNews) => {
    const reader =
      circle.readers.find(({ person }) => person === tidings.person) ?? newReader(tidings.person);
    const free =
      tidings.dueAt > now ? tidings.dueAt : await mayWrite(context, reporting, reader, now);
    const at = free > now ? free : await atDesk(context, tidings, now);
    const wanted = {
      subject: personKey(tidings.person, release.id),
      kind: tidings.kind,
      lane: 'slack',
      place: 'channel',
      broadcast: false,
      content: reporting.dm(release, tidings, thread, now),
    } as const;
    if (at > now && Number.isFinite(at)) later.push(at);
    const againAt = await showTo(context, claim, tidings.person, { ...wanted, post: at <= now });
    if (againAt !== null) later.push(againAt);
  };
  const all = Map.groupBy(personalNews(release, circle, now), ({ person }) => person);
  await eachAlone(claim, [...all.values()], async (ofOne) => {
    for (const tidings of ofOne) await write(tidings);
  });
  return earliest(...later);
}

/** Quiet hours are those where this person is; where Slack does not say, those of the team. */
async function mayWrite(
  { ports: { people } }: WorkerContext,
  { calendar }: Reporting,
  { person, quiet }: Reader,
  now: number,
): Promise<number> {
  if (!quiet) return now;
  const { zone } = await people.person(person);
  return mayWriteAt(now, quiet, zone ?? calendar.zone);
}

/**
 * A question may wait until somebody comes back to their desk; where nobody says who is there, it
 * does not.
 */
async function atDesk(
  { ports: { people } }: WorkerContext,
  { person, untilNext }: PersonalNews,
  now: number,
): Promise<number> {
  if (untilNext === undefined) return now;
  if (now >= untilNext) return Number.POSITIVE_INFINITY;
  return (await people.presence([person]))[person] === 'away'
    ? Math.min(now + lookAgainMs, untilNext)
    : now;
}

/** A release takes its canaries along, forwards and back: one message tells of both. */
async function isToldElsewhere(
  { ports: { ledger } }: WorkerContext,
  release: Release,
): Promise<boolean> {
  if (release.kind !== 'prerelease' || release.phase.kind === 'waiting') return false;
  const all = await ledger.history(release.service, searched);
  return all.some(
    ({ carries, phase }) =>
      carries.includes(release.id) && ['live', 'rolling-back', 'rolled-back'].includes(phase.kind),
  );
}

async function circleOf(
  context: WorkerContext,
  { authors }: Reporting,
  release: Release,
): Promise<Circle> {
  const { ledger, people, clock } = context.ports;
  const carried = await Promise.all(release.carries.map((id) => ledger.release(id)));
  const starters = [release, ...carried]
    .map((one) => one?.by ?? null)
    .filter((by) => by !== null)
    .filter(({ id }) => isInSlack(id));
  const asks = release.phase.kind === 'waiting';
  // One that left davy.yml has nobody to ask.
  const service = foundIn(context.services, release.service);
  return {
    readers: await ledger.readers(),
    starters: [...new Map(starters.map((by) => [by.id, by])).values()],
    carried: release.carries,
    roster: asks
      ? rosterAsOf(await people.roster(service ? rosterIds(service) : {}), clock.now())
      : null,
    authors: asks ? [] : await authors(release),
  };
}

async function threadOf(
  { ports: { ledger } }: WorkerContext,
  { link }: Reporting,
  release: Release,
): Promise<string | null> {
  const card = (await ledger.messages(threadKeyOf(release))).find(({ kind }) => kind === 'card');
  return card && card.ts !== null ? link({ channel: card.channel, ts: card.ts }) : null;
}
