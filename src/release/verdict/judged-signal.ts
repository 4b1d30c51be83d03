import type { Against } from './against.ts';
import type { LastLooks } from './last-looks.ts';
import type { Onset } from './onset.ts';
import type { Paired } from '../state/judgement.ts';
import type { Recent } from './recent.ts';
import type { Measure } from './ruler.ts';

/** What is known of one signal of a build; as large after days as after an hour. */
export type JudgedSignal = {
  readonly name: string;
  readonly measure: Measure;
  readonly against: Against;
  /** The certificate in parts, as logarithms. */
  readonly proof: readonly number[];
  /** The same against the floor alone, whatever old servers show. */
  readonly floorProof: readonly number[];
  readonly total: Paired;
  readonly onset: Onset;
  readonly recent: Recent;
  readonly lastLooks: LastLooks;
  /** How many servers of each side were read last. */
  readonly servers: { readonly new: number; readonly old: number };
};
