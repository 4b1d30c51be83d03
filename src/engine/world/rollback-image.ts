import { orNull } from '../../ports/or-null.ts';
import type { Claim } from '../../ports/ledger.ts';
import type { ImageSeen } from '../../release/state/servers.ts';
import type { Release } from '../../release/state/release.ts';
import { beforeCall, type WorkerContext } from '../worker-context.ts';

/** The image of the way back is looked for again after so many looks. */
const looksBetween = 10;

/**
 * Whether users could go back after the old servers are gone: asked now and then while a release
 * goes forward, and while a pre-release soaks, whose release could not start without it. Null when
 * it need not be asked or nobody answers.
 */
export async function imageOfTheWayBack(
  context: WorkerContext,
  claim: Claim,
  { service, target, seen, phase, plan }: Release,
): Promise<ImageSeen | null> {
  const { clock, fleet } = context.ports;
  const due =
    clock.now() - (seen?.image?.at ?? Number.NEGATIVE_INFINITY) >= looksBetween * plan.lookEveryMs;
  if (!target || phase.kind === 'rolling-back' || !due) return null;
  await beforeCall(context, claim, `find the image of ${target.version}`);
  // Where nobody answers, what was known before stays what is known.
  const state = await orNull(() => fleet(service).imageState(service, target.image));
  return state && { at: clock.now(), found: state === 'ready' };
}
