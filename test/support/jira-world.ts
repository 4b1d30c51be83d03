import { startJira } from '../../playground/jira/start.ts';
import { jiraTickets } from '../../src/adapters/jira/tickets.ts';
import type { TicketsWorld } from '../contracts/tickets-laws.ts';
import { troubledWay } from './troubled-way.ts';

/** Who Davy is in the stand-in. */
export const account = { email: 'davy@example.com', token: 'jira-secret' };
export const projects = [
  { key: 'BRD', name: 'Board' },
  { key: 'ACC', name: 'Accounts' },
];
/** A ticket to be moved, one that asks for more, a stuck one and a done one. */
export const samples = [
  { key: 'BRD-1', summary: 'Odd <!channel> *title*' },
  { key: 'BRD-2', summary: 'A bug', type: 'Bug' },
  { key: 'BRD-3', summary: 'Stuck', status: 'Blocked' },
  { key: 'BRD-4', summary: 'Old', status: 'Done' },
];

/** Jira's stand-in with these tickets. */
export async function jiraWorld(): Promise<TicketsWorld> {
  const vendor = await startJira({ port: 0, ...account, projects });
  const control = (what: string, init: RequestInit = {}) =>
    fetch(`${vendor.url}/_control/${what}`, init);
  await control('issues', { method: 'POST', body: JSON.stringify(samples) });
  const entries = async (): Promise<readonly JiraEntry[]> =>
    (await (await control('journal')).json()) as readonly JiraEntry[];
  const way = troubledWay();
  return {
    ...way,
    tickets: jiraTickets({ url: vendor.url, ...account, fetch: way.fetch }),
    project: 'BRD',
    open: 'BRD-1',
    stuck: 'BRD-3',
    closed: 'BRD-4',
    missing: 'BRD-999',
    changes: async () => (await entries()).filter(isChange).length,
    comments: async () =>
      (await entries()).flatMap(({ kind, body }) => (kind === 'commented' ? [body ?? ''] : [])),
    close: vendor.close,
  };
}

/** A line of the stand-in's own book. */
export type JiraEntry = { readonly kind: string; readonly path?: string; readonly body?: string };

/** Whether it says that something was changed by whoever speaks to Jira. */
export function isChange({ kind }: JiraEntry): boolean {
  return !['project', 'issue', 'read'].includes(kind);
}
