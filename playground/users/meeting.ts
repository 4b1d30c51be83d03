import type { Random } from './random.ts';
import type { Tally } from './tally.ts';
import { joinBoard, type User } from './user.ts';

/** Some people around one board for a while. */
export type Meeting = { end(): Promise<void>; done: Promise<void> };

/** What a meeting needs of the world. */
export type Around = { readonly url: string; readonly tally: Tally; readonly random: Random; readonly lostAfterMs: number; readonly drawEveryMs: number };

/** People on one board, who came, what they drew: enough to know what each of them must have received. */
export type Table = Around & {
  readonly board: string;
  readonly people: Set<User>;
  /** Strokes the service has promised to keep. */
  readonly kept: Set<string>;
};

/** Brings `size` people to a new board for `lengthMs`; each draws all the time. */
export function meet(around: Around, board: string, size: number, lengthMs: number): Meeting {
  const table: Table = { ...around, board, people: new Set(), kept: new Set() };
  const users = Array.from({ length: size }, (_, i) => joinBoard(table, `${board}-u${i + 1}`));
  const { promise: over, resolve } = Promise.withResolvers<void>();
  const end = async () => {
    clearTimeout(timer);
    await Promise.all(users.map((user) => user.leave()));
    resolve();
  };
  const timer = setTimeout(() => void end(), lengthMs);
  return { end, done: over };
}
