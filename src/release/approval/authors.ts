import { isSamePerson, type Roster } from '../state/people.ts';
import { hasOwned, type Release } from '../state/release.ts';

/**
 * Of these teams, those that a person may approve for. Where the plan says so, whoever wrote a
 * change of the build does not count for a team in which somebody could who wrote none of it.
 */
export function teamsBesideAuthors(
  release: Release,
  teams: readonly string[],
  by: string,
  roster: Roster,
  authors: readonly string[],
): readonly string[] {
  const wrote = (id: string) => authors.some((author) => isSamePerson(author, id, roster));
  if (release.plan.approval?.authors !== true || !wrote(by)) return teams;
  return teams.filter(
    (team) =>
      !(roster.teams[team] ?? []).some((id) => !wrote(id) && !hasOwned(release, id, roster)),
  );
}
