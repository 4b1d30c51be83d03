import type { Judgement } from '../state/judgement.ts';
import type { JudgeOptions } from '../state/judge-options.ts';
import { beforeIn, type OldTotals, oldTotalsAfter } from './before.ts';
import type { JudgedLook } from './counted.ts';
import { type CountersRead, grownSince, type LastRead } from './growth.ts';
import { judgeLook } from './judge-look.ts';
import { judgeStart, type JudgeState } from './judge-state.ts';
import { learnRuler } from './ruler.ts';
import type { HistoryBlock } from './spread.ts';
import { verdictOf } from './verdict-of.ts';

/**
 * All that is known of a release by counts, between two looks. Whoever takes its next look needs
 * nothing else, and counts nothing twice.
 */
export type Soak = {
  readonly state: JudgeState;
  /** What every counter stood at. */
  readonly last: LastRead | null;
  /** What old servers counted while they had users. */
  readonly old: OldTotals;
};

/** What a look brought. What counters say is null where nobody answered. */
export type Looked = Pick<JudgedLook, 'at' | 'people' | 'users'> & {
  readonly read: CountersRead | null;
  /** Everybody has moved: old servers show no more what they would. */
  readonly isOldLeft: boolean;
  /** How far looks are apart when nothing is in their way. */
  readonly everyMs: number;
};

/** A release before its first look. Without history it is measured by what most services show. */
export function newSoak(options: JudgeOptions): Soak {
  return { state: judgeStart(options, learnRuler([], options)), last: null, old: {} };
}

/** What is to be stored of a look: the soak after it, and each look as the judge took it. */
export type Soaked = { readonly soak: Soak; readonly looks: readonly JudgedLook[] };

/**
 * Takes a look in. One that is not newer than the last is none: nothing of it is kept, so that the
 * next one counts what it would have.
 */
export function soakAfter(soak: Soak, looked: Looked): Soaked {
  const { at, read, people, users, isOldLeft, everyMs } = looked;
  const { state, last, old } = soak;
  if (state.at !== null && at <= state.at) return { soak, looks: [] };
  const grown = read && grownSince(last, at, read);
  const look: JudgedLook = {
    at,
    counts: grown?.counts ?? [],
    silent: read?.silent ?? state.options.required,
    restarted: grown?.restarted ?? [],
    people,
    users,
    memory: read?.memory ?? [],
  };
  const looks = [
    ...silencesBefore(state, at, everyMs),
    isOldLeft ? { ...look, counts: beforeIn(look.counts, old) } : look,
  ];
  const next = looks.reduce(judgeLook, state);
  return {
    looks,
    soak: {
      state: next,
      last: grown?.last ?? last,
      old: isOldLeft ? old : oldTotalsAfter(old, state, next),
    },
  };
}

/** A gap longer than this, and than two and a half looks, is silence. */
const silenceMs = 90_000;

/**
 * What nobody saw, because nobody looked, is a silence with a beginning and an end. What counters
 * counted meanwhile is not lost, but time that nobody watched proves nothing.
 */
function silencesBefore({ at: last, options }: JudgeState, at: number, everyMs: number) {
  if (last === null || at - last <= Math.max(silenceMs, 2.5 * everyMs)) return [];
  const nothing = { counts: [], restarted: [], people: [], users: [], memory: [] };
  return [last + everyMs, at - everyMs].map((when) => {
    return { ...nothing, at: when, silent: options.required };
  });
}

/** How long after the first look a history that did not answer then may still be learned from. */
const learnsMs = 10 * 60_000;

/**
 * Whether the past of the old servers is still wanted. Judged without it, a build has to be proven
 * at every edge of a histogram and may never pass, so it is asked for again for a while; but not
 * once people were called by what was known without it.
 */
export function wantsHistory(soak: Soak | null, at: number): boolean {
  if (soak === null) return true;
  const { ruler, startedAt, page, stoodDown } = soak.state;
  if (ruler.learned || page !== null || stoodDown > 0) return false;
  return startedAt === null || at - startedAt < learnsMs;
}

/** The soak as it would be if its past had been known from the start; `looks` are all so far. */
export function learned(
  soak: Soak,
  looks: readonly JudgedLook[],
  history: readonly HistoryBlock[],
): Soak {
  const { options } = soak.state;
  const ruler = learnRuler(history, options);
  if (!ruler.learned) return soak;
  return { ...soak, state: looks.reduce(judgeLook, judgeStart(options, ruler)) };
}

/** What is said of it now. */
export function judgementOf({ state }: Soak): Judgement {
  return verdictOf(state);
}
