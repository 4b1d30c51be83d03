import { texts } from '../../texts/texts.ts';
import type { Service } from '../../service/service.ts';

/** `a`, `a and b`, `a, b and c`. */
export const { together } = texts.numbers;

/** Calls a person or a user group. Only new messages that need somebody may do this. */
export function mention(id: string): string {
  if (id === 'terminal') return texts.people.atTerminal;
  return id.startsWith('S') ? `<!subteam^${id}>` : `<@${id}>`;
}

/** Calls everybody who may speak for these teams, each once. */
export function mentionTeams(service: Pick<Service, 'teams'>, teams: readonly string[]): string {
  const ids = service.teams.flatMap(({ name, approvers }) =>
    teams.includes(name) ? approvers : [],
  );
  return [...new Set(ids)].slice(0, 10).map(mention).join(' ');
}
