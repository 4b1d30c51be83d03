import { orNull } from '../../ports/or-null.ts';
import type { Order } from '../../ports/fleet.ts';
import type { Claim } from '../../ports/ledger.ts';
import { sameFound, servingVersions } from '../../release/line/adopt.ts';
import type { Line } from '../../release/state/line.ts';
import type { ReminderFacts } from '../../release/state/reminder-facts.ts';
import { overdueIn, overdueOn, remindersDue } from '../../release/reminders/reminder.ts';
import type { OfficeHours } from '../../release/state/office-hours.ts';
import { isInSlack } from '../../release/state/people.ts';
import { leftBehind } from '../../release/servers/came-back.ts';
import { leftUnguarded } from '../../release/servers/left-unguarded.ts';
import type { Server } from '../../release/state/servers.ts';
import { type Release, thereAgain } from '../../release/state/release.ts';
import { beforeCall, inReal, type WorkerContext } from '../worker-context.ts';
import { lookBehind } from './look-for-strays.ts';
import { reap } from './reap.ts';
import { findAwaitedImages } from './find-images.ts';
import { keepWayBackMeanwhile } from './way-back.ts';
import { foundIn } from '../../service/service.ts';

/** While nobody said what is live, the servers are looked at this often (real ms). */
const whileUnknownMs = 30_000;
/**
 * What is forgotten is looked for this often (clock ms), and never more often than that (real ms).
 */
const roundMs = 60_000;
const roundLeastMs = 2_000;
/** Who left a server unprotected is among the newest releases. */
const historyLooked = 20;

/**
 * World lane of a line: finds out what serves as long as nobody said what is live, and what people
 * left lying about.
 */
export async function reconcileService(
  context: WorkerContext,
  claim: Claim,
  service: string,
): Promise<number | null> {
  const { clock, ledger } = context.ports;
  // A service that left davy.yml is nobody's business any more.
  if (!foundIn(context.services, service)) return null;
  // A fleet that is slow to answer keeps nobody from learning of a way back.
  await keepWayBackMeanwhile(context, claim, service);
  const line = await ledger.line(service);
  if (!line.live) await findWhatServes(context, claim, line);
  else await findWhatCameBack(context, claim, line);
  await findAwaitedImages(context, claim, line);
  const soon = context.office ? await remind(context, claim, line, context.office) : null;
  const round = Math.max(
    Math.min(clock.now() + roundMs, soon ?? Number.POSITIVE_INFINITY),
    inReal(clock, roundLeastMs),
  );
  return line.live ? round : Math.min(round, inReal(clock, whileUnknownMs));
}

async function findWhatServes(
  context: WorkerContext,
  claim: Claim,
  { service, found: before }: Line,
): Promise<void> {
  const { fleet, ledger, clock } = context.ports;
  await beforeCall(context, claim, 'see what serves');
  const { servers } = await fleet(service).observe(service);
  const versions = servingVersions(servers);
  const found = await Promise.all(
    versions.map(async (one) => ({
      ...one,
      registered: typeof (await ledger.build(service, one.version))?.image === 'string',
    })),
  );
  if (!sameFound(before, found))
    await context.tell(
      { service, release: null, claim },
      { kind: 'fleet-seen', at: clock.now(), found },
    );
}

