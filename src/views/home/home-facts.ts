import type { Freeze, Lock } from '../../release/state/line.ts';
import type { Build } from '../../release/state/build.ts';
import type { Release } from '../../release/state/release.ts';
import type { Service } from '../../service/service.ts';
import type { Summary } from '../../summary/summary.ts';

/**
 * A service this person answers for: they lead one of its teams, or are an admin of Davy. `people`:
 * who is in its teams now.
 */
export type LedEntry = {
  readonly service: Service;
  readonly people: Readonly<Record<string, readonly string[]>>;
  readonly leads: boolean;
  readonly freeze: Freeze | null;
  readonly lock: Lock | null;
  readonly mayUnlock: boolean;
};

/** Everything one person's Home tab is drawn from. What they are decides what comes first. */
export type HomeFacts = {
  readonly person: string;
  readonly now: number;
  /** The first visit is over. */
  readonly greeted: boolean;
  /** Releases that wait for this person's word, oldest first. */
  readonly asks: readonly Release[];
  /**
   * What calls for the on-call and for whoever started it: users about to go back, something stuck,
   * a hold.
   */
  readonly calls: readonly Release[];
  readonly running: readonly Release[];
  readonly services: readonly {
    readonly name: string;
    readonly live: Build | null;
    readonly inLine: readonly string[];
    readonly liveCount: number;
    readonly rolledBack: number;
  }[];
  /** The week in numbers, for managers. */
  readonly week: Summary | null;
  /** For leads and admins. */
  readonly led: readonly LedEntry[];
};
