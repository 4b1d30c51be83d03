import { LostLease, NewerRow, PutOff } from '../ports/errors.ts';
import type { Claim } from '../ports/ledger.ts';
import type { Lane } from '../release/state/decision.ts';
import { causesOf } from './causes.ts';
import { clockLane } from './clock/deadlines.ts';
import { deploysLane } from './deploys/record-deploys.ts';
import { jobsLane } from './jobs/run-jobs.ts';
import { keepLent } from './keep-lent.ts';
import { reconcile } from './world/reconcile.ts';
import { pageLane } from './page/page.ts';
import { inReal, type WorkerContext } from './worker-context.ts';
import { slackLane } from './slack/slack-lane.ts';
import { reconcileService } from './world/reconcile-service.ts';
import { ticketsLane } from './tickets/tickets.ts';
import { watchLane } from './watch/watch.ts';
import { newsLane } from './news/tell-news.ts';
import { worded } from '../release/state/worded.ts';
import { readKey } from '../release/state/keys.ts';

/** A world that cannot be reached for this long gets a person (clock ms). */
const giveUpAfterMs = 10 * 60_000;
const retryMaxMs = 15_000;
/** Users wait for it. */
const urgentRetryMaxMs = 2_000;

/** Answers when the same work is due again, null for not by itself. */
export type Job = (context: WorkerContext, claim: Claim) => Promise<number | null>;

const jobs: Readonly<Record<Lane, Job>> = {
  world: seeTo,
  watch: watchLane,
  clock: clockLane,
  page: pageLane,
  slack: slackLane,
  tickets: ticketsLane,
  jobs: jobsLane,
  deploys: deploysLane,
  news: newsLane,
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
 * fault is tried again, and so is what came too late; what somebody else took is let go.
 */
export async function work(context: WorkerContext, claim: Claim): Promise<void> {
  const { ledger, clock } = context.ports;
  const stop = keepLent(context, claim);
  try {
    const dueAt = await jobs[claim.lane](context, claim);
    context.at(`${claim.lane} before settle`);
    await ledger.settle(claim, { dueAt, failed: false, now: clock.now() });
  } catch (cause) {
    if (cause instanceof NewerRow) {
      await leaveToNewer(context, claim, cause);
      return;
    }
    if (cause instanceof LostLease) sayLost(context, claim, cause);
    else if (cause instanceof PutOff)
      context.log.info({ key: claim.key, lane: claim.lane }, `${cause.message}; it comes later`);
    else
      context.log.error(
        { key: claim.key, lane: claim.lane, tries: claim.tries + 1, cause: causesOf(cause) },
        `${claim.lane} work failed; it is tried again`,
      );
    await giveBack(context, claim, cause);
  } finally {
    stop();
  }
}

/** It did not fail: a newer Davy beside this one has it at once, as it was. */
async function leaveToNewer(context: WorkerContext, claim: Claim, cause: NewerRow): Promise<void> {
  const { ledger, clock } = context.ports;
  context.standAside?.();
  context.log.warn(
    { key: claim.key, lane: claim.lane, cause: cause.message },
    'a newer Davy works on this ledger: this one leaves the work to it, and is to be ended',
  );
  const now = clock.now();
  await ledger.settle(claim, { dueAt: now, failed: false, now });
}

/** What was thrown away is said: work that always comes too late would begin anew for ever. */
function sayLost(context: WorkerContext, { key, lane, tries }: Claim, cause: LostLease): void {
  context.log.warn(
    { key, lane, tries: tries + 1, lost: context.countLost?.(), cause: causesOf(cause) },
    `${lane} work was begun and lost; it is done anew`,
  );
}

/** A failure counts also where the work came too late and nobody else took it meanwhile. */
async function giveBack(context: WorkerContext, claim: Claim, cause: unknown): Promise<void> {
  const { ledger, clock } = context.ports;
  try {
    await callForHelp(context, claim, cause);
    const most = claim.urgent === true ? urgentRetryMaxMs : retryMaxMs;
    const dueAt = inReal(clock, Math.min(most, 250 * 2 ** Math.min(claim.tries, 6)));
    await ledger.settle(claim, { dueAt, failed: true, now: clock.now() });
  } catch (fault) {
    // Somebody else has it, and does it.
    if (!(fault instanceof LostLease)) throw fault;
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
