import type { Because } from './state/because.ts';
import { type Build, sameBuild } from './state/build.ts';
import type { End } from './state/phase.ts';
import type { Release } from './state/release.ts';

/** Whether a build was good, as far as what became of it says so. */
export type TurnedOut =
  | { readonly kind: 'good' }
  | { readonly kind: 'bad'; readonly how: 'rolled-back' | 'taken-back' | 'its-release' }
  /** It ended for a reason that says nothing of the build, or has not ended. */
  | { readonly kind: 'unknown'; readonly end: End | 'open' };

/**
 * What became of a build: it went live and stayed, or went back because of how it was. A
 * pre-release that was carried is what its release became; `history` has everything since.
 */
export function turnedOut(release: Release, history: readonly Release[]): TurnedOut {
  const { phase, build } = release;
  switch (phase.kind) {
    case 'live':
      return isTakenBack(release, history) ? { kind: 'bad', how: 'taken-back' } : { kind: 'good' };
    case 'carried':
      return ofCarrier(release, history, build);
    case 'rolled-back':
      return isOfBuild(phase.because)
        ? { kind: 'bad', how: 'rolled-back' }
        : { kind: 'unknown', end: phase.kind };
    case 'declined':
    case 'expired':
    case 'replaced':
    case 'stopped':
    case 'failed':
    case 'cancelled':
      return { kind: 'unknown', end: phase.kind };
    default:
      return { kind: 'unknown', end: 'open' };
  }
}

/** Whoever left a build that was live said that it was not good. */
function isTakenBack({ build, at }: Release, history: readonly Release[]): boolean {
  return history.some(
    (one) =>
      one.kind === 'return' && one.at > at && one.target !== null && sameBuild(one.target, build),
  );
}

function ofCarrier({ id }: Release, history: readonly Release[], build: Build): TurnedOut {
  const carriers = history.filter(({ carries }) => carries.includes(id));
  const carrier = carriers.reduce<Release | null>(
    (newest, one) => (newest === null || one.at > newest.at ? one : newest),
    null,
  );
  if (!carrier) return { kind: 'unknown', end: 'open' };
  const found = turnedOut(carrier, history);
  // Nothing is known against another build that had to come back along with it.
  if (found.kind !== 'bad') return found;
  return sameBuild(carrier.build, build)
    ? { kind: 'bad', how: found.how === 'taken-back' ? 'taken-back' : 'its-release' }
    : { kind: 'unknown', end: 'rolled-back' };
}

/** What was measured, or what a person said, speaks of the build; trouble of the world does not. */
function isOfBuild({ kind }: Because): boolean {
  return kind === 'unhealthy' || kind === 'said' || kind === 'words';
}
