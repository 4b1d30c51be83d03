/**
 * # src/release/approval
 *
 * Decides whose approval a release needs, which approvals count, and which are kept from an earlier
 * build.
 */

import { signOff } from './sign-off.ts';
import type { Decision, Refusal } from '../state/decision.ts';
import type { PersonEvent } from '../state/person-event.ts';
import type { Line } from '../state/line.ts';
import { moved, nameOf, refuse } from '../state/outcome.ts';
import type { Release } from '../state/release.ts';
import type { Ask } from '../state/remembered.ts';
import { askingAll } from './teams-asked.ts';

/** Nobody is called twice within this time: the question itself called them once. */
const betweenMs = 10 * 60_000;
/** More calls to one question say nothing new. */
const asksMost = 3;
const keptMost = 9;

/** The teams whose word is missing now. */
export function teamsMissing(line: Line, release: Release, at: number): readonly string[] {
  return signOff(askingAll(line, release), at, null)
    .filter(({ by, of }) => by.length < of)
    .map(({ team }) => team);
}

/** Why nobody can be asked now, if nobody can: the button and the transition both ask here. */
export function askRefusal(line: Line, release: Release, at: number): Refusal | null {
  const { phase, asks } = release;
  const name = nameOf(release);
  if (phase.kind !== 'waiting' || line.moving?.carries.includes(release.id))
    return refuse('not-now', 'waitsForNobody', name);
  if (release.countdown) return refuse('unhealthy', 'askOff', name);
  if (teamsMissing(line, release, at).length === 0)
    return refuse('nothing-to-do', 'nobodyMissing', name);
  const given = asks.filter((ask) => ask.at >= phase.since);
  const last = given.at(-1);
  if (given.length >= asksMost)
    return refuse('nothing-to-do', 'askedOut', asksMost, last?.by.name ?? null);
  const agoMs = at - (last?.at ?? phase.since);
  if (agoMs < betweenMs)
    return refuse('nothing-to-do', 'askedJustNow', agoMs, last?.by.name ?? null, betweenMs);
  return null;
}

/** Calls them once more, by a message of its own. */
export function askApprovers(
  line: Line,
  release: Release,
  { at, by }: Extract<PersonEvent, { kind: 'approval-asked' }>,
): Decision {
  const no = askRefusal(line, release, at);
  return (
    no ??
    moved(line, {
      ...release,
      asks: [...release.asks, { by, at, teams: teamsMissing(line, release, at) }].slice(-keptMost),
    })
  );
}

/** Whether a call still waits for its answer. */
export function isUnanswered(
  { phase, countdown }: Release,
  ask: Ask,
  missing: readonly string[],
): boolean {
  return (
    phase.kind === 'waiting' &&
    ask.at >= phase.since &&
    countdown === null &&
    ask.teams.some((team) => missing.includes(team))
  );
}
