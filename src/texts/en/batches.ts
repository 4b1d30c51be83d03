import { count, percent, span } from './amount.ts';
import { whatMoves } from './served.ts';

/** The table of a move, batch by batch. */
export const batchesTexts = {
  columns: { batch: 'Batch', moves: whatMoves, state: 'State' },
  errors: 'Errors',
  noData: 'No data',
  place: (batch: number, of: number) => `${batch} of ${of}`,
  users: (here: number | null, share: number) =>
    here === null ? percent(share) : `${count(here)} (${percent(share)})`,
  waiting: 'Waiting',
  held: 'On hold',
  movedHeld: 'Moved, on hold',
  moving: 'Moving',
  watched: (ms: number, of: number) => `Moved, watched ${span(ms)} of ${span(of)}`,
  done: (watchedMs: number | null) =>
    watchedMs === null ? 'Done' : `Done, watched ${span(watchedMs)}`,
};
