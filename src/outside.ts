import type { Build } from './release/state/build.ts';
import type { Changelog } from './changes/changelog.ts';
import type { Server } from './release/state/servers.ts';
import type { Person, Roster } from './release/state/people.ts';
import type { Reading } from './release/state/reading.ts';
import type { Reconnects } from './release/state/reconnects.ts';
import type { Ticket, TicketAnswer } from './release/tickets/ticket.ts';
import type { Trace } from './changes/trace.ts';

/**
 * Time that people can read: real, scaled (playground) or virtual (simulation). Milliseconds since
 * 1970.
 */
export type Clock = {
  now(): number;
  /** The real time at which the clock showed, or will show, `at`; vendors know only real time. */
  wall(at: number): number;
};

/**
 * The servers of a service. Every call is safe to repeat and ends within the call deadline; each
 * throws `UpstreamError`.
 */
export type Fleet = {
  observe(service: string): Promise<readonly Server[]>;
  /**
   * Begins to start one server per slot. The token is made of release, slot and image: the same
   * order never starts a second one.
   */
  launch(order: {
    readonly service: string;
    readonly release: string;
    readonly build: Build;
    readonly slots: readonly number[];
  }): Promise<void>;
  /** Puts servers into the load balancer (if they are not) and lets them take new users. */
  admit(service: string, ids: readonly string[]): Promise<void>;
  /** Lets servers take no new users; those they have stay. */
  close(service: string, ids: readonly string[]): Promise<void>;
  /** Asks servers to hand users over until at most `keep` remain on each. */
  migrate(
    service: string,
    moves: readonly { readonly id: string; readonly keep: number }[],
  ): Promise<void>;
  /** Switches termination protection. */
  protect(service: string, ids: readonly string[], on: boolean): Promise<void>;
  /** Destroys servers; the fleet itself refuses protected ones. */
  retire(service: string, ids: readonly string[]): Promise<void>;
  /** Whether the image can be launched now. */
  findImage(service: string, image: string): Promise<boolean>;
};

/**
 * What a watcher asks: this release's servers against the old ones of the same minutes. Times are
 * real ms.
 */
export type WatchQuestion = {
  readonly service: string;
  readonly version: string;
  readonly oldVersion: string | null;
  readonly since: number;
  readonly until: number;
  /** Users on each side now, where known. */
  readonly users: number | null;
  readonly oldUsers: number | null;
  /**
   * Average users on each side from `since` (real ms) to `until`: counts of events are compared per
   * user and minute of the same minutes.
   */
  readonly exposure: {
    readonly since: number;
    readonly users: number;
    readonly oldUsers: number;
  } | null;
  /** Error groups a person called known: they do not count, unless they grow. */
  readonly known: readonly string[];
};

/** Sentry's role: error groups and counts. Missing data comes back as a reading that says why. */
export type ErrorTracker = {
  read(question: WatchQuestion): Promise<readonly Reading[]>;
  /** Where the newest event of one error group came from, as this build saw it. */
  trace(question: WatchQuestion, issue: string): Promise<Trace>;
};

/** Prometheus's role: numbers with limits and baselines, one reading per configured query. */
export type Meter = {
  read(question: WatchQuestion): Promise<readonly Reading[]>;
  /**
   * How users came over to `version` between two moments (real ms); null where nobody counts that.
   */
  reconnects(question: {
    readonly service: string;
    readonly version: string;
    readonly since: number;
    readonly until: number;
  }): Promise<Counted | null>;
};

/** Reconnects as counted by the service. What could not be read is null, and `missing` says why. */
export type Counted = Omit<Reconnects, 'since' | 'at'>;

/**
 * Git's role: what lies between two builds. Throws `UpstreamError` when the repository does not
 * answer or lacks a commit.
 */
export type Source = {
  changes(from: Build, to: Build): Promise<Changelog>;
  /** Whether `build` contains `commit`. */
  contains(build: Build, commit: string): Promise<boolean>;
};

