import type { Counted, WatchQuestion } from '../../src/ports/meter.ts';
import type { ErrorGroup, Reading } from '../../src/release/state/reading.ts';
import type { Box, Cloud } from './cloud.ts';
import type { Dice } from './random.ts';
import { worded } from '../../src/release/state/worded.ts';

/** How a build behaves. Nobody is told; it shows in what servers do and in what is measured. */
export const behaviours = ['good', 'bad', 'half', 'noisy', 'silent', 'flapping', 'crashy'] as const;
export type Behaviour = (typeof behaviours)[number];

/** What an answer really says of the build it was asked about. */
export type Truth = 'good' | 'bad' | 'missing';

export type Answer = { readonly readings: readonly Reading[]; readonly truth: Truth };

/**
 * The error tracker and the meter: their answers follow from how builds behave, and from nothing
 * else.
 */
export function makeSignals(
  dice: Dice,
  now: () => number,
  behaviourOf: (version: string) => Behaviour,
  cloud: () => Cloud,
) {
  const began = new Map<string, number>();
  let calmSince = Infinity;
  const silentFor = dice.between(60_000, 500_000);
  const noisyFor = dice.between(60_000, 300_000);

  /** How long users have been on a version. */
  function age(version: string): number {
    if (cloud().usersOf(version) > 0 && !began.has(version)) began.set(version, now());
    return now() - (began.get(version) ?? now());
  }

  function isBad(version: string): boolean {
    const served = age(version);
    switch (behaviourOf(version)) {
      case 'bad':
        return served > 20_000;
      case 'half':
        return cloud().usersOf(version) * 2 >= cloud().usersNow() && cloud().usersNow() > 0;
      case 'flapping':
        return Math.imul(Math.floor(now() / 20_000), 0x9e3779b1) >>> 28 < 5;
      default:
        return false;
    }
  }

  const isSilent = (version: string) =>
    behaviourOf(version) === 'silent' && age(version) < silentFor && now() < calmSince;
  const isNoisy = (version: string) =>
    behaviourOf(version) === 'noisy' && age(version) < noisyFor && now() < calmSince;

  return {
    calm: () => {
      calmSince = now();
    },
    /** A sick build's servers fall over a while after users came. */
    isSick: (box: Box) =>
      behaviourOf(box.version) === 'crashy' &&
      box.users > 0 &&
      age(box.version) > 60_000 &&
      dice.chance(0.1),
    errors({ version }: WatchQuestion): Answer {
      if (isSilent(version))
        return { readings: nothing(dice, 'new errors', 'sentry'), truth: 'missing' };
      const bad = isBad(version);
      const value = bad ? dice.between(5, 40) : 0;
      return {
        readings: [
          reading('new errors', 'sentry', value, {
            issues: bad ? [issue(dice.chance(0.2) ? 'fatal' : 'error', value)] : [],
          }),
        ],
        truth: bad ? 'bad' : 'good',
      };
    },
    /** Now and then many fail, or nobody counted them. */
    reconnects({ version }: { readonly version: string }): Counted {
      const arrived = cloud().usersOf(version);
      if (dice.chance(0.1))
        return { arrived: null, failed: null, slow: null, missing: worded('no data') };
      return {
        arrived,
        failed: dice.chance(0.2) ? dice.between(0, arrived) : 0,
        slow: dice.between(0, 3),
        missing: null,
      };
    },
    meter({ version, oldVersion }: WatchQuestion): Answer {
      const old = dice.between(95, 105);
      const limit = { kind: 'worse-by', share: 0.5, floor: 120 } as const;
      if (isSilent(version) && dice.chance(0.7))
        return { readings: nothing(dice, 'p95', 'prometheus'), truth: 'missing' };
      if (isNoisy(version)) {
        const both = reading('error share', 'prometheus', 30, {
          baseline: 28,
          limit: { kind: 'max', value: 10 },
        });
        return { readings: [both], truth: 'missing' };
      }
      const baseline = oldVersion !== null && cloud().usersOf(oldVersion) > 0 ? old : null;
      return {
        readings: [reading('p95', 'prometheus', dice.between(90, 115), { baseline, limit })],
        truth: 'good',
      };
    },
  };
}

function nothing(dice: Dice, signal: string, source: Reading['source']): readonly Reading[] {
  switch (dice.between(0, 6)) {
    case 0:
    case 1:
      return [reading(signal, source, Number.NaN, {})];
    case 2:
      return [reading(signal, source, Infinity, { limit: { kind: 'min', value: 1 } })];
    case 3:
      return [reading(signal, source, 0, { ageMs: 600_000 })];
    case 4:
      return [reading(signal, source, 0, { ageMs: null })];
    default:
      return [reading(signal, source, null, { missing: worded('no value came back') })];
  }
}

function reading(
  signal: string,
  source: Reading['source'],
  value: number | null,
  more: Partial<Reading>,
): Reading {
  return {
    signal,
    unit: '',
    source,
    value,
    baseline: null,
    limit: { kind: 'max', value: 0 },
    ageMs: 1_000,
    sample: null,
    missing: null,
    issues: [],
    ...more,
  };
}

function issue(level: ErrorGroup['level'], count: number): ErrorGroup {
  return {
    id: '1',
    shortId: 'B-1',
    title: 'It broke',
    culprit: 'a.ts',
    level,
    what: 'new',
    count,
    users: count,
    link: 'https://sentry.example.com/B-1',
    firstSeen: null,
    lastSeen: null,
  };
}
