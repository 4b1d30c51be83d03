import type { Person, Roster } from '../../src/release/state/people.ts';
import { noon } from './noon.ts';

export const priya = { id: 'U0PRIYA', name: 'Priya N.' };
export const ana = { id: 'U0ANA', name: 'Ana R.' };
export const tom = { id: 'U0TOM', name: 'Tom B.' };
/** Has Ana's name and no team: names prove nothing. */
export const stranger = { id: 'U0NOBODY', name: 'Ana R.' };

export const people: readonly Person[] = [priya, ana, tom, stranger];

/** Who is in which team, as Slack knew at noon. */
export const roster: Roster = {
  at: noon,
  teams: { whiteboard: [ana.id, priya.id], accounts: [ana.id, tom.id], 'on-call': [tom.id] },
};

/** The same, read at another time. */
export function rosterAt(at: number): Roster {
  return { ...roster, at };
}
