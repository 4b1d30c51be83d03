import type { Step } from '../../../src/release/servers/step.ts';
import type { Release } from '../../../src/release/state/release.ts';
import type { Server } from '../../../src/release/state/servers.ts';
import type { Machine, Machines } from './fleet.ts';

/** One call to the fleet, just before it is carried out. */
export type Doing = {
  readonly at: number;
  readonly release: Release;
  readonly step: Step;
  /** What the look showed that the step was decided from. */
  readonly seen: readonly Server[];
  readonly machines: Machines;
};

/** Whether a machine is the release's own; a rollback takes its canaries along. */
export function isOwn(
  { id, build, carries, kind, phase }: Release,
  one: Pick<Machine, 'release' | 'version'>,
): boolean {
  const carried =
    kind !== 'prerelease' && phase.kind === 'rolling-back' && carries.includes(one.release);
  return (one.release === id && one.version === build.version) || carried;
}

/** Whether its users stand against it, or go back to it. */
export function isOld(
  { target, carries, phase, id, build }: Release,
  one: Pick<Machine, 'release' | 'version'>,
): boolean {
  if (one.release === id && one.version === build.version) return false;
  if (carries.includes(one.release)) return phase.kind !== 'rolling-back';
  return one.version === target?.version;
}

/** Whether it may carry what a release does not get: canaries that go along do not. */
export function isHome(release: Release, one: Pick<Machine, 'release' | 'version'>): boolean {
  return isOld(release, one) && !release.carries.includes(one.release);
}
