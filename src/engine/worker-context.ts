import { LostLease, type Replaced } from '../ports/errors.ts';
import type { Claim } from '../ports/ledger.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Ports } from '../ports/ports.ts';
import type { OfficeHours } from '../release/state/office-hours.ts';
import type { PageSummary } from '../release/state/page-summary.ts';
import type { TicketComment } from '../release/tickets/comment.ts';
import type { Services } from '../service/service.ts';
import { timing } from '../time/timing.ts';
import type { Reporting } from './reports/reporting.ts';
import type { Tell } from './tell.ts';
import type {
  RunFacts,
  ServiceFacts,
  ThreadFacts,
  WantedMessage,
  StatusFacts,
} from '../views/thread-facts.ts';

/** What a pager and a ticket are told, in words: the lanes hold values only. */
export type Wording = {
  readonly page: (summary: PageSummary) => string;
  readonly comment: (comment: TicketComment) => string;
};

/** The newest turn that is known without the ledger, and who hears that others give orders now. */
type Outside = { readonly lastTurn: number; readonly replaced: (cause: Replaced) => void };

/** Everything the lanes' work needs. */
export type WorkerContext = {
  readonly ports: Ports;
  readonly tell: Tell;
  readonly log: Log;
  readonly services: Services;
  /** Draws every message of a thread: values in, messages out. */
  readonly draw: (facts: ThreadFacts) => readonly WantedMessage[];
  /** The same for what concerns a service as a whole. */
  readonly drawLine: (facts: ServiceFacts) => readonly WantedMessage[];
  /** How a service stands, as its channel always shows it; missing where no channel does. */
  readonly drawStatus?: (facts: StatusFacts) => WantedMessage | null;
  /** Words for what leaves Davy by other ways than messages. */
  readonly wording: Wording;
  /** And for one run of a job. */
  readonly drawRun: (facts: RunFacts) => readonly WantedMessage[];
  /** Summaries of whole periods; missing where nobody reads any. */
  readonly reporting?: Reporting;
  /** When people are at work: reminders come only then; missing where nobody is reminded. */
  readonly office?: OfficeHours;
  /** The same seed always gives the same release id: what is started twice is one. */
  readonly releaseId: (seed: string) => string;
  /** Where a way back is carried out without the ledger; missing everywhere else. */
  readonly outside?: Outside;
  /** Called at named points, so that a test can die there. */
  readonly at: (point: string) => void;
  /**
   * Does something again and again (real ms) until it is told to stop; missing where time passes
   * only when somebody says so.
   */
  readonly every?: (ms: number, act: () => void) => () => void;
  /** Takes no work for a while: somebody else must do what this version cannot read. */
  readonly standAside?: () => void;
  /** Counts work that was begun and lost; answers how often that happened to this process. */
  readonly countLost?: () => number;
};

/** When `realMs` of real time will have passed, in clock time. */
export function inReal(clock: Clock, realMs: number): number {
  const now = clock.now();
  const realPerClock = (clock.wall(now + 1_000) - clock.wall(now)) / 1_000;
  return now + realMs / realPerClock;
}

/** When the first of several things is due; null when none is. */
export function earliest(...due: readonly (number | null)[]): number | null {
  const known = due.filter((at) => at !== null);
  return known.length > 0 ? Math.min(...known) : null;
}

/** Real time now. */
export function realNow(clock: Clock): number {
  return clock.wall(clock.now());
}

/**
 * Renews the lease right before an outside call: whoever lost it, or stood still since it was
 * renewed, stops here. So does what was decided when the release had recorded `seq` events, once it
 * has recorded more.
 */
export async function beforeCall(
  context: WorkerContext,
  claim: Claim,
  what: string,
  seq?: number,
): Promise<void> {
  const { clock, ledger } = context.ports;
  const asked = realNow(clock);
  await ledger.renew(claim, seq);
  if (realNow(clock) - asked > timing.actWithinMs)
    throw new LostLease(`${claim.lane} stood still before ${what}`);
  context.at(`${claim.lane} before ${what}`);
}
