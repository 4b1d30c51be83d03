import { ofService, type TicketRules } from '../../service/service.ts';
import type { Claim } from '../../ports/ledger.ts';
import type { Release } from '../../release/state/release.ts';
import { finishedBy } from '../../release/tickets/keys.ts';
import { again, newWork, type TicketStage, type TicketWork } from '../../release/tickets/work.ts';
import { stageOf } from '../../release/tickets/retry.ts';
import { compare } from '../changes/changelog.ts';
import { beforeCall, inReal, type WorkerContext } from '../worker-context.ts';
import { workOff } from './round.ts';

/** A repository that did not answer is asked again this soon (real ms). */
const againMs = 20_000;
/** How many of a service's releases are searched for the one that carries a pre-release. */
const searched = 50;

/**
 * Tickets lane: does what is due for the tickets of a release, in order. It waits for nobody, and
 * nobody waits for it.
 */
export async function ticketsLane(context: WorkerContext, claim: Claim): Promise<number | null> {
  for (const { id, effect } of await context.ports.ledger.pending(claim)) {
    if (effect.lane !== 'tickets') continue;
    const release = await context.ports.ledger.release(claim.key);
    const dueAt = release ? await workOn(context, claim, release, stageOf[effect.kind]) : null;
    if (dueAt !== null) return dueAt;
    await context.ports.ledger.done(claim, id);
  }
  return null;
}

/** Answers when to come back, null when all that can be done is done. */
async function workOn(
  context: WorkerContext,
  claim: Claim,
  release: Release,
  stage: TicketStage,
): Promise<number | null> {
  const port = context.ports.tickets(release.service);
  const rules = ofService(context.services, release.service).tickets;
  if (!port || !rules) return null;
  const known = (await context.ports.ledger.ticketWork(release.id)).find(
    (work) => work.stage === stage,
  );
  const begun = known
    ? resumed(known, context.ports.clock.now())
    : await begin(context, claim, release, stage, rules);
  if (typeof begun === 'number' || begun === null) return begun;
  if (!known || begun !== known) await context.ports.ledger.saveTicketWork(claim, begun);
  return workOff({ context, claim, port, release }, begun);
}

/** What had ended was asked for again. */
function resumed(known: TicketWork, now: number): TicketWork {
  return known.endedAt === null ? known : again(known, now);
}

async function begin(
  context: WorkerContext,
  claim: Claim,
  release: Release,
  stage: TicketStage,
  rules: TicketRules,
): Promise<TicketWork | number | null> {
  const { service, build, target, kind } = release;
  // The release that carries it tells the same tickets the same thing.
  if (
    stage === 'back' &&
    kind === 'prerelease' &&
    (await context.ports.ledger.history(service, searched)).some(({ carries }) =>
      carries.includes(release.id),
    )
  )
    return null;
  await beforeCall(context, claim, 'compare');
  const compared = await compare(context.ports, service, build, target);
  if (compared.kind === 'unread') return inReal(context.ports.clock, againMs);
  if (compared.kind === 'none') return null;
  const keys = finishedBy(
    kind === 'return' ? compared.log.removed : compared.log.changes,
    rules.projects,
  );
  if (keys.length === 0) return null;
  const version =
    rules.fixVersion === null ? null : rules.fixVersion.replaceAll('{version}', build.version);
  return newWork(
    { release: release.id, stage, done: rules.done, version, since: context.ports.clock.now() },
    keys,
  );
}
