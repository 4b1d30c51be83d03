import type { JudgeOptions } from '../state/judge-options.ts';
import type { PageBecause } from '../state/judgement.ts';
import type { Release } from '../state/release.ts';
import type { JudgedLook } from './counted.ts';
import { judgeLook } from './judge-look.ts';
import { judgeStart, type JudgeState } from './judge-state.ts';
import type { OpenPage } from './open-page.ts';
import { rulerUnder } from './ruler-under.ts';
import { verdictAtEnd, verdictOf } from './verdict-of.ts';

/** Looks of the past on their way through the judge of today. */
export type Replay = {
  readonly state: JudgeState;
  /** When people would have been called first, and why. */
  readonly called: Pick<OpenPage, 'at' | 'because'> | null;
  readonly passed: boolean;
};

/** What the judge of today would have done with a build of the past. */
export type Replayed =
  /** `turns`: it would have brought users back, too, had nobody said no. */
  | {
      readonly kind: 'calls';
      readonly afterMs: number;
      readonly because: PageBecause;
      readonly turns: boolean;
    }
  | { readonly kind: 'lets-through' }
  /** Too little was counted, or its looks end before: a person would have been asked. */
  | { readonly kind: 'cannot-tell' };

/**
 * Begins from what was known of a release before its first look, with the options of today. The
 * judge holds the deadline itself, because nobody is there who could move it.
 */
export function replayStart(
  { options: then, ruler }: Pick<JudgeState, 'options' | 'ruler'>,
  now: JudgeOptions,
): Replay {
  const options = { ...now, holdsDeadline: true };
  const state = judgeStart(options, rulerUnder(ruler, then, options));
  return { state, called: null, passed: false };
}

/** Takes the next look in. */
export function replayAfter({ state: before, called, passed }: Replay, look: JudgedLook): Replay {
  const state = judgeLook(before, look);
  return {
    state,
    called: called ?? state.page,
    passed: passed || (isSoaked(state) && verdictOf(state).kind === 'passed'),
  };
}

/** Before that nothing passes, and the verdict costs more than the look. */
function isSoaked({ watchedMs, options }: JudgeState): boolean {
  return watchedMs >= options.soakMs;
}

/**
 * What it would have done in the end. A release has to prove nothing once more: it goes on unless
 * people are called, or what is required is not heard.
 */
export function replayed({ state, called, passed }: Replay, kind: Release['kind']): Replayed {
  if (called) {
    const { at, because } = called;
    const afterMs = at - (state.startedAt ?? at);
    return { kind: 'calls', afterMs, because, turns: state.rolledBackAt !== null };
  }
  const goesOn =
    kind === 'prerelease'
      ? passed || verdictAtEnd(state).kind === 'passed'
      : state.at !== null && state.missing.length === 0;
  return goesOn ? { kind: 'lets-through' } : { kind: 'cannot-tell' };
}
