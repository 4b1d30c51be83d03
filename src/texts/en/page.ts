import type { Moves, Served } from '../../release/state/served.ts';
import { percent, span, joined } from './amount.ts';
import { allAreBack, isOn, servedText } from './served.ts';

/** A pending rollback, and what came of it. Reasons come as whole sentences. */
export const pageTexts = {
  head: (name: string, left: string | null) =>
    left === null ? `Rolling back ${name} now` : `Rolling back ${name} in ${left}`,
  spoken: (head: string, at: string, because: string) =>
    `${head}, at ${at} unless postponed: ${because} Postpone it or roll back now in Slack.`,
  /** Given by somebody else than who postponed. */
  explained: (reason: string, who: string) => `${reason} (not by ${who})`,
  text: (because: string, affected: string) =>
    `*${because}* ${affected} It rolls back by itself unless you postpone it.`,
  affected: (served: Served, share: number | null, version: string) =>
    served.moves === 'traffic' || share === null
      ? `${isOn(served, version)}.`
      : `${servedText(served)} (${percent(share)}) ` +
        `${served.users === 1 ? 'is' : 'are'} on ${version}.`,
  at: 'Rolls back at',
  atText: (at: string, left: string | null) => (left === null ? at : `${at} (${left} left)`),
  after: 'Then',
  afterText: (target: string, moves: Moves) =>
    moves === 'traffic' ? allAreBack(moves, target) : `All users back on ${target}`,
  silence: (ms: number) => `No answer in ${span(ms)} means rollback`,
  /** Whoever says so gets no more time by it: that is what Postpone is for. */
  isOnIt: (who: string) => `${who} is on it; unless postponed it rolls back all the same`,
  mayAct: (teams: readonly string[], onCall: boolean) =>
    `${onCall ? joined(['The on-call', ...teams]) : joined(teams)} can act`,
  still: 'Nothing moves forward meanwhile',
  pager: 'The pager calls too',
  error: 'View Error',
  postponed: (name: string) => `Rollback of ${name} is postponed`,
  checked: (name: string) => `Rollback of ${name} is checked once more`,
  spokenPostponed: (name: string, until: string, who: string, reason: string, because: string) =>
    `Rollback of ${name} is postponed until ${until} by ${who}: ${reason} ${because}`,
  spokenChecked: (name: string, at: string, because: string) =>
    `Rollback of ${name} is checked once more: it comes at ${at} unless it stays healthy. ` +
    because,
  postponedText: (who: string, until: string, reason: string, because: string, affected: string) =>
    `*${who} postponed it until ${until}*: ${reason} ${because} ${affected}`,
  noReason: 'no reason yet',
  thenBack:
    'Then it rolls back, unless it is healthy. It rolls back at once if it gets twice as bad.',
  looksHealthy: (at: string) => `It looks healthy; unless it stays so, it rolls back at ${at}.`,
  postponedAt: (at: string) => `Postponed ${at}`,
  times: (n: number, of: number) => `${n} of ${of}`,
  well: (name: string) => `${name} is healthy again`,
  spokenWell: (name: string) =>
    `${name} is healthy again: the rollback was cancelled. Nobody needs to act.`,
  wellText:
    '*The rollback was cancelled.* Several fresh readings in a row were within their ' +
    'limits. It goes on from where it stood; earlier approvals no longer count.',
  otherwise: (name: string) => `${name} no longer rolls back by itself`,
  spokenOtherwise: (name: string) =>
    `${name} no longer rolls back by itself. Nobody needs to act on this page.`,
  otherwiseText:
    '*The automatic rollback is off:* it came to another end before. ' +
    'The card of this thread says which.',
};
