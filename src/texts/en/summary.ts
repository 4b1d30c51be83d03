import type { Moves } from '../../release/state/served.ts';
import { many, span, joined, users } from './amount.ts';
import { allAreOn } from './served.ts';

/** The end of a release. */
export const summaryTexts = {
  head: (name: string, again: boolean) =>
    again ? `${name} is live again for all users` : `${name} is live for all users`,
  spoken: (head: string, ms: number, pages: number) =>
    pages === 0
      ? `${head} after ${span(ms)}. No page, no rollback.`
      : `${head} after ${span(ms)}. ${many(pages, 'page')}, no rollback.`,
  text: (version: string, before: string | null, moves: Moves) =>
    before === null
      ? `*Done.* ${allAreOn(moves, version)}.`
      : `*Done.* ${allAreOn(moves, version)}, none ${moves === 'users' ? 'on' : 'to'} ${before}.`,
  time: 'Start to everyone',
  moved: (moves: Moves) => (moves === 'traffic' ? 'Traffic moved' : 'Users moved'),
  movedText: (here: number | null, batches: number) =>
    `${here === null ? 'All' : users(here)} in ${many(batches, 'batch', 'batches')}`,
  approvedBy: 'Approved by',
  startedBy: 'Started by',
  itself: 'Itself',
  people: (names: readonly string[]) => joined(names),
  pages: 'Pages',
  was: (now: string, before: string | null) =>
    before === null ? now : `${now} (${before} before)`,
  since: (at: string) => `Live since ${at}`,
  paged: (pages: number) => (pages === 0 ? 'No page' : many(pages, 'page')),
  goBack: (version: string, service: string) =>
    `To go back to ${version}: \`/rollback ${service}\``,
  locked: (service: string) => `${service} is locked: \`/release unlock ${service}\``,
};
