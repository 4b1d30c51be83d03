import type { Build } from '../release/build.ts';
import type { Release } from '../release/release.ts';
import type { Summary } from '../summary/summary.ts';

/** Everything one person's Home tab is drawn from. What they are decides what comes first. */
export type HomeFacts = {
  readonly person: string;
  readonly now: number;
  /** The first visit is over. */
  readonly greeted: boolean;
  /** Releases that wait for this person's word, oldest first. */
  readonly asks: readonly Release[];
  /** What calls for the on-call and for whoever started it: users about to go back, something stuck, a hold. */
  readonly calls: readonly Release[];
  readonly running: readonly Release[];
  readonly services: readonly { readonly name: string; readonly live: Build | null; readonly inLine: readonly string[]; readonly liveCount: number; readonly rolledBack: number }[];
  /** The week in numbers, for managers. */
  readonly week: Summary | null;
};
