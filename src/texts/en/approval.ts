import type { Moves } from '../../release/state/served.ts';
import { many, span, joined } from './amount.ts';

/**
 * The question to the teams, and its end. Values that hold outside text are escaped before they
 * come here, but those of `board`, which stand in rich text.
 */
export const approvalTexts = {
  needed: (name: string) => `Approval needed: release ${name} to everyone`,
  neededText: (teams: readonly string[], head: string, count: string, expires: string) =>
    `${head}. Needed from ${joined(teams)}. ` +
    `Soak passed. ${count} approvals, expires ${expires}.`,
  asks: (who: string | null) => `${who ?? 'Davy'} asks`,
  asked: (who: string | null) => `${who ?? 'Davy'} asked`,
  move: (who: string, from: string, to: string, batches: number, ms: number, moves: Moves) =>
    `${who} to move *all ${moves}* from ${from} to *${to}*, ` +
    `in ${many(batches, 'batch', 'batches')} over at least ${span(ms)}.`,
  live: 'the live version',
  soak: 'Soak',
  passed: (ms: number) => `Passed, ${span(ms)}`,
  approvals: 'Approvals',
  count: (given: number, needed: number) => `${given} of ${needed}`,
  stillNeeded: (count: string) => `${count} needed`,
  build: 'Build',
  commit: (version: string, commit: string) => `${version}, commit \`${commit}\``,
  expires: 'Expires',
  mends: (version: string, because: string, teams: readonly string[], isLater: boolean) =>
    `*Contains ${version}*, which is blocked: ${because}. ` +
    `${joined(teams)} ${teams.length === 1 ? 'has' : 'have'} to approve.` +
    (isLater ? ' Earlier approvals do not count.' : ''),
  mayPress: (teams: readonly string[], except: string | null) =>
    `Members of ${joined(teams)} can approve` +
    (except === null ? '' : `, except ${except} who started it`),
  notAuthors: 'Whoever wrote a change of it counts only where nobody else of the team could',
  distinct: 'One person counts for one team',
  bound: 'Valid for this build and plan only',
  silence: 'No answer means no release',
  board: {
    count: (given: number, needed: number) => `: ${given} of ${needed}`,
    changes: (changes: number) => `, ${many(changes, 'change')}`,
    more: (more: number) => `and ${more} more`,
    by: (who: string) => `Approved by ${who} `,
    kept: (version: string, team: string) =>
      `, kept from ${version}: nothing of ${team} changed since`,
    errors: (errors: number) => `${many(errors, 'new error')} in its files: `,
  },
  paused: (name: string) => `Approval of ${name} is paused`,
  pausedText: (name: string, because: string) =>
    `Approval of ${name} is paused until it is healthy. ${because}`,
  pausedBody: (because: string) =>
    `*Paused.* ${because} Approve is off until it is healthy; earlier approvals no longer count.`,
  approved: (name: string) => `Approved: release ${name} to everyone`,
  approvedText: (name: string, who: readonly string[]) =>
    `Approved: release ${name} to everyone.` +
    (who.length === 0 ? '' : ` Approved by ${joined(who)}`),
  started: 'Its release has started.',
  next: 'Its release is next.',
  log: (who: string, at: string) => `Approved by ${who} ${at}`,
  logKept: (who: string, version: string) => `Approved by ${who}, kept from ${version}`,
  done: 'Approved',
  short: (commit: string) => `commit ${commit}`,
  over: (end: string, name: string) =>
    (end === 'declined' ? 'Declined' : end === 'expired' ? 'Not released' : 'Withdrawn') +
    `: release of ${name}`,
  overText: (head: string, because: string) => `${head}. ${because}`,
};
