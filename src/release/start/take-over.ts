import { isSignedOff } from '../approval/sign-off.ts';
import type { Decision, Refusal } from '../state/decision.ts';
import type { PersonEvent } from '../state/person-event.ts';
import type { Line } from '../state/line.ts';
import { inPhase, moved, nameOf, refuse } from '../state/outcome.ts';
import { rosterAgeMaxMs, teamsOf } from '../state/people.ts';
import type { Release } from '../state/release.ts';

/**
 * Why a release cannot change hands now, if it cannot: the button and the transition both ask here.
 */
export function ownRefusal(line: Line, release: Release): Refusal | null {
  const { phase, kind, service } = release;
  const name = nameOf(release);
  if (kind === 'return') return refuse('not-now', 'nobodyOwns', name);
  if (line.moving?.carries.includes(release.id))
    return refuse('moving', 'ownRelease', name, service);
  if (phase.kind === 'announcing' || (phase.kind === 'stuck' && phase.from.kind === 'announcing'))
    return refuse('too-late', 'nothingToOwn', name);
  return null;
}

/**
 * Somebody with standing takes a release over. Their own yes no longer counts: whoever owns a
 * release, or did, never approves it.
 */
export function takeOver(
  line: Line,
  release: Release,
  { by, at, roster }: Extract<PersonEvent, { kind: 'owned' }>,
): Decision {
  const no = ownRefusal(line, release);
  if (no) return no;
  if (release.by?.id === by.id) return refuse('nothing-to-do', 'ownsAlready', nameOf(release));
  if (at - roster.at > rosterAgeMaxMs) return refuse('roster-unknown', 'whoMayOwn');
  if (teamsOf(by, roster, at).length === 0)
    return refuse('not-entitled', 'mayOwn', release.service);
  const next: Release = {
    ...release,
    by,
    owners: release.by ? [...release.owners, release.by] : release.owners,
    rev: release.rev + 1,
  };
  const open = release.phase.kind === 'approved' && !isSignedOff(next, at, null);
  return moved(line, open ? inPhase(next, { kind: 'waiting', since: at }) : next);
}
