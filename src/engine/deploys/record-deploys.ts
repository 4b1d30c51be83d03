/**
 * # src/engine/deploys
 *
 * The lane that keeps at the error tracker which build serves where. It looks before it records, so
 * that a deploy is there once however often Davy dies; no release waits for it.
 */

import type { DeployPlace, DeployRecords } from '../../ports/deploy-records.ts';
import type { Claim } from '../../ports/ledger.ts';
import type { Build } from '../../release/state/build.ts';
import type { Effect } from '../../release/state/decision.ts';
import type { Release } from '../../release/state/release.ts';
import { lateWindowMs, timing } from '../../time/timing.ts';
import { keepTrying, type OneTry } from '../keep-trying.ts';
import { beforeCall, inReal, realNow, type WorkerContext } from '../worker-context.ts';

type Kind = Extract<Effect, { lane: 'deploys' }>['kind'];

/** What one try at one effect needs. */
type Recording = {
  readonly context: WorkerContext;
  readonly claim: Claim;
  readonly port: DeployRecords;
  readonly release: Release;
  readonly one: OneTry;
};

/** Deploys lane: works off what is to be kept of one release, in its order. */
export async function deploysLane(context: WorkerContext, claim: Claim): Promise<number | null> {
  for (const { id, effect } of await context.ports.ledger.pending(claim)) {
    if (effect.lane !== 'deploys') continue;
    const release = await context.ports.ledger.release(claim.key);
    const port = release && context.ports.deploys(release.service);
    const dueAt =
      release && port
        ? await keepTrying(context, claim, { id, what: effect.kind }, (one) =>
            work({ context, claim, port, release, one }, effect.kind),
          )
        : null;
    if (dueAt !== null) return dueAt;
    await context.ports.ledger.done(claim, id);
  }
  return null;
}

function work(recording: Recording, kind: Kind): Promise<number | null> {
  const { release } = recording;
  switch (kind) {
    case 'register-build':
      return register(recording).then(() => null);
    case 'record-canary':
      return recordOnce(recording, release.build, 'canary');
    case 'record-live':
      return recordOnce(recording, release.build, 'everybody');
    case 'record-way-back':
      return recordWayBack(recording);
  }
}

/** A return leads to an older build, of which the newer one is not what came before. */
async function register({ context, claim, port, release }: Recording): Promise<boolean> {
  await beforeCall(context, claim, 'register a build');
  const before = release.kind === 'return' ? null : release.target;
  return (await port.register(release.build, before)).kind === 'done';
}

/** Wherever the build that is gone was recorded by Davy, the one before it serves again. */
async function recordWayBack(recording: Recording): Promise<number | null> {
  const { context, claim, port, release } = recording;
  if (!release.target) return null;
  await beforeCall(context, claim, 'look for deploys to take back');
  const own = [release.id, ...release.carries];
  const deploys = (await port.deploysOf(release.build)) ?? [];
  for (const { place, release: of } of deploys) {
    if (of === null || !own.includes(of)) continue;
    const dueAt = await recordOnce(recording, release.target, place);
    if (dueAt !== null) return dueAt;
  }
  return null;
}

/** Looked for first, once whatever may still arrive has arrived: only then can looking tell. */
async function recordOnce(
  recording: Recording,
  build: Build,
  place: DeployPlace,
): Promise<number | null> {
  const { context, claim, port, release, one } = recording;
  const { clock } = context.ports;
  const wait = (one.sentAt ?? 0) + lateWindowMs(timing) - realNow(clock);
  if (one.sentAt !== null && wait > 0) return inReal(clock, wait);
  await beforeCall(context, claim, 'look for a deploy');
  const deploys = await port.deploysOf(build);
  if (deploys?.some((deploy) => deploy.place === place && deploy.release === release.id))
    return null;
  // A build of the past is not made known now: it would look like the newest one.
  if (deploys === null && (build !== release.build || !(await register(recording)))) return null;
  await one.sends();
  await beforeCall(context, claim, 'record a deploy');
  await port.record(build, place, release.id);
  context.at('deploys after record');
  return null;
}
