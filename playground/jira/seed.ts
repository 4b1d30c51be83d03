import { call } from '../call.ts';
import { git } from '../repository/git.ts';

/** A ticket that a commit names, with the commit's words for its title. */
type Named = { readonly key: string; readonly summary: string };

/** The tickets that commits of this range name, newest first; what was reverted is left out. */
export async function ticketsIn(folder: string, range: string): Promise<readonly Named[]> {
  return newest(await namedIn(folder, range))
    .filter(({ isBack }) => !isBack)
    .map(({ key, summary }) => ({ key, summary }));
}

/** Gives the local Jira every ticket the history ever named, all of them in review. */
export async function fillJira(url: string, folder: string): Promise<void> {
  const named = (await namedIn(folder, '--all')).filter(({ isBack }) => !isBack);
  await call(
    `${url}/_control/issues`,
    'POST',
    newest(named).map(({ key, summary }) => ({ key, summary })),
  );
}

async function namedIn(
  folder: string,
  range: string,
): Promise<readonly (Named & { readonly isBack: boolean })[]> {
  const log = await git(folder, 'log', '--format=%B%x00', range);
  const messages = log.split('\0').map((message) => message.trim());
  return messages.flatMap((message) =>
    [...message.matchAll(/\b(?:BRD|ACC)-\d+\b/g)].map(([key]) => ({
      key,
      summary: titleOf(message),
      isBack: message.startsWith('Revert'),
    })),
  );
}

function newest<Of extends Named>(named: readonly Of[]): readonly Of[] {
  return named.filter(({ key }, i) => named.findIndex((one) => one.key === key) === i);
}

/**
 * What goes wrong with tickets in real life: one whose last step asks for something, one that is
 * blocked, one that is done, one that is gone.
 */
export async function makeTrouble(url: string, tickets: readonly Named[]): Promise<void> {
  const [asking, blocked, gone, old] = tickets;
  const changed = [
    ...(asking ? [{ ...asking, type: 'Bug' }] : []),
    ...(blocked ? [{ ...blocked, status: 'Blocked' }] : []),
    ...(old ? [{ ...old, status: 'Done' }] : []),
  ];
  await call(`${url}/_control/issues`, 'POST', changed);
  if (gone) await call(`${url}/_control/issues/${gone.key}`, 'DELETE');
}

/** Somebody moves a ticket on in Jira itself. */
export async function mend(url: string, ticket: Named): Promise<void> {
  await call(`${url}/_control/issues`, 'POST', [{ ...ticket, status: 'In Review' }]);
}

/** The words of a commit without its key, its number and what came before them. */
function titleOf(message: string): string {
  const [first = '', , third] = message.split('\n');
  const words = first.startsWith('Merge pull request') ? (third ?? first) : first;
  return words.replace(/\s*\(?(?:(?:BRD|ACC)-\d+(?:, )?)+\)?|\s*\(#\d+\)/g, '').trim() || first;
}
