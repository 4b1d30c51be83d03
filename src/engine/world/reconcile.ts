import { ancestryOf } from './ancestry.ts';
import type { Claim } from '../../ports/ledger.ts';
import { isAboutToTurn } from '../../release/start/other-prereleases.ts';
import { goesOutAt } from '../../release/start/daily-slot.ts';
import type { Decision, Refusal } from '../../release/state/decision.ts';
import type { Line } from '../../release/state/line.ts';
import type { Server } from '../../release/state/servers.ts';
import { isOpen, type Release } from '../../release/state/release.ts';
import { nextStep } from '../../release/servers/next-step.ts';
import { NoCapacity, Replaced, Superseded } from '../../ports/errors.ts';
import { beforeCall, inReal, realNow, type WorkerContext } from '../worker-context.ts';
import { orderTo, refuseOld } from './order.ts';
import { perform } from './perform.ts';
import { imageOfTheWayBack } from './rollback-image.ts';
import { startWhenReady } from './start-when-ready.ts';
import { keepWayBack, learnOfTakeBack } from './way-back.ts';

/**
 * After a step the world is looked at again this soon; after a launch, and where things move, this
 * often (real ms).
 */
const afterStepMs = 150;
const whileMovingMs = 1_000;
const whileWatchingMs = 5_000;

/**
 * World lane: sees what is there, tells it, and does the one next thing that is still wanted.
 * Answers when to look again.
 */
export async function reconcile(context: WorkerContext, claim: Claim): Promise<number | null> {
  const { clock, ledger, fleet } = context.ports;
  const before = await ledger.release(claim.key);
  if (!before || !isOpen(before)) return null;
  const { service, phase } = before;
  const line = await ledger.line(service);
  if (await comesBackAlong(context, line, before)) return clock.now() + before.plan.lookEveryMs;
  const image = await imageOfTheWayBack(context, claim, before);
  await beforeCall(context, claim, `observe in ${phase.kind}`);
  const asked = realNow(clock);
  const [{ servers, singles }, ancestry] = await Promise.all([
    fleet(service).observe(service, isUrgent(line, before)),
    ancestryOf(context, before),
  ]);
  context.at(`world after observe in ${phase.kind}`);
  refuseOld(context, { service, asked });
  const at = clock.now();
  const decision = await context.tell(
    { service, release: before.id, claim },
    {
      kind: 'observed',
      at,
      wall: clock.wall(at),
      servers,
      singles,
      ...(image ? { image } : {}),
      ...(ancestry ? { ancestry } : {}),
    },
  );
  if (isSettled(decision, servers, at)) return whenAgain(context, decision.release);
  const stepped = await doNextStep(context, claim, servers, asked);
  if (stepped !== null) return inReal(clock, stepped);
  return whenAgain(context, await startWhenReady(context, claim));
}

/** Nothing is more urgent than a look from which a way back goes on, or begins. */
function isUrgent(line: Line, release: Release): boolean {
  return isWayBack(release) || isAboutToTurn(line, release);
}

function isWayBack({ kind, phase }: Release): boolean {
  return kind === 'return' || phase.kind === 'rolling-back';
}

/**
 * The release that took it along brings the users of both home: nothing is asked for this one
 * meanwhile, so that nothing stands in the way. The end of that rollback wakes it.
 */
async function comesBackAlong(
  { ports: { ledger } }: WorkerContext,
  { moving }: Line,
  { id, kind }: Release,
): Promise<boolean> {
  if (kind !== 'prerelease') return false;
  if (!moving?.carries.includes(id)) return false;
  const phase = (await ledger.release(moving.release))?.phase;
  // A start that failed leaves the canary where it is: its way back is its own.
  return phase?.kind === 'rolling-back' && phase.end === 'rolled-back';
}

/**
 * Most looks at a moving release find nothing to do: the state just stored says so, and need not be
 * read again.
 */
