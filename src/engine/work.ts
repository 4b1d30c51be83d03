import { LostLease } from '../ports/errors.ts';
import type { Claim } from '../ports/ledger.ts';
import type { Lane } from '../release/state/decision.ts';
import { causesOf } from './causes.ts';
import { clockLane } from './clock/deadlines.ts';
import { reconcile } from './world/reconcile.ts';
import { pageLane } from './page/page.ts';
import { inReal, type WorkerContext } from './worker-context.ts';
import { slackLane } from './slack/slack-lane.ts';
import { reconcileService } from './world/reconcile-service.ts';
import { ticketsLane } from './tickets/tickets.ts';
import { watchLane } from './watch/watch.ts';
import { worded } from '../release/state/worded.ts';
import { readKey } from '../release/state/keys.ts';

/** A world that cannot be reached for this long gets a person (clock ms). */
const giveUpAfterMs = 10 * 60_000;
const retryMaxMs = 15_000;

/** Answers when the same work is due again, null for not by itself. */
export type Job = (context: WorkerContext, claim: Claim) => Promise<number | null>;

const jobs: Readonly<Record<Lane, Job>> = {
  world: seeTo,
  watch: watchLane,
  clock: clockLane,
  page: pageLane,
  slack: slackLane,
  tickets: ticketsLane,
};

/** The world of one release, or of a service as a whole. */
function seeTo(context: WorkerContext, claim: Claim): Promise<number | null> {
  const key = readKey(claim.key);
  return key?.kind === 'line'
    ? reconcileService(context, claim, key.service)
    : reconcile(context, claim);
}

/**
 * Does one lent piece of work and gives it back. The one place where the engine catches: an outside
 * fault is tried again, a lost lease is let go.
 */
export async function work(context: WorkerContext, claim: Claim): Promise<void> {
  const { ledger, clock } = context.ports;
  try {
    const dueAt = await jobs[claim.lane](context, claim);
    context.at(`${claim.lane} before settle`);
    await ledger.settle(claim, { dueAt, failed: false, now: clock.now() });
  } catch (cause) {
    if (cause instanceof LostLease) return;
    context.log.error(
      { key: claim.key, lane: claim.lane, tries: claim.tries + 1, cause: causesOf(cause) },
      `${claim.lane} work failed; it is tried again`,
    );
    await callForHelp(context, claim, cause);
    const dueAt = inReal(clock, Math.min(retryMaxMs, 250 * 2 ** Math.min(claim.tries, 6)));
    await ledger.settle(claim, { dueAt, failed: true, now: clock.now() });
  }
}

async function callForHelp(context: WorkerContext, claim: Claim, cause: unknown): Promise<void> {
  const { ledger, clock } = context.ports;
  if (
    claim.lane !== 'world' ||
    claim.failingSince === null ||
    clock.now() - claim.failingSince < giveUpAfterMs
  )
    return;
  const release = await ledger.release(claim.key);
  if (!release) return;
  const because = cause instanceof Error ? worded(cause.message) : ({ kind: 'fault' } as const);
  await context.tell(
    { service: release.service, release: release.id, claim },
    { kind: 'gave-up', at: clock.now(), because },
  );
}
