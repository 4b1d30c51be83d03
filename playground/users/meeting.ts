import type { Around, Table } from './table.ts';
import { joinBoard } from './user.ts';

/** Some people around one board for a while. */
export type Meeting = { end(): Promise<void>; done: Promise<void> };

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