/** A fleet that does not answer is looked at again in the next round, and nothing waits for it. */
async function findWhatCameBack(context: WorkerContext, claim: Claim, line: Line): Promise<void> {
  const { fleet, ledger, clock } = context.ports;
  const { service } = line;
  await beforeCall(context, claim, 'see what is left behind');
  const look = await lookBehind(fleet(service), service);
  const { servers, strays } = look;
  // What a release that moves has switched off it puts back itself.
  if (!line.moving) {
    await guardWhatWasLeft(context, claim, line, servers ?? []);
    // Else the next round does it; what a release held still it may have left so, however it ended.
    const stillMine = () => beforeCall(context, claim, 'let it scale');
    await orNull(async () => fleet(service).letScale?.(ownOrder(claim, line, stillMine), true));
  }
  const open = await ledger.open(service);
  await reap(context, claim, line, open, look);
  const left = leftBehind(line, open, servers ?? [], strays ?? []);
  if (left === null) return;
  for (const [id, there] of left) {
    const release = await ledger.release(id);
    if (release?.service !== service) continue;
    const told = thereAgain(release);
    const news = there.flatMap((one) => (told.includes(one.id) ? [] : [one.id]));
    if (news.length > 0 || (release.cameBackGone !== null && told.length > 0))
      await context.tell(
        { service, release: id, claim },
        { kind: 'came-back', at: clock.now(), servers: news },
      );
  }
  // What nobody was asked about, or what did not answer, is not gone; nor is what may be the own of
  // a release that moves.
  if (line.moving) return;
  if (servers === null || strays === null || servers.some(({ state }) => state === 'unknown'))
    return;
  const at = clock.now();
  for (const id of line.leftBehind.filter((one) => !left.has(one)))
    await context.tell(
      { service, release: id, claim },
      { kind: 'gone-again', at, wall: clock.wall(at) },
    );
}

/** Read only where somebody is unguarded at all: hardly ever. */
async function guardWhatWasLeft(
  context: WorkerContext,
  claim: Claim,
  line: Line,
  servers: readonly Server[],
): Promise<void> {
  const { service } = line;
  const { fleet, ledger } = context.ports;
  if (servers.every((server) => server.protected !== false)) return;
  const left = leftUnguarded(await ledger.history(service, historyLooked), servers);
  if (left.length === 0) return;
  context.log.info({ service, servers: left }, `guarding what was left unprotected of ${service}`);
  const stillMine = () => beforeCall(context, claim, 'guard what was left');
  const order = ownOrder(claim, line, stillMine);
  // Else the next round does it; people are reminded all the same.
  await orNull(() => fleet(service).protect(order, left, true));
}

/** An order for the line as a whole. */
function ownOrder(
  claim: Claim,
  { service, seq: turn }: Line,
  stillMine: Order['stillMine'],
): Order {
  return { service, release: claim.key, turn, fence: claim.fence, stillMine };
}

/**
 * Tells that time passed wherever somebody has to be reminded; the core decides whom, and remembers
 * it. Answers when something that cannot wait is due next.
 */
async function remind(
  context: WorkerContext,
  claim: Claim,
  line: Line,
  office: OfficeHours,
): Promise<number | null> {
  const { ledger, clock } = context.ports;
  const { service } = line;
  const open = await ledger.open(service);
  const facts: ReminderFacts = { office, gone: await goneOf(context, claim, open) };
  const at = clock.now();
  if (remindersDue(overdueOn(line, at), line.reminders, facts, at).length > 0)
    await context.tell({ service, release: null, claim }, { kind: 'time-passed', at, facts });
  for (const release of open) {
    if (remindersDue(overdueIn(release, facts.gone), release.reminders, facts, at).length > 0)
      await context.tell(
        { service, release: release.id, claim },
        { kind: 'time-passed', at, facts },
      );
  }
  const soon = open.flatMap((release) =>
    overdueIn(release, facts.gone).flatMap(({ soonAt }) =>
      soonAt !== null && soonAt > at ? [soonAt] : [],
    ),
  );
  return soon.length > 0 ? Math.min(...soon) : null;
}

/** Owners who are here no more. Whoever the directory says nothing of is still here. */
async function goneOf(
  context: WorkerContext,
  claim: Claim,
  open: readonly Release[],
): Promise<readonly string[]> {
  const owners = [...new Set(open.flatMap(({ by }) => (by && isInSlack(by.id) ? [by.id] : [])))];
  if (owners.length === 0) return [];
  await beforeCall(context, claim, 'see who is still here');
  const people = await orNull(() =>
    Promise.all(owners.map((id) => context.ports.people.person(id))),
  );
  return (people ?? []).flatMap(({ id, standing }) => (standing === 'outside' ? [id] : []));
}
