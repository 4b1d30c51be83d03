import { usualJudgeOptions } from '../../src/release/state/judge-options.ts';
import type { JudgedCount, JudgedLook } from '../../src/release/verdict/counted.ts';
import type { CountersRead } from '../../src/release/verdict/growth.ts';
import { type Looked, newSoak, type Soak, soakAfter } from '../../src/release/verdict/soak.ts';
import type { HistoryBlock } from '../../src/release/verdict/spread.ts';
import { minute, noon } from './noon.ts';

/** What counts judge by unless a test says otherwise: errors and latency, for two hours. */
export const judgeOptions = {
  ...usualJudgeOptions,
  soakMs: 120 * minute,
  atMostMs: 240 * minute,
  holdsDeadline: false,
};

const signals = ['errors', 'latency:0.5', 'latency:1'] as const;

/**
 * What counters stand at after so many looks: a canary and as many old servers as are said, 400
 * requests of each between two looks, of which 1 in 100 is bad on old servers, and as many on the
 * canary as are said.
 */
export function countersAt(
  looks: number,
  { bad = 4, olds = 4, more = 0 }: { bad?: number; olds?: number; more?: number } = {},
): CountersRead {
  const server = (side: 'new' | 'old', name: string, each: number) =>
    signals.map((signal): JudgedCount => {
      const total = 10_000 + 400 * looks;
      return { signal, side, server: name, bad: 100 + each * looks, all: total };
    });
  const old = Array.from({ length: olds }, (_, index) => server('old', `old-${index}`, 4));
  const canary = server('new', 'new-0', bad).map((one) => {
    return { ...one, bad: (one.bad ?? 0) + (one.signal === 'errors' ? more : 0) };
  });
  return {
    counters: [...canary, ...old.flat()],
    silent: [],
    started: [{ side: 'new', server: 'new-0', value: noon }],
    memory: [{ side: 'new', server: 'new-0', value: 2e9 }],
  };
}

/** A day of old servers that are like those of `countersAt`. */
export const historyOfOld: readonly HistoryBlock[] = Array.from({ length: 144 }, (_, block) =>
  signals.flatMap((signal) =>
    ['old-0', 'old-1', 'old-2', 'old-3'].map((server, index) => {
      const bad = 80 + ((block * 7 + index * 5) % 11) - 5;
      return { signal, block, server, bad: signal === 'latency:1' ? bad / 4 : bad, all: 8_000 };
    }),
  ),
).flat();

/** A look as it is taken where nothing is the matter. */
export function lookedAt(at: number, more: Partial<Looked> = {}): Looked {
  return {
    at,
    read: null,
    people: [],
    users: [],
    isOldLeft: false,
    everyMs: minute / 2,
    ...more,
  };
}

/** A soak of so many looks, half a minute apart, and each look. */
export function soakOf(
  looks: number,
  of: Parameters<typeof countersAt>[1] = {},
  start = newSoak(judgeOptions),
) {
  let soak: Soak = start;
  const taken = Array.from({ length: looks }, (_, index) => {
    const look = lookedAt(noon + (index * minute) / 2, { read: countersAt(index, of) });
    const soaked = soakAfter(soak, look);
    soak = soaked.soak;
    return soaked;
  });
  return { soak, taken, looks: taken.flatMap((one) => one.looks) };
}

const count = (side: JudgedCount['side'], server: string, signal: string, bad: number | null) =>
  ({ side, server, signal, bad, all: bad === null ? null : 400.5 }) as const;

/** Two looks with all that a look may have in it. */
export const everyKindOfLook: readonly JudgedLook[] = [
  {
    at: noon + 0.5,
    counts: [
      count('new', 'a', 'errors', 1.25),
      count('new', 'a', 'latency:0.5', null),
      count('old', 'b"🔥', 'errors', 0),
      count('old', 'b"🔥', 'latency:0.5', 3),
      count('old', 'c', 'latency:0.5', 4),
      count('old', 'c', 'errors', 5),
      count('fresh', 'c', 'latency:0.5', 4),
      count('fresh', 'c', 'errors', 5),
      count('new', 'a', 'endpoint:/a', 6),
    ],
    silent: ['sessions'],
    restarted: [{ side: 'new', server: 'a' }],
    people: [{ group: '7', fatal: true, known: 'other-stack', people: 3, oldPeople: 0 }],
    users: [{ side: 'new', server: '', value: 12 }],
    memory: [{ side: 'old', server: 'c', value: 2e9 }],
  },
  { at: noon + 1, counts: [], silent: [], restarted: [], people: [], users: [], memory: [] },
];
