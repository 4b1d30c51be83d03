/** Somebody who acted. Only the id decides anything; the name is for reading. */
export type Person = { readonly id: string; readonly name: string };

/**
 * Somebody at a terminal has a name but no place in Slack: nobody can write to them or look them up
 * there.
 */
export function isInSlack(id: string): boolean {
  return /^[UW][A-Z0-9]+$/.test(id);
}

/**
 * Who may speak for each team, as read from the directory at `at` (clock ms). Guests, bots,
 * deactivated people and other workspaces are already left out: an empty list means nobody.
 */
export type Roster = {
  readonly at: number;
  readonly teams: { readonly [team: string]: readonly string[] };
  /** By account, who is behind it: two accounts with one of these are one person. */
  readonly same?: { readonly [id: string]: string };
};

/** Whether these two accounts are one person, as far as the directory tells. */
export function isSamePerson(a: string, b: string, roster: Roster | null): boolean {
  const [one, other] = [roster?.same?.[a], roster?.same?.[b]];
  return a === b || (one !== undefined && one === other);
}

/** A roster as the directory gave it: `ageMs` is how old the oldest answer in it is (real ms). */
export type RosterRead = Omit<Roster, 'at'> & { readonly ageMs?: number };

/** A roster is as old as what it was made of, whenever it was asked for. */
export function rosterAsOf({ ageMs = 0, ...read }: RosterRead, now: number): Roster {
  return { ...read, at: now - ageMs };
}

/** A roster older than this proves nothing about who is entitled now. */
export const rosterAgeMaxMs = 10 * 60_000;

/** The teams this person may speak for; none when the roster is too old to trust. */
export function teamsOf(person: Person, roster: Roster, at: number): readonly string[] {
  if (at - roster.at > rosterAgeMaxMs) return [];
  return Object.entries(roster.teams).flatMap(([team, ids]) =>
    ids.includes(person.id) ? [team] : [],
  );
}
