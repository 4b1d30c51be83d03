import type { Because } from './because.ts';
import type { PageSummary } from './page-summary.ts';
import type { Person } from './people.ts';
import type { Reconnects } from './reconnects.ts';

/** Somebody had the teams called whose word was missing then. */
export type Ask = {
  readonly by: Person;
  readonly at: number;
  readonly teams: readonly string[];
  /** Why they are asked again, where they had said yes before. */
  readonly because?: Because;
};

/** What the pager is told: `key` folds repeats into one page. */
export type PageWords = {
  readonly key: string;
  readonly summary: PageSummary;
  readonly severity: 'critical' | 'error';
};

/**
 * People were called. That the pager took it does not mean that anybody heard: only a person's own
 * act says so.
 */
export type Escalation = {
  readonly number: number;
  readonly since: number;
  /**
   * What the newest page of this call says; another page before the answer changes the words, never
   * the time.
   */
  readonly page: PageWords;
  /** When whoever comes next was called, because nobody had answered. */
  readonly againAt: number | null;
  readonly ended: EscalationEnd | null;
};

/** Somebody answered, or what they were called for is over. */
export type EscalationEnd =
  /** `overAt`: when what they were called for was over, too; left out while it is not. */
  | {
      readonly kind: 'answered';
      readonly at: number;
      readonly by: Person;
      readonly overAt?: number;
    }
  | { readonly kind: 'over'; readonly at: number };

/** What people leave lying about. */
export type ReminderSubject =
  | 'waiting'
  | 'approved'
  | 'stuck'
  | 'hold-ends'
  | 'held-often'
  | 'postponed'
  | 'nobody'
  | 'locked'
  | 'frozen';

/** Who is reminded, in this order: whoever it belongs to, then the teams, then the on-call. */
export type ReminderTarget = 'owner' | 'team' | 'on-call';

/**
 * Somebody was reminded. `since` tells this waiting from the next; `to` is whose it is, where it is
 * a person's; `about` the release a line's reminder belongs to.
 */
export type Reminder = {
  readonly thing: ReminderSubject;
  readonly since: number;
  readonly rung: ReminderTarget;
  readonly at: number;
  readonly to: Person | null;
  readonly about: string | null;
};

/**
 * A batch whose users moved and were watched: what it is measured by afterwards. Times are clock
 * ms.
 */
export type Batch = {
  /** The share of all users that was on the new servers at its end. */
  readonly share: number;
  readonly since: number;
  readonly movedAt: number;
  readonly until: number;
  /** How much of the time after the move counted as watched. */
  readonly watchedMs: number;
  /** Users on the new servers at its end, where they could be counted. */
  readonly users: number | null;
  /** Users on both sides then; left out where they could not be counted. */
  readonly all?: number;
  readonly reconnects: Reconnects | null;
};

/**
 * Why a move goes more slowly than planned, and on whose word; nobody's: Davy saw reconnects fail.
 * Null where a person gave no reason.
 */
export type Slowed = {
  readonly by: Person | null;
  readonly at: number;
  readonly because: Because | null;
};

/** How many were on each side in one look: users, or the shares of the traffic (0 to 1). */
export type CrowdLook = {
  readonly at: number;
  readonly newServers: number;
  readonly oldServers: number;
};

/**
 * How a release's users are being moved. Its batches begin as the plan's and may only become
 * smaller and be watched for longer: slower is inside what was approved, so the approvals and the
 * plan's hash stay as they are.
 */
export type Migration = {
  readonly batches: readonly number[];
  /** How often what was left has been cut in half. */
  readonly halved: number;
  /** How many times as long as planned users are watched between two batches. */
  readonly patience: number;
  readonly slowed: Slowed | null;
  /** The batch for which Davy slowed down by itself; once for each is enough. */
  readonly adapted: number | null;
  /** When the present batch began. */
  readonly since: number | null;
  readonly reconnects: Reconnects | null;
  readonly done: readonly Batch[];
  /**
   * How long its servers took to start: as long as the way back would take to start the old ones
   * again.
   */
  readonly launchMs: number | null;
  /** The two sides over time, the oldest look first; thinned out as it grows. */
  readonly curve: readonly CrowdLook[];
  /** When half had moved, as it was first seen. */
  readonly half: number | null;
};

/**
 * A pre-release that another one took the place of, or that went back with the release that carried
 * it. Its build is not barred.
 */
export type Recall = {
  readonly release: string;
  readonly because: Because;
  readonly by: Person | null;
  readonly end: 'replaced' | 'stopped';
};

/**
 * A version that serves although nobody told Davy of it; `registered`: CI did tell of such a build.
 */
export type ServingVersions = {
  readonly version: string;
  readonly servers: number;
  readonly registered: boolean;
};

/** One person's word that a build is live which was not seen to serve. */
export type SaidLive = {
  readonly version: string;
  readonly image: string;
  readonly by: Person;
  readonly at: number;
  readonly reason: string;
};
