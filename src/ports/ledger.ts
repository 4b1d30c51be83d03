import type { Changelog } from '../changes/changelog.ts';
import type { RegisteredBuild, Stored } from '../release/state/build.ts';
import type { Decision, Effect, Lane } from '../release/state/decision.ts';
import type { Event } from '../release/state/event.ts';
import type { JobOutput } from '../release/state/job-run.ts';
import type { KnownIssue } from '../release/state/known-issue.ts';
import type { Line } from '../release/state/line.ts';
import type { Release } from '../release/state/release.ts';
import type { SeenError } from '../release/state/seen-error.ts';
import type { Chronicle } from '../release/state/turn.ts';
import type { TicketWork } from '../release/tickets/work.ts';
import type { Soaked } from '../release/verdict/soak.ts';
import type { LedgerReaders } from './readers.ts';
import type { LedgerShelves } from './readings.ts';
import type { FreeWorker, Owned, Room, WakeUp } from './work.ts';
import type { JobNotes } from './job-notes.ts';

/**
 * A piece of work lent to one worker. Writes made with an older fence are refused. `tries` counts
 * failures in a row.
 */
export type Claim = {
  readonly key: string;
  readonly lane: Lane;
  readonly fence: number;
  readonly tries: number;
  readonly failingSince: number | null;
  /** Users wait for it: see `WakeUp`. */
  readonly urgent?: boolean;
};

/** An effect in the order it was decided. `id` grows. */
export type PendingEffect = { readonly id: number; readonly effect: Effect };

/**
 * One Slack message Davy stands for. `ts` is null from before the post until its answer is stored.
 */
export type Message = {
  readonly subject: string;
  readonly kind: string;
  readonly channel: string;
  readonly thread: string | null;
  readonly ts: string | null;
  /** Hash of what was last sent. */
  readonly hash: string;
  /** How many people or groups it called when it was posted; written, never read back. */
  readonly pings?: number;
  /** The last try to post it, while nobody knows what became of it. */
  readonly attempt?: Attempt | undefined;
};

/**
 * When a post was begun (real ms), and whether its answer was lost: if not, and no time was stored,
 * Davy itself stopped in the middle.
 */
export type Attempt = { readonly at: number; readonly answerLost: boolean };

/** Something Slack delivered, stored before it is acknowledged. */
export type Delivery = {
  readonly id: string;
  /** Question and person, for answers that may count once only; null for the rest. */
  readonly once: string | null;
  /** Already parsed by its door. */
  readonly body: unknown;
};

/** What is asked about a place in the events table. */
export type Recorded = {
  readonly stream: string;
  readonly seq: number;
  readonly event: Event;
  readonly at: number;
  readonly hash: string;
};

/** What is kept beside the decisions, and whose newest word is as good as any. */
type Beside = JobNotes & LedgerReaders & LedgerShelves;

/**
 * The database of record. A stream is a service's line (`lineKey`) or a release (its id).
 * `now` arguments are clock ms; leases run in the database's own real time.
 */
