import type { Moves } from '../../release/state/served.ts';
import { count, many, span } from './amount.ts';

/** What the watch says: `word` begins a sentence, `short` ends a heading. */
export const verdictTexts = {
  unmeasured: (withinMs: number) => ({
    word: 'Not measured yet',
    short: 'not measured yet',
    because: `The first numbers come within ${span(withinMs)}.`,
  }),
  failing: (reasons: string) => ({ word: 'Failing', short: 'failing', because: reasons }),
  bothBad: (reasons: string) => ({
    word: 'Cannot tell',
    short: 'cannot tell',
    because: `New and old servers both fail: ${reasons} The clock is stopped and nothing moves.`,
  }),
  missing: (reasons: string) => ({
    word: 'Not enough data',
    short: 'not enough data',
    because: `${reasons} The clock is stopped and nothing moves.`,
  }),
  fewUsers: (here: number, needed: number, moves: Moves) => ({
    word: 'Not enough data',
    short: `not enough ${moves}`,
    because:
      moves === 'traffic'
        ? `Too few requests so far: ${count(here)} a second, ${needed} needed. The soak waits.`
        : here === 0
          ? `No users so far, ${needed} needed. The soak waits.`
          : `Only ${many(here, 'user')} so far, ${needed} needed. The soak waits.`,
  }),
  near: (signals: readonly string[], reasons: string) => ({
    word: 'Watching',
    short: 'close to a limit',
    because: `Close to its limit: ${signals.join(', ')}. ${reasons}`,
  }),
  unproven: (reasons: string) => ({
    word: 'No worse so far',
    short: 'no worse so far',
    because: reasons,
  }),
  doubted: (doubts: string, reasons: string) => ({
    word: 'In doubt',
    short: 'in doubt',
    because: `${doubts} Nothing goes forward until that is settled. ${reasons}`,
  }),
  asks: (reasons: string) => ({
    word: 'Not proven',
    short: 'not proven',
    because: `The longest soak is over, and somebody has to decide: ${reasons}`,
  }),
  healthy: (reasons: string) => ({ word: 'Healthy', short: 'healthy', because: reasons }),
  result: { pass: 'Pass', near: 'Near', fail: 'Fail', none: 'No data' },
};
