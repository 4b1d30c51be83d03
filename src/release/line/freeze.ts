import type { Decision, Refusal } from '../state/decision.ts';
import type { Event, LineEvent } from '../state/event.ts';
import type { Line } from '../state/line.ts';
import { moved, refuse } from '../state/outcome.ts';
import { type Person, rosterAgeMaxMs, type Roster, teamsOf } from '../state/people.ts';

/** More people asking say nothing new. */
const asksMost = 3;

/**
 * A line takes nothing new until a time; a second freeze replaces the first. Rollbacks always pass.
 */
export function freeze(line: Line, event: Extract<Event, { kind: 'frozen' }>): Decision {
  const { at, until, reason, by, roster } = event;
  // Where it is known by what right they speak, that decides: davy.yml may grant it to others.
  const no = event.standing ? null : leadRefusal(line, by, roster, at);
  if (no) return no;
  if (until <= at) return refuse('not-now', 'freezeInPast');
  const { line: thawed } = ended(line, at, by);
  return moved({ ...thawed, freeze: { since: at, until, reason, by, asks: [] } }, null);
}

/** Ended by a person, or by its time. */
export function unfreeze(
  line: Line,
  { at, by, roster, standing }: Extract<Event, { kind: 'unfrozen' }>,
): Decision {
  const { freeze: frozen } = line;
  if (!frozen) return refuse('nothing-to-do', 'notFrozen', line.service);
  if (by === null && at < frozen.until) return refuse('not-now', 'freezeNotOver', line.service);
  const no = by && !standing ? leadRefusal(line, by, roster, at) : null;
  return no ?? moved(ended(line, at, by).line, null);
}

/** A freeze that anybody could end, or replace by a shorter one, would stop nobody. */
function leadRefusal(
  { service }: Line,
  by: Person,
  roster: Roster | null,
  at: number,
): Refusal | null {
  if (!roster || at - roster.at > rosterAgeMaxMs)
    return refuse('roster-unknown', 'whoLeads', service);
  return teamsOf(by, roster, at).length > 0
    ? null
    : refuse('not-entitled', 'mayFreeze', Object.keys(roster.teams), service);
}

function ended(
  line: Line,
  at: number,
  by: Extract<LineEvent, { kind: 'unfrozen' }>['by'],
): { readonly line: Line } {
  return {
    line: line.freeze
      ? { ...line, freeze: null, endedFreeze: { ...line.freeze, endedAt: at, endedBy: by } }
      : line,
  };
}

/** Somebody who may not end it asks those who may. */
export function askToUnfreeze(
  line: Line,
  { at, by }: Extract<LineEvent, { kind: 'unfreeze-asked' }>,
): Decision {
  const { freeze: frozen } = line;
  if (!frozen || frozen.until <= at) return refuse('nothing-to-do', 'notFrozen', line.service);
  if (frozen.asks.some((ask) => ask.by.id === by.id))
    return refuse('nothing-to-do', 'askedAlready');
  if (frozen.asks.length >= asksMost)
    return refuse(
      'nothing-to-do',
      'othersAsked',
      frozen.asks.map((ask) => ask.by.name),
    );
  return moved({ ...line, freeze: { ...frozen, asks: [...frozen.asks, { by, at }] } }, null);
}
