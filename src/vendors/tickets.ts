import { jiraTickets } from '../adapters/jira/tickets.ts';
import type { ServiceEntry } from '../config/davy-yml.ts';
import type { Tickets } from '../ports/tickets.ts';
import type { Means } from './means.ts';

/** Who keeps the tickets of a service: the tracker that davy.yml has a key for, or nobody. */
export function ticketsOf(
  { jira }: ServiceEntry,
  { environment, fetch }: Pick<Means, 'environment' | 'fetch'>,
): Tickets | null {
  if (!jira) return null;
  return jiraTickets({
    url: environment.JIRA_URL ?? '',
    email: environment.JIRA_EMAIL ?? null,
    token: environment.JIRA_TOKEN ?? '',
    fetch,
  });
}
