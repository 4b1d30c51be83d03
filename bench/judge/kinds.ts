import type { Chance } from './random.ts';
import type { World } from './world.ts';

/** What is wrong with a build, as functions of the minute since its first user. */
export type Fault = {
  readonly errors: (minute: number) => number;
  /** By how much all requests take longer, as a factor. */
  readonly slower: (minute: number) => number;
  /** A share of requests that takes five times as long. */
  readonly stuck: number;
  /** One endpoint, by its number, fails so many times as often. */
  readonly endpoint: { readonly index: number; readonly times: number } | null;
  readonly restartEvery: number;
  readonly leakAnHour: number;
  readonly staying: number;
  readonly leaving: number;
  readonly isDeaf: boolean;
  /** People who meet a new error, an hour, and whether it is fatal. */
  readonly people: { readonly anHour: number; readonly fatal: boolean } | null;
  /** Minute of the first harm. */
  readonly from: number;
};

/** Nothing is wrong. */
export const sound: Fault = {
  errors: () => 1,
  slower: () => 1,
  stuck: 0,
  endpoint: null,
  restartEvery: 0,
  leakAnHour: 0,
  staying: 1,
  leaving: 1,
  isDeaf: false,
  people: null,
  from: 0,
};

/** Shares of traffic of the endpoints that every service has. */
export const endpoints = [0.5, 0.3, 0.15, 0.05] as const;

const times = (factor: number): Fault => ({ ...sound, errors: () => factor });
const slower = (factor: number): Fault => ({ ...sound, slower: () => factor });

function later({ between }: Chance, factor: number): Fault {
  const from = between(120, 165);
  return { ...sound, from, errors: (minute) => (minute < from ? 1 : factor) };
}

/** Builds that do harm, each kind by its name; some of it is within what is tolerated. */
export const kinds: Readonly<Record<string, (chance: Chance) => Fault>> = {
  'errors x1.2': () => times(1.2),
  'errors x1.5': () => times(1.5),
  'errors x2': () => times(2),
  'errors x2.5': () => times(2.5),
  'errors x3': () => times(3),
  'errors x5': () => times(5),
  'errors x10': () => times(10),
  'errors x3, third hour': (chance) => later(chance, 3),
  'errors x10, third hour': (chance) => later(chance, 10),
  'errors grow to x8': () => ({ ...sound, errors: (minute) => 1 + (7 * minute) / 240 }),
  'errors x8, 4 of 12 minutes': () => ({
    ...sound,
    errors: (minute) => (minute % 12 < 4 ? 8 : 1),
  }),
  'one endpoint x20': ({ even }) => ({
    ...sound,
    endpoint: { index: even() < 0.5 ? 2 : 3, times: 20 },
  }),
  'p99 only': () => ({ ...sound, stuck: 0.03 }),
  'slower 20 %': () => slower(1.2),
  'slower 35 %': () => slower(1.35),
  'slower 50 %': () => slower(1.5),
  'slower x2': () => slower(2),
  'slower x3': () => slower(3),
  'crash loop': ({ between }) => ({ ...sound, restartEvery: between(2, 6), errors: () => 2 }),
  leak: ({ between }) => ({ ...sound, leakAnHour: between(0.06, 0.2) }),
  'users leave': ({ between }) => ({ ...sound, staying: between(0.4, 0.7), leaving: 2.5 }),
  'no error counter': () => ({ ...times(5), isDeaf: true }),
  'new error': ({ logBetween, even }) => ({
    ...sound,
    people: { anHour: logBetween(3, 40), fatal: even() < 0.4 },
  }),
};

/** Whether a build does more harm than `davy.yml` tolerates by itself: 2 x, 0.05 %, 20 % slower. */
export function isBeyond(kind: string, { usual }: World): boolean {
  if (kind === 'slower 20 %') return false;
  const [, factor] = /^errors x([\d.]+)/.exec(kind) ?? [];
  if (factor === undefined || kind.includes('minutes')) return true;
  // What stands at the limit itself is neither: it is listed by its kind.
  return usual * Number(factor) > 1.1 * Math.max(2 * usual, 0.0005);
}
