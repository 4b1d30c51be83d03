import { askFor, type Talk } from './ask.ts';

/** How long a build has to be watched, and on how many, before anybody may approve it. */
export type SoakChosen = { readonly soak: string; readonly users: number };

/** Asks what a soak has to have seen: both have a value of which nobody has to think. */
export async function askWatched(talk: Talk, moves: 'users' | 'traffic'): Promise<SoakChosen> {
  const soak = await askFor(talk, 'How long a build is watched before it may be released', {
    usual: '4h',
    fits: /^(\d+[smhd])+$/,
    otherwise: 'Write it like 4h or 90m',
  });
  const users = await askFor(
    talk,
    moves === 'users'
      ? 'How many users are enough to judge it'
      : 'How many requests a second are enough to judge it',
    { usual: '1', fits: /^\d{1,9}$/, otherwise: 'Write a number; what has fewer is not healthy' },
  );
  return { soak, users: Number(users) };
}

/** Where tickets are that are done once a build is live. */
export type TicketsChosen = { readonly project: string; readonly done: string };

/** Tickets are read from the changes, so nothing is asked where no repository is. */
export async function askTickets(talk: Talk, repository: string): Promise<TicketsChosen | null> {
  if (repository === '') return null;
  const project = await askFor(talk, 'Jira project of its tickets, such as BRD (empty: none)', {
    usual: '',
    fits: /^([A-Z][A-Z0-9_]{1,9})?$/,
    otherwise: 'Write the key of a project, such as BRD',
  });
  if (project === '') return null;
  const done = await askFor(talk, 'The status of a ticket that is live for all users', {
    usual: 'Done',
    fits: /^\S.{0,59}$/,
    otherwise: 'Write the name of a status, such as Done',
  });
  return { project, done };
}
