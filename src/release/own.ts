import { isSignedOff } from './approvals.ts';
import type { Decision, Refusal } from './decision.ts';
import type { PersonEvent } from './event.ts';
import type { Line } from './line.ts';
import { inPhase, moved, nameOf, refuse } from './outcome.ts';
import { rosterAgeMaxMs, teamsOf } from './people.ts';
import type { Release } from './release.ts';

/** Why a release cannot change hands now, if it cannot: the button and the transition both ask here. */
export function ownRefusal(line: Line, release: Release): Refusal | null {
  const { phase, fast, service } = release;
  const name = nameOf(release);
  if (fast) return refuse('not-now', `${name} brings users back by itself; nobody has to own it.`);
  if (line.moving?.carries.includes(release.id)) return refuse('moving', `${name} is going out to everyone; its release has to be taken over: /release own ${service}.`);
  if (phase.kind === 'announcing' || (phase.kind === 'stuck' && phase.from.kind === 'announcing')) return refuse('too-late', `Everyone is on ${name}; there is nothing left to own.`);
  return null;
}

/** Somebody with standing takes a release over. Their own yes no longer counts: whoever owns a release, or did, never approves it. */
export function takeOver(line: Line, release: Release, { by, at, roster }: Extract<PersonEvent, { kind: 'owned' }>): Decision {
  const no = ownRefusal(line, release);
  if (no) return no;
  if (release.by?.id === by.id) return refuse('nothing-to-do', `You own ${nameOf(release)} already.`);
  if (at - roster.at > rosterAgeMaxMs) return refuse('roster-unknown', 'Nobody can tell who may take over just now. Nothing changed; try again.');
  if (teamsOf(by, roster, at).length === 0) return refuse('not-entitled', `The on-call and the teams of ${release.service} can take over.`);
  const next: Release = { ...release, by, owners: release.by ? [...release.owners, release.by] : release.owners, rev: release.rev + 1 };
  const open = release.phase.kind === 'approved' && !isSignedOff(next, at, null);
  return moved(line, open ? inPhase(next, { kind: 'waiting', since: at }) : next);
}
