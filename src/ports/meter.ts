import type { Reading } from '../release/state/reading.ts';
import type { Reconnects } from '../release/state/reconnects.ts';
import type { CountersRead } from '../release/verdict/growth.ts';
import type { HistoryBlock } from '../release/verdict/spread.ts';

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

/** Prometheus's role: numbers with limits and baselines, one reading per configured query. */
export type Meter = {
  read(question: WatchQuestion): Promise<readonly Reading[]>;
  /**
   * What the counters of both builds stand at, server by server, each no older than a minute by the
   * vendor's own clock; what could not be read is null, or named as silent. Null where no counter
   * is configured. Of a histogram the edges of `watched` are counted (signals that the ruler
   * measures or that were counted before); where it names none, those few that show a slow end.
   */
  count(question: WatchQuestion, watched: readonly string[]): Promise<CountersRead | null>;
  /**
   * What each old server counted in pieces of ten minutes over the day before `until`: how servers
   * of one build differ, and what is usual. Empty where nothing is kept.
   */
  history(question: WatchQuestion): Promise<readonly HistoryBlock[]>;
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
