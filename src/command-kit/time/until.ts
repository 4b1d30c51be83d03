import { addDays, dayOf, isZone } from '../../time/zone.ts';
import type { CommandContext } from '../context.ts';
import type { Field } from '../reply.ts';
import { texts } from '../../texts/texts.ts';
import { type TypedMoment, readMoment } from './moment.ts';

/** What most known errors need: the next version, and the one after it. */
const usualDays = 14;

/**
 * When something shall end, as it was typed or picked, on the clock of whoever says it; a day
 * without an hour ends in its morning. Null when it names no time.
 */
export async function readUntil(
  said: readonly string[],
  context: CommandContext,
): Promise<TypedMoment | null> {
  const until = said[0]?.toLowerCase() === 'until' ? 1 : 0;
  const moment = readMoment(said.slice(until), context.now, await zoneOf(context));
  return moment && { ...moment, words: moment.words + until };
}

/**
 * A day picked in a calendar; it says a word such as `2026-12-05`. It begins at a day in UTC: to
 * ask for the person's zone first could make the form come too late to open.
 */
export function untilField({ now }: CommandContext): Field {
  return {
    kind: 'date',
    name: 'until',
    label: texts.until.label,
    hint: texts.until.pick,
    initial: addDays(dayOf(now, 'UTC'), usualDays),
  };
}

/** Times are typed as people read them on their own clock; who says no zone means UTC. */
export async function zoneOf(context: CommandContext): Promise<string> {
  const zone = await context.people.person(context.caller.id).then(
    (person) => person.zone ?? 'UTC',
    () => 'UTC',
  );
  return isZone(zone) ? zone : 'UTC';
}

/** Zones lie so far from UTC at most: a time that is right for its reader is never called wrong. */
const zonesMs = 14 * 3_600_000;

/**
 * Whether what was typed is no time, or one too near or too far on every clock of the world: told
 * while a form is open, where nobody can be asked for their zone.
 */
export function isNoUntil(
  said: readonly string[],
  now: number,
  { least, most }: { readonly least: number; readonly most: number },
): boolean {
  const moment = readMoment(said, now, 'UTC');
  if (moment === null) return true;
  const left = moment.at - now;
  return left + zonesMs < least || left - zonesMs > most;
}
