import type { Moves } from '../../release/state/served.ts';
import { count, left, many, percent } from './amount.ts';

/** Where a move stands while users come over, or traffic is steered. */
export const meterTexts = {
  moved: (moves: Moves) => (moves === 'traffic' ? 'Traffic moved' : 'Users moved'),
  share: (share: number | null) => (share === null ? 'It could not be read' : percent(share)),
  timeLeft: 'Time left',
  uncounted: 'They could not be counted',
  counting: 'Being counted',
  movedOf: (moved: number, all: number, share: number | null) =>
    `${count(moved)} of ${many(all, 'user')}${share === null ? '' : ` (${percent(share)})`}`,
  onlySingles: 'Singletons and old servers are left',
  onlyOld: 'Only old servers have to be retired',
  unknown: 'Not known yet',
  about: (ms: number) => `About ${left(ms)}`,
  aboutHeld: (ms: number) => `About ${left(ms)} from the end of the hold`,
  aboutPaused: (ms: number) => `About ${left(ms)} once it goes on`,
  reconnects: {
    notMeasured: 'Reconnects are not measured',
    notYet: 'Reconnects of this batch are not counted yet',
    unknown: (because: string | null) =>
      `Reconnects of this batch are not known: ${because ?? 'no data'}`,
    none: 'No reconnect of this batch was counted yet',
    counted: (arrived: number, failed: number, share: number, max: number, slow: number | null) =>
      `${many(arrived, 'reconnect')} in this batch, ` +
      (failed === 0
        ? 'none failed'
        : `${count(failed)} failed (${percent(share)}, max ${percent(max)})`) +
      ', ' +
      (slow === null ? 'slow ones not known' : slow === 0 ? 'none slow' : `${count(slow)} slow`),
  },
  slower: (
    at: string,
    who: string | null,
    batches: number,
    times: number,
    because: string | null,
  ) =>
    `*Slower since ${at}* by ${who ?? 'itself'}, ${many(batches, 'batch', 'batches')} left` +
    (times > 1 ? ` and ${times} times the watch between them` : '') +
    (because === null ? '' : `: ${because}`),
};
