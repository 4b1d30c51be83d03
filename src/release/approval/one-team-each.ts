import type { Approval } from '../state/release.ts';

/** What was said for a team, of so many that it needs. */
type Words = { readonly by: readonly Approval[]; readonly of: number };

/**
 * The same words where one person counts for one team only: as many as can count do, whoever said
 * theirs first.
 */
export function oneTeamEach<Team extends Words>(words: readonly Team[]): readonly Team[] {
  const placed = new Map<string, number>();
  const place = (person: string, asked: Set<number>): boolean =>
    words.some(({ by, of }, team) => {
      if (asked.has(team) || !by.some((given) => personOf(given) === person)) return false;
      asked.add(team);
      const here = [...placed].flatMap(([one, at]) => (at === team ? [one] : []));
      // Whoever stands here may speak for another of their teams instead.
      if (here.length >= Math.max(1, of) && !here.some((one) => place(one, asked))) return false;
      placed.set(person, team);
      return true;
    });
  for (const person of new Set(words.flatMap(({ by }) => by.map(personOf))))
    place(person, new Set());
  return words.map((word, team) => ({
    ...word,
    by: word.by.filter((given) => placed.get(personOf(given)) === team),
  }));
}

/** Whoever is behind the account, as far as the directory told it. */
function personOf({ by, same }: Approval): string {
  return same ?? by.id;
}
