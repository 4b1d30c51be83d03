import type { ErrorGroup, Reading } from '../../../src/release/state/reading.ts';
import type { Dice } from '../random.ts';

/** What a look at the sources showed in truth. Who made it knows; Davy has to find out. */
export type Truth = {
  readonly says: 'good' | 'bad' | 'fatal' | 'unknown' | 'both-bad';
  /** How far over its limit the worst signal is; 0 where nothing is over it. */
  readonly badness: number;
};

/** How a build behaves: healthy, or ill from a moment of its life on. */
export type Nature = {
  readonly illFromMs: number;
  readonly illness: 'bad' | 'fatal' | 'worse';
};

const limit = 10;
/** What the old servers show when they are well. */
const wellOnOld = 0.4 * limit;
/** Three errors where none is allowed. */
const fatalBadness = 4;

const crash: ErrorGroup = {
  id: '7',
  shortId: 'BOARD-7',
  title: 'fatal',
  culprit: '',
  level: 'fatal',
  what: 'new',
  count: 3,
  users: 2,
  link: 'https://sentry.example.com/BOARD-7',
  firstSeen: null,
  lastSeen: null,
};

/** One look at both sources, as a history throws it. */
export function lookOf(
  dice: Dice,
  nature: Nature,
  servedMs: number,
  faults: number,
): { readonly truth: Truth; readonly readings: readonly Reading[] } {
  const isIll = servedMs >= nature.illFromMs;
  const says = !isIll
    ? dice.chance(0.01 * faults)
      ? 'bad'
      : 'good'
    : nature.illness === 'fatal' && dice.chance(0.4)
      ? 'fatal'
      : 'bad';
  const growth =
    isIll && nature.illness === 'worse' ? 1 + (servedMs - nature.illFromMs) / 60_000 : 1;
  const badness = says === 'good' ? 0.4 : Math.min(40, 1.5 * growth);
  if (dice.chance(0.015 * faults)) return bothBad(badness);
  if (dice.chance(0.05 * faults)) return unread(dice, says, badness);
  return {
    truth: { says, badness: says === 'fatal' ? Math.max(fatalBadness, badness) : badness },
    readings: [errors(says), latency(badness * limit, wellOnOld)],
  };
}

/** The old servers are as ill as the new ones: nobody can tell whose fault it is. */
function bothBad(badness: number) {
  const value = Math.max(2, badness) * limit;
  return {
    truth: { says: 'both-bad', badness: value / limit } as const,
    readings: [errors('good'), latency(value, value)],
  };
}

/** A source that is away, old, or answers no number: what it hides may be good or bad. */
function unread(dice: Dice, says: Truth['says'], badness: number) {
  const how = dice.pick(['missing', 'stale', 'nan'] as const);
  const blank = {
    ...latency(badness * limit, wellOnOld),
    ...(how === 'missing' ? { value: null, missing: { kind: 'no-value' } as const } : {}),
    ...(how === 'stale' ? { ageMs: 400_000 } : {}),
    ...(how === 'nan' ? { value: Number.NaN } : {}),
  };
  // A fatal error that was read counts, whatever else was not.
  const fatal = says === 'fatal';
  return {
    truth: { says: fatal ? says : 'unknown', badness: fatal ? fatalBadness : 0 } as const,
    readings: [errors(fatal ? 'fatal' : 'good'), blank],
  };
}

function errors(says: Truth['says']): Reading {
  const fatal = says === 'fatal';
  return {
    signal: 'new errors',
    unit: '',
    source: 'sentry',
    value: fatal ? 3 : 0,
    baseline: null,
    limit: { kind: 'max', value: 0 },
    ageMs: 500,
    sample: null,
    missing: null,
    issues: fatal ? [crash] : [],
  };
}

function latency(value: number, baseline: number): Reading {
  return {
    signal: 'p95 latency',
    unit: 'ms',
    source: 'prometheus',
    value,
    baseline,
    limit: { kind: 'max', value: limit },
    ageMs: 900,
    sample: null,
    missing: null,
    issues: [],
  };
}
