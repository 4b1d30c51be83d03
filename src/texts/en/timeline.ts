import type { TimelineEntry } from '../../release/seen/timeline.ts';
import { count } from './amount.ts';

const did: { readonly [Did in TimelineEntry['did']]: string } = {
  'prerelease-requested': 'asked for the pre-release',
  approved: 'approved',
  declined: 'declined',
  'proof-waived': 'let it go on without proof',
  'approval-undone': 'took an approval back',
  'approval-asked': 'asked for the missing approvals',
  stopped: 'stopped it',
  'release-started': 'started the release',
  'return-started': 'rolled back',
  cancelled: 'cancelled it',
  'rollback-asked': 'rolled back',
  postponed: 'postponed the rollback',
  'postponement-explained': 'said why the rollback was postponed',
  held: 'held it',
  resumed: 'let it go on',
  paced: 'changed its pace',
  owned: 'took it over',
  retried: 'retried',
  answered: 'was on it',
  'tickets-retried': 'had the tickets tried again',
  'errors-judged': 'said what an error is',
  'done-by-hand': 'finished it by hand',
  called: 'called people',
  'turned-round': 'rolled back by itself',
  back: 'saw the last user back',
  live: 'saw it live',
};

/** What stays of a release: who did what, when and why; whom it hurt, and for how long. */
export const timelineTexts = {
  heading: 'Who did what',
  davy: 'Davy',
  /** After the time of day. */
  entry: (who: string, what: TimelineEntry['did'], why: string | null) =>
    ` ${who} ${did[what]}${why === null ? '' : `: ${why}`}`,
  more: (n: number) => `and ${count(n)} before that`,
};