export type Ledger = Beside & {
  /**
   * Locks the line's row, then the release's (when named); lets `decide` judge; stores event,
   * states, effects and wakes in one transaction. A moved decision raises `seq` of each stream it
   * changed. Every open release of the decision gets wakes in all lanes `wake` names, at the times
   * it names. `delivery`: the inbox row that caused it; a second decision for the same delivery is
   * answered with the first one's outcome and changes nothing. `claim`: where given, everything is
   * conditional on its fence; throws `LostLease`.
   */
  decide(
    about: {
      readonly service: string;
      readonly release: string | null;
      readonly event: Event;
      readonly delivery?: string;
      readonly claim?: Claim;
    },
    decide: (line: Line, release: Release | null, others: readonly Release[]) => Decision,
    wake: (decision: Decision) => readonly WakeUp[],
  ): Promise<Decision>;

  /** Lends the most overdue work of these lanes, urgent first; null when nothing is due. */
  claim(lanes: readonly Lane[], now: number, room?: Room): Promise<(Claim & Owned) | null>;
  /**
   * Prolongs the lease, before each outside call; throws `LostLease` when somebody else has it, and
   * `Superseded` when the release has recorded more than `seq`, on which the work was decided.
   */
  renew(claim: Claim, seq?: number): Promise<void>;
  /**
   * Ends the lease; the work is due again at `dueAt` (or an earlier wish made meanwhile), never
   * again when null. A failure counts a try.
   */
  settle(
    claim: Claim,
    outcome: { readonly dueAt: number | null; readonly failed: boolean; readonly now: number },
  ): Promise<void>;
  /** Wishes for work; the earliest wins. What the newest says of urgency and service stands. */
  wake(wishes: readonly WakeUp[]): Promise<void>;
  /** When the next work of these lanes is due, lent work left out; null when there is none. */
  nextDue(lanes: readonly Lane[]): Promise<number | null>;
  /**
   * Resolves soon after something becomes due, or after `timeoutMs` of real time. Notices make it
   * quick, the poll makes it sure. Others are not told of work that `worker` says it takes.
   */
  waitForWork(timeoutMs: number, worker?: FreeWorker): Promise<void>;

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
  /**
   * Releases that took a turn in the period (clock ms) or are open, with those they carry; oldest
   * first. For summaries.
   */
  chronicles(since: number, until: number): Promise<readonly Chronicle[]>;

  /** Once, for its product; of its checks the newest stand, of its images the first. */
  addBuild(build: RegisteredBuild): Promise<Stored>;
  /** With the image that it has on this line. */
  build(service: string, version: string): Promise<RegisteredBuild | null>;
  /** The newest first. A line finds its product's builds and changelogs under its own name. */
  builds(service: string, limit: number): Promise<readonly RegisteredBuild[]>;

  messages(subject: string): Promise<readonly Message[]>;
  /** Claims the right to post before Slack is called: false when the message exists already. */
  addMessage(message: Message): Promise<boolean>;
  saveMessage(message: Message): Promise<void>;

  /** True when it is new. Returns only after commit: this is what an acknowledgement means. */
  receive(delivery: Delivery): Promise<boolean>;
  /**
   * Deliveries nobody has answered yet, oldest first; each is lent for a while so that two replicas
   * do not answer both.
   */
  claimDelivery(): Promise<Delivery | null>;
  /** The same for one delivery just received. */
  claimDeliveryById(id: string): Promise<Delivery | null>;
  answered(id: string): Promise<void>;

  /** What people said of this service's errors, the newest word first. */
  knownIssues(service: string): Promise<readonly KnownIssue[]>;
  /** Keeps errors of builds, each once by build and error group, with their newest numbers. */
  saveErrors(errors: readonly SeenError[]): Promise<void>;
  /** In the order they were found. */
  errors(service: string, version: string): Promise<readonly SeenError[]>;
  /**
   * Keeps a comparison; the same two versions always compare the same, so the newest one stored is
   * as good as any.
   */
  saveChangelog(log: Changelog): Promise<void>;
  changelog(service: string, from: string, to: string): Promise<Changelog | null>;

  /** What became of a release's tickets, one for each stage. */
  ticketWork(release: string): Promise<readonly TicketWork[]>;
  saveTicketWork(claim: Claim, work: TicketWork): Promise<void>;

  /** What the hosts of a run wrote: the newest of each step, from whom the work is lent to. */
  jobOutputs(run: string): Promise<readonly JobOutput[]>;
  saveJobOutput(claim: Claim, output: JobOutput): Promise<void>;

  /**
   * Keeps looks and what is known after them, together or not at all. A look of a time that is kept
   * already changes nothing, neither itself nor what is known; throws `LostLease`.
   */
  saveSoak(claim: Claim, release: string, soaked: Soaked): Promise<void>;

  /** Stores something that means nothing: whether anything can be stored now. */
  touch(): Promise<void>;
  close(): Promise<void>;
};
