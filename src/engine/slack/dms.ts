import type { Claim } from '../../ports/ledger.ts';
import { type Circle, type Tidings, tidingsOf } from '../../release/seen/audience.ts';
import { isInSlack } from '../../release/state/people.ts';
import { newReader, type Reader } from '../../release/state/reader.ts';
import type { Release } from '../../release/state/release.ts';
import { mayWriteAt } from '../../summary/quiet.ts';
import type { Newsroom } from '../reports/reporting.ts';
import { earliest, type Shop } from '../worker-context.ts';
import { showTo } from '../reports/summaries.ts';
import { threadKeyOf } from './thread-key.ts';

/** How many of a service's releases are searched for the one that carries a pre-release. */
const searched = 50;
/** Whoever is away is looked for again so much later (clock ms). */
const lookAgainMs = 10 * 60_000;

/**
 * Writes to each person what concerns them, once and in order; answers when the next word is due.
 */
export async function writeToPeople(
  shop: Shop,
  newsroom: Newsroom,
  claim: Claim,
): Promise<number | null> {
  const { ledger, clock } = shop.ports;
  const release = await ledger.release(claim.key.slice('dm:'.length));
  if (!release || (await isToldElsewhere(shop, release))) return null;
  const now = clock.now();
  const circle = await circleOf(shop, newsroom, release);
  const thread = await threadOf(shop, newsroom, release);
  const later: number[] = [];
  for (const tidings of tidingsOf(release, circle, now)) {
    const reader =
      circle.readers.find(({ person }) => person === tidings.person) ?? newReader(tidings.person);
    const free = tidings.dueAt > now ? tidings.dueAt : await mayWrite(shop, newsroom, reader, now);
    const at = free > now ? free : await atDesk(shop, tidings, now);
    const wanted = {
      subject: `dm:${release.id}:${tidings.person}`,
      kind: tidings.kind,
      lane: 'slack',
      place: 'channel',
      broadcast: false,
      content: newsroom.dm(release, tidings, thread, now),
    } as const;
    if (at > now && Number.isFinite(at)) later.push(at);
    const againAt = await showTo(shop, claim, tidings.person, { ...wanted, post: at <= now });
    if (againAt !== null) later.push(againAt);
  }
  return earliest(...later);
}

/** Quiet hours are those where this person is; where Slack does not say, those of the team. */
async function mayWrite(
  { ports: { people } }: Shop,
  { calendar }: Newsroom,
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
  { ports: { people } }: Shop,
  { person, untilNext }: Tidings,
  now: number,
): Promise<number> {
  if (untilNext === undefined) return now;
  if (now >= untilNext) return Number.POSITIVE_INFINITY;
  return (await people.presence([person]))[person] === 'away'
    ? Math.min(now + lookAgainMs, untilNext)
    : now;
}

/** A release takes its canaries along, forwards and back: one message tells of both. */
async function isToldElsewhere({ ports: { ledger } }: Shop, release: Release): Promise<boolean> {
  if (release.kind !== 'prerelease' || release.phase.kind === 'waiting') return false;
  const all = await ledger.history(release.service, searched);
  return all.some(
    ({ carries, phase }) =>
      carries.includes(release.id) && ['live', 'rolling-back', 'rolled-back'].includes(phase.kind),
  );
}

async function circleOf(shop: Shop, { authors }: Newsroom, release: Release): Promise<Circle> {
  const { ledger, people, clock } = shop.ports;
  const carried = await Promise.all(release.carries.map((id) => ledger.release(id)));
  const starters = [release, ...carried]
    .map((one) => one?.by ?? null)
    .filter((by) => by !== null)
    .filter(({ id }) => isInSlack(id));
  const asks = release.phase.kind === 'waiting';
  return {
    readers: await ledger.readers(),
    starters: [...new Map(starters.map((by) => [by.id, by])).values()],
    carried: release.carries,
    roster: asks
      ? { ...(await people.roster(shop.teams(release.service))), at: clock.now() }
      : null,
    authors: asks ? [] : await authors(release),
  };
}

async function threadOf(
  { ports: { ledger } }: Shop,
  { link }: Newsroom,
  release: Release,
): Promise<string | null> {
  const card = (await ledger.messages(threadKeyOf(release))).find(({ kind }) => kind === 'card');
  return card && card.ts !== null ? link({ channel: card.channel, ts: card.ts }) : null;
}