function isSettled(
  decision: Decision,
  servers: readonly Server[],
  at: number,
): decision is Exclude<Decision, Refusal> & { readonly release: Release } {
  if (decision.kind === 'refused' || !decision.release) return false;
  if (decision.release.kind === 'prerelease') return false;
  return (
    isOpen(decision.release) && nextStep(decision.line, decision.release, servers, at) === null
  );
}

/**
 * Decides on the newest state, and only then acts: a rollback recorded meanwhile is seen here, and
 * a worker that stood still since it looked does nothing. Answers how soon to look again (real ms);
 * null where nothing was to be done.
 */
async function doNextStep(
  context: WorkerContext,
  claim: Claim,
  servers: readonly Server[],
  asked: number,
): Promise<number | null> {
  const { ledger, clock, fleet } = context.ports;
  const before = await ledger.release(claim.key);
  if (!before) return null;
  await ledger.renew(claim);
  const line = await ledger.line(before.service);
  const release = await ledger.release(claim.key);
  if (!release || !isOpen(release)) return null;
  const look = { service: before.service, asked };
  refuseOld(context, look);
  const step = nextStep(line, release, servers, clock.now());
  if (!step) return null;
  // Nothing goes forward before its way back is kept, and no way back waits for that.
  if (!isWayBack(release) && (await keepWayBack(context, claim, release.service))) return 0;
  context.log.info(
    { release: release.id, phase: release.phase.kind, step },
    `${step.kind} for ${release.service} ${release.build.version}`,
  );
  context.at(`world before ${step.kind}`);
  try {
    const order = orderTo(step.kind, context, claim, release, look);
    const its = fleet(release.service);
    // A way back waits for nothing.
    if (isMoved(line, release) && !isWayBack(release)) await its.letScale?.(order, false);
    await perform(its, order, step);
  } catch (cause) {
    if (cause instanceof NoCapacity) {
      await tellRefused(context, claim, release, cause);
      return whileMovingMs;
    }
    if (cause instanceof Replaced && (await learnOfTakeBack(context, claim, release, cause)))
      return 0;
    if (!(cause instanceof Superseded)) throw cause;
    context.log.info(
      { release: release.id, step },
      `${step.kind} was not finished: ${cause.message}`,
    );
    return 0;
  }
  context.at(`world after ${step.kind}`);
  return ['launch', 'prepare', 'swap'].includes(step.kind) ? whileMovingMs : afterStepMs;
}

/** What a fleet refuses for certain changes what it is told next. */
async function tellRefused(
  { ports: { clock }, log, tell }: WorkerContext,
  claim: Claim,
  { id, service }: Release,
  { message, refused }: NoCapacity,
): Promise<void> {
  log.warn({ release: id, ...refused }, message);
  const at = clock.now();
  await tell(
    { service, release: id, claim },
    { kind: 'launch-refused', at, wall: clock.wall(at), ...refused },
  );
}

/** Whether users of this release move, and of no other. */
function isMoved({ moving }: Line, { id }: Release): boolean {
  return moving?.release === id && moving.migrating;
}

function whenAgain({ ports: { clock } }: WorkerContext, release: Release | null): number | null {
  if (!release || !isOpen(release)) return null;
  const { phase, plan } = release;
  const regular = clock.now() + plan.lookEveryMs;
  const slot = phase.kind === 'approved' ? goesOutAt(plan, phase.since, clock.now()) : null;
  if (slot !== null && slot > clock.now()) return Math.min(regular, slot);
  if (['soaking', 'waiting', 'approved', 'stuck'].includes(phase.kind)) return regular;
  // Users who have moved are only watched; whatever is decided meanwhile wakes this lane at once.
  const watched =
    phase.kind === 'watching' || (phase.kind === 'migrating' && phase.movedAt !== null);
  return Math.min(regular, inReal(clock, watched ? whileWatchingMs : whileMovingMs));
}
