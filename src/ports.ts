import type { Build } from './release/build.ts';
import type { Changelog } from './release/changelog.ts';
import type { Decision, Effect, Lane } from './release/decision.ts';
import type { Event } from './release/event.ts';
import type { Server } from './release/fleet.ts';
import type { Line } from './release/line.ts';
import type { Roster } from './release/people.ts';
import type { Reading } from './release/reading.ts';
import type { Release } from './release/release.ts';

/** Time that people can read: real, scaled (playground) or virtual (simulation). Milliseconds since 1970. */
export type Clock = {
  now(): number;
  /** The real time at which the clock showed, or will show, `at`; vendors know only real time. */
  wall(at: number): number;
};

/** The servers of a service. Every call is safe to repeat and ends within the call deadline; each throws `UpstreamError`. */
export type Fleet = {
  observe(service: string): Promise<readonly Server[]>;
  /** Begins to start one server per slot. The token is made of release, slot and image: the same order never starts a second one. */
  launch(order: { readonly service: string; readonly release: string; readonly build: Build; readonly slots: readonly number[] }): Promise<void>;
  /** Puts servers into the load balancer (if they are not) and lets them take new users. */
  admit(service: string, ids: readonly string[]): Promise<void>;
  /** Lets servers take no new users; those they have stay. */
  close(service: string, ids: readonly string[]): Promise<void>;
  /** Asks servers to hand users over until at most `keep` remain on each. */
  migrate(service: string, moves: readonly { readonly id: string; readonly keep: number }[]): Promise<void>;
  /** Switches termination protection. */
  protect(service: string, ids: readonly string[], on: boolean): Promise<void>;
  /** Destroys servers; the fleet itself refuses protected ones. */
  retire(service: string, ids: readonly string[]): Promise<void>;
  /** Whether the image can be launched now. */
  findImage(service: string, image: string): Promise<boolean>;
};

/** What a watcher asks: this release's servers against the old ones of the same minutes. Times are real ms. */
export type WatchQuestion = {
  readonly service: string;
  readonly version: string;
  readonly oldVersion: string | null;
  readonly since: number;
  readonly until: number;
  /** Users on each side now, where known. */
  readonly users: number | null;
  readonly oldUsers: number | null;
  /** Average users on each side from `since` (real ms) to `until`: counts of events are compared per user and minute of the same minutes. */
  readonly exposure: { readonly since: number; readonly users: number; readonly oldUsers: number } | null;
};

/** Sentry's role: error groups and counts. Missing data comes back as a reading that says why. */
export type ErrorTracker = { read(question: WatchQuestion): Promise<readonly Reading[]> };

/** Prometheus's role: numbers with limits and baselines, one reading per configured query. */
export type Meter = { read(question: WatchQuestion): Promise<readonly Reading[]> };

/** Git's role: what lies between two builds. Throws `UpstreamError` when the repository does not answer or lacks a commit. */
export type Source = {
  changes(from: Build, to: Build): Promise<Changelog>;
  /** Whether `build` contains `commit`. */
  contains(build: Build, commit: string): Promise<boolean>;
};

/** Calls people. The key folds repeats into one incident. `accepted` is not yet `arrived`. */
export type Pager = {
  page(page: { readonly service: string; readonly key: string; readonly summary: string; readonly severity: 'critical' | 'error'; readonly link: string | null }): Promise<void>;
  resolve(service: string, key: string): Promise<void>;
};

/** A message in both forms: `classic` is for workspaces that refuse the newer blocks. Blocks are plain Slack JSON. */
export type Content = { readonly text: string; readonly rich: readonly object[]; readonly classic: readonly object[] };

/** Slack as a board of messages. Threads and replies to people belong to `slack/`, not here. */
export type Noticeboard = {
  post(message: {
    readonly channel: string; readonly thread: string | null; readonly broadcast: boolean; readonly content: Content;
    /** Put into the message's metadata, so that a post whose answer was lost can be found again. */
    readonly key: string;
  }): Promise<{ readonly channel: string; readonly ts: string }>;
  /** `gone`: deleted or no longer editable; the caller posts anew. */
  update(message: { readonly channel: string; readonly ts: string; readonly content: Content }): Promise<'updated' | 'gone'>;
  /** Looks for a post by its key. `cannot-look` without the optional history scopes. */
  find(place: { readonly channel: string; readonly thread: string | null; readonly key: string }): Promise<{ readonly ts: string } | 'none' | 'cannot-look'>;
};

/** Who people are and for whom they may speak. Throws `UpstreamError` when the directory does not answer: nobody is guessed. */
export type People = {
  /** Members of each team now; `approvers` are user ids and user-group ids. */
  roster(teams: Readonly<Record<string, readonly string[]>>): Promise<Omit<Roster, 'at'>>;
  /** Name and standing of one person; `outside` for guests, bots, deactivated people and other workspaces. */
  person(id: string): Promise<{ readonly id: string; readonly name: string; readonly standing: 'member' | 'outside' }>;
};

/** A piece of work lent to one worker. Writes made with an older fence are refused. `tries` counts failures in a row. */
export type Claim = { readonly key: string; readonly lane: Lane; readonly fence: number; readonly tries: number; readonly failingSince: number | null };

