import { UpstreamError } from '../ports/errors.ts';
import type { People } from '../ports/people.ts';
import { isInSlack, type Person } from '../release/state/people.ts';

/**
 * The directory, as far as it answers. Where it does not, davy.yml vouches for whom it names: for
 * the speaker, and for approvers who stand there as people. Groups are never guessed.
 */
export function peopleAtTerminal(people: People, speaker: Person): People {
  return {
    ...people,
    person: async (id, asking) => {
      const member = { ...speaker, standing: 'member' } as const;
      if (id !== speaker.id) return people.person(id, asking);
      return isInSlack(id) ? orElse(() => people.person(id, asking), member) : member;
    },
    roster: (teams, asking) => {
      const named = Object.entries(teams).map(
        ([team, approvers]) => [team, approvers.filter(isInSlack)] as const,
      );
      const known = { teams: Object.fromEntries(named) };
      const isKnown = named.some(([, ids]) => ids.includes(speaker.id));
      const ask = () => people.roster(teams, asking);
      return isKnown ? orElse(ask, known) : ask();
    },
  };
}

async function orElse<Answer>(ask: () => Promise<Answer>, otherwise: Answer): Promise<Answer> {
  try {
    return await ask();
  } catch (cause) {
    if (cause instanceof UpstreamError) return otherwise;
    throw cause;
  }
}
