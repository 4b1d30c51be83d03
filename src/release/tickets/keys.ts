import type { Change } from '../../changes/changelog.ts';
import { takesBack } from '../../changes/reverts.ts';
import { ticketKey } from './ticket.ts';
import { projectOf } from './work.ts';

/**
 * The tickets these changes finish, each once, oldest change last: keys of other projects and what
 * only looks like a key are left out, and so is whatever was taken back again.
 */
export function finishedBy(
  changes: readonly Change[],
  projects: readonly string[],
): readonly string[] {
  const settled = new Map<string, boolean>();
  for (const change of changes) {
    for (const text of change.tickets) {
      const key = ticketKey(text);
      // The newest word about a ticket counts.
      if (key !== null && projects.includes(projectOf(key)) && !settled.has(key))
        settled.set(key, !takesBack(change.title));
    }
  }
  return [...settled].flatMap(([key, isFinished]) => (isFinished ? [key] : []));
}