/** An effect in the order it was decided. `id` grows. */
export type PendingEffect = { readonly id: number; readonly effect: Effect };

/** One Slack message Davy stands for. `ts` is null from before the post until its answer is stored. */
export type Message = {
  readonly subject: string;
  readonly kind: string;
  readonly channel: string;
  readonly thread: string | null;
  readonly ts: string | null;
  /** Hash of what was last sent. */
  readonly hash: string;
};

/** Something Slack delivered, stored before it is acknowledged. */
export type Delivery = {
  readonly id: string;
  /** Question and person, for answers that may count once only; null for the rest. */
  readonly once: string | null;
  /** Already parsed by its door. */
  readonly body: unknown;
};

/** What is asked about a place in the events table. */
export type Recorded = { readonly stream: string; readonly seq: number; readonly event: Event; readonly at: number; readonly hash: string };

/**
 * The database of record. A stream is a service's line (`line:board`) or a release (its id).
 * `now` arguments are clock ms; leases run in the database's own real time.
 */
export type Ledger = {
  /**
   * Locks the line's row, then the release's (when named); lets `decide` judge; stores event, states, effects and wakes in one transaction.
   * A moved decision raises `seq` of each stream it changed. Every open release of the decision gets wakes in all lanes `wake` names, at the times it names.
   * `delivery`: the inbox row that caused it; a second decision for the same delivery is answered with the first one's outcome and changes nothing.
   * `claim`: where given, everything is conditional on its fence; throws `LostLease`.
   */
  decide(
    about: { readonly service: string; readonly release: string | null; readonly event: Event; readonly delivery?: string; readonly claim?: Claim },
    decide: (line: Line, release: Release | null, others: readonly Release[]) => Decision,
    wake: (decision: Decision) => readonly Wish[],
  ): Promise<Decision>;

  /** Lends the most overdue piece of work of these lanes, raising its fence; null when nothing is due. */
  claim(lanes: readonly Lane[], now: number): Promise<Claim | null>;
  /** Prolongs the lease; throws `LostLease` when somebody else has it. Called right before each outside call. */
  renew(claim: Claim): Promise<void>;
  /** Ends the lease; the work is due again at `dueAt` (or an earlier wish made meanwhile), never again when null. A failure counts a try. */
  settle(claim: Claim, outcome: { readonly dueAt: number | null; readonly failed: boolean; readonly now: number }): Promise<void>;
  /** Wishes for work; the earliest wins. */
  wake(wishes: readonly Wish[]): Promise<void>;
  /** Resolves soon after something becomes due, or after `timeoutMs` of real time. Notices make it quick, the poll makes it sure. */
  waitForWork(timeoutMs: number): Promise<void>;

  /** Effects of the claim's key and lane not yet done, oldest first. */
  pending(claim: Claim): Promise<readonly PendingEffect[]>;
  done(claim: Claim, effect: number): Promise<void>;

  line(service: string): Promise<Line>;
  release(id: string): Promise<Release | null>;
  /** Open ones, oldest first. */
  open(service: string): Promise<readonly Release[]>;
  /** The newest first, ended ones too. */
  history(service: string, limit: number): Promise<readonly Release[]>;
  events(stream: string): Promise<readonly Recorded[]>;

  /** Stores a build once; `conflict` when the version is known with another commit or image. */
  addBuild(build: Build): Promise<'added' | 'known' | 'conflict'>;
  build(service: string, version: string): Promise<Build | null>;
  /** The newest first. */
  builds(service: string, limit: number): Promise<readonly Build[]>;

  messages(subject: string): Promise<readonly Message[]>;
  /** Claims the right to post: false when the message exists already. Stored before Slack is called. */
  addMessage(message: Message): Promise<boolean>;
  saveMessage(message: Message): Promise<void>;

  /** True when it is new. Returns only after commit: this is what an acknowledgement means. */
  receive(delivery: Delivery): Promise<boolean>;
  /** Deliveries nobody has answered yet, oldest first; each is lent for a while so that two replicas do not answer both. */
  claimDelivery(): Promise<Delivery | null>;
  /** The same for one delivery just received. */
  claimDeliveryById(id: string): Promise<Delivery | null>;
  answered(id: string): Promise<void>;

  saveReadings(release: string, at: number, readings: readonly Reading[]): Promise<void>;
  readings(release: string, since: number): Promise<readonly { readonly at: number; readonly readings: readonly Reading[] }[]>;

  close(): Promise<void>;
};

/** A wish that a piece of work be done at a time. `key` is a release id, or `line:<service>` or `build:<service>@<version>` for the rest. */
export type Wish = { readonly key: string; readonly lane: Lane; readonly dueAt: number };

/** Everything Davy needs of the world. Slack has two boards: the page lane's own client waits for nobody. */
export type Ports = {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly fleet: (service: string) => Fleet;
  readonly errors: (service: string) => ErrorTracker;
  readonly meter: (service: string) => Meter;
  readonly pager: (service: string) => Pager;
  readonly board: Noticeboard;
  readonly pageBoard: Noticeboard;
  readonly people: People;
};
