import { signOff } from '../../release/approval/sign-off.ts';
import { hasOwned, type Release } from '../../release/state/release.ts';

/** Whether this person's word is missing, and would count. */
export function asksFor(
  release: Release,
  person: string,
  speaksFor: (team: string) => boolean,
  now: number,
): boolean {
  if (release.phase.kind !== 'waiting' || release.countdown || hasOwned(release, person))
    return false;
  const open = signOff(release, now, null).filter(
    ({ team, by, of }) => by.length < of && speaksFor(team),
  );
  return open.some(({ by }) => !by.some((approval) => approval.by.id === person));
}

/** Whether somebody has to look at it now, whoever that is. */
export function needsSomebody({ countdown, hold, phase }: Release): boolean {
  return (
    phase.kind === 'stuck' || phase.kind === 'rolling-back' || countdown !== null || hold !== null
  );
}
