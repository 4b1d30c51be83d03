import type { Random } from './random.ts';
import type { Tally } from './tally.ts';

/** One person with one browser. */
export type User = {
  readonly id: string;
  /** Whether this person has the board open, and so must receive what is drawn now. */
  isWatching(): boolean;
  has(stroke: string): boolean;
  leave(): Promise<void>;
};

/** What a meeting needs of the world. */
export type Around = {
  readonly url: string;
  readonly tally: Tally;
  readonly random: Random;
  readonly lostAfterMs: number;
  readonly drawEveryMs: number;
};

/**
 * People on one board, who came, what they drew: enough to know what each of them must have
 * received.
 */
export type Table = Around & {
  readonly board: string;
  readonly people: Set<User>;
  /** Strokes the service has promised to keep. */
  readonly kept: Set<string>;
};
