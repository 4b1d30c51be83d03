import type { Build, RegisteredBuild } from '../release/state/build.ts';
import type { Changelog } from '../changes/changelog.ts';
import type { JobOutput, JobRun } from '../release/state/job-run.ts';
import type { KnownIssue } from '../release/state/known-issue.ts';
import type { BlockedElsewhere, Line } from '../release/state/line.ts';
import type { Reading } from '../release/state/reading.ts';
import type { Release } from '../release/state/release.ts';
import type { TimelineEntry } from '../release/seen/timeline.ts';
import type { SeenError } from '../release/state/seen-error.ts';
import type { TicketWork } from '../release/tickets/work.ts';
import type { Service } from '../service/service.ts';
import type { MessageContent } from './blocks/content.ts';

/**
 * All that one thread is drawn from: a build, what became of it, and what was measured meanwhile
 * (oldest first, both releases' readings in one list).
 */
export type ThreadFacts = {
  readonly line: Line;
  readonly service: Service;
  readonly build: RegisteredBuild;
  readonly prerelease: Release | null;
  readonly release: Release | null;
  /** The release that carries this pre-release beside others; it is told in a thread of its own. */
  readonly goesWith?: GoesWith;
  /**
   * What this story's release carries where that is more than one pre-release, its own build's
   * first.
   */
  readonly carries?: readonly Carried[];
  /**
   * `release`: whose servers were measured, where it is said; a canary is still watched while its
   * release moves.
   */
  readonly history: readonly {
    readonly at: number;
    readonly readings: readonly Reading[];
    readonly release?: string;
  }[];
  /** What users get, compared with what was live when it began. */
  readonly changelog: Changelog | null;
  /** Why there is none yet, where a repository should have told it; it is asked again. */
  readonly unread: string | null;
  /** What became of its tickets, where some are named. */
  readonly tickets: readonly TicketWork[];
  /**
   * Error groups that this build brought, as they were found, and what was ever said of the
   * service's errors.
   */
  readonly errors: readonly SeenError[];
  readonly known: readonly KnownIssue[];
  /** Other lines of the product that this build is blocked on, while nobody has started it here. */
  readonly elsewhere?: readonly BlockedElsewhere[];
  /** Who did what, when and why, once it is over. */
  readonly timeline?: readonly TimelineEntry[];
  readonly now: number;
  /** How many times faster than real time the clock runs, where it is not 1. */
  readonly speed?: number;
  readonly ways?: ThreadLinks;
};

/** Places in Slack a card leads to; null while they are not there. */
export type ThreadLinks = { readonly thread: string | null; readonly report: string | null };

/**
 * The other versions it carries, and where its thread begins: null before its card is posted, `url`
 * null while the workspace's address is not known.
 */
export type GoesWith = {
  readonly release: Release;
  readonly others: readonly string[];
  readonly thread: { readonly url: string | null } | null;
};

/** A pre-release that goes out with others: when it began, and the way to its thread. */
export type Carried = {
  readonly version: string;
  readonly at: number;
  readonly url: string | null;
};

/**
 * What the messages about a service as a whole are drawn from: they belong to no build's thread.
 */
export type ServiceFacts = {
  readonly line: Line;
  readonly service: Service;
  readonly now: number;
};

/**
 * What the card of a service is drawn from: what is open, the oldest first, and the newest build
 * that could be started. `threadOf` leads to the thread of a release.
 */
export type StatusFacts = ServiceFacts & {
  readonly open: readonly Release[];
  readonly ready: Build | null;
  readonly threadOf: (release: Release) => string | null;
};

/** What the messages about one run of a job are drawn from. */
export type RunFacts = {
  readonly run: JobRun;
  readonly service: Service;
  /** What each step wrote so far, and how far it is. */
  readonly outputs: readonly Omit<JobOutput, 'run'>[];
};

/** One message that should be there, and what it should say now. */
export type WantedMessage = {
  readonly subject: string;
  readonly kind: string;
  readonly lane: 'slack' | 'page';
  /**
   * In the channel: the card, the first message of the thread. All others answer it, but for what
   * belongs into the channel for changelogs.
   */
  readonly place: 'channel' | 'thread' | 'changelog';
  /** A direct message to this person instead of one in the channel. */
  readonly to?: string;
  readonly broadcast: boolean;
  /** False: edit it where it was posted, but do not post it now; what it asked for is over. */
  readonly post: boolean;
  readonly content: MessageContent;
};
