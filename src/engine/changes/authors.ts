/**
 * # src/engine/changes
 *
 * Asks the repository what a build brings, contains, and who wrote it; keeps the answers.
 */

import type { Ledger } from '../../ports/ledger.ts';
import type { People } from '../../ports/people.ts';
import type { Release } from '../../release/state/release.ts';

/** More authors than this are a whole department: they read the channel. */
const authorsMax = 20;

/**
 * The people whose changes a release carries: as its changelog names them, and as far as Slack
 * knows their addresses.
 */
export async function authorsOf(
  { service, target, build }: Release,
  from: { readonly ledger: Pick<Ledger, 'changelog'>; readonly people: Pick<People, 'byEmail'> },
): Promise<readonly string[]> {
  const log = target && (await from.ledger.changelog(service, target.version, build.version));
  const emails = new Set(
    log?.changes
      .map(({ author }) => author.email.toLowerCase())
      .filter((email) => email.includes('@')),
  );
  const found = await Promise.all(
    [...emails].slice(0, authorsMax).map((email) => from.people.byEmail(email)),
  );
  return [...new Set(found.flatMap((member) => (member ? [member.id] : [])))];
}