/**
 * Jira's role: the tickets that changes name. Every call is safe to repeat; each throws
 * `UpstreamError`. What is refused comes back as an answer.
 */
export type Tickets = {
  /** Null when there is no such ticket, or Davy may not see it. */
  read(key: string): Promise<Ticket | null>;
  move(key: string, transition: string): Promise<TicketAnswer>;
  /** Makes the fix version if the project has none of that name. */
  makeVersion(project: string, name: string): Promise<TicketAnswer>;
  addVersion(key: string, name: string): Promise<TicketAnswer>;
  /** Says that the fix version is out since that day (`2026-11-21`). */
  releaseVersion(project: string, name: string, day: string): Promise<TicketAnswer>;
  /** Whether a comment with this marker is there: looked for before one is written. */
  hasComment(key: string, marker: string): Promise<boolean>;
  comment(key: string, marker: string, text: string): Promise<TicketAnswer>;
};

/**
 * Calls people. The key folds repeats into one incident. `accepted` is not yet `arrived`: what
 * nobody answers comes `again`, for the next target.
 */
export type Pager = {
  page(page: {
    readonly service: string;
    readonly key: string;
    readonly summary: string;
    readonly severity: 'critical' | 'error';
    readonly link: string | null;
    readonly again: boolean;
  }): Promise<void>;
  resolve(service: string, key: string): Promise<void>;
};

/**
 * A message in both forms: `classic` is for workspaces that refuse the newer blocks. Blocks are
 * plain Slack JSON.
 */
export type Content = {
  readonly text: string;
  readonly rich: readonly object[];
  readonly classic: readonly object[];
};

/** Slack as a board of messages. Threads and replies to people belong to `slack/`, not here. */
export type Noticeboard = {
  post(message: {
    readonly channel: string;
    readonly thread: string | null;
    readonly broadcast: boolean;
    readonly content: Content;
    /** Put into the message's metadata, so that a post whose answer was lost can be found again. */
    readonly key: string;
  }): Promise<{ readonly channel: string; readonly ts: string }>;
  /** `gone`: deleted or no longer editable; the caller posts anew. */
  update(message: {
    readonly channel: string;
    readonly ts: string;
    readonly content: Content;
  }): Promise<'updated' | 'gone'>;
  /** Looks for a post by its key. `cannot-look` without the optional history scopes. */
  find(place: {
    readonly channel: string;
    readonly thread: string | null;
    readonly key: string;
  }): Promise<{ readonly ts: string } | 'none' | 'cannot-look'>;
};

/**
 * Slack's canvases: documents that people open from a message. Where there are none, because of the
 * scope or the workspace, the answer is `none-here`.
 */
export type Reports = {
  create(title: string, markdown: string): Promise<{ readonly id: string } | 'none-here'>;
  /** Replaces everything in it. */
  edit(id: string, markdown: string): Promise<'edited' | 'gone' | 'none-here'>;
  /** Lets everybody in a channel read it, once a message there has shown it. */
  open(id: string, channel: string): Promise<void>;
  address(id: string): Promise<string>;
};

/**
 * Who people are and for whom they may speak. Throws `UpstreamError` when the directory does not
 * answer: nobody is guessed.
 */
export type People = {
  /** Members of each team now; `approvers` are user ids and user-group ids. */
  roster(teams: Readonly<Record<string, readonly string[]>>): Promise<Omit<Roster, 'at'>>;
  /**
   * Name, time zone and standing of one person; `outside` for guests, bots, deactivated people and
   * other workspaces.
   */
  person(id: string): Promise<{
    readonly id: string;
    readonly name: string;
    readonly standing: 'member' | 'outside';
    readonly zone?: string | null;
  }>;
  /** The member with this address; null when there is none, or when Davy may not read addresses. */
  byEmail(email: string): Promise<Person | null>;
  /**
   * Who of these is at their desk and who is not, as far as anybody says so within a moment; for
   * reading only, so it never throws.
   */
  presence(ids: readonly string[]): Promise<Readonly<Record<string, 'active' | 'away'>>>;
};
