/**
 * # src/command-kit/find
 *
 * Finds what somebody meant: a service, a release by id, name or thread. Decides which of several
 * is meant, and asks when that is not certain.
 */

import type { CommandContext } from '../context.ts';

/** Words that are for one pre-release and its build alone, also while a release carries it. */
const forItself: readonly string[] = [
  'release approve',
  'release decline',
  'release undo',
  'release review',
  'release start',
  'release ask',
  'release error',
  'release tickets',
  'release refresh',
  'prerelease stop',
];

/**
 * Said in the thread of a pre-release that goes out with others, words are for the release that
 * carries it: that is what moves.
 */
export async function carrierOf(
  id: string,
  context: Pick<CommandContext, 'ledger'>,
  command: string,
): Promise<string | null> {
  const release = forItself.includes(command) ? null : await context.ledger.release(id);
  const moving = release && (await context.ledger.line(release.service)).moving;
  return moving?.carries.includes(id) === true ? moving.release : null;
}
