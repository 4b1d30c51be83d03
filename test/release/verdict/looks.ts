import { judgeLook } from '../../../src/release/verdict/judge-look.ts';
import { type JudgeOptions, usualJudgeOptions } from '../../../src/release/state/judge-options.ts';
import { judgeStart, type JudgeState } from '../../../src/release/verdict/judge-state.ts';
import type { JudgedCount, JudgedLook } from '../../../src/release/verdict/counted.ts';
import type { Ruler } from '../../../src/release/verdict/ruler.ts';

export const minute = 60_000;

/** Servers that are alike, and events that come one by one: nothing but chance. */
export const plainRuler: Ruler = {
  learned: true,
  measures: (['errors', 'latency'] as const).map((signal) => ({
    signal,
    usual: 0.01,
    spread: 0.05,
    bunching: 1,
    limit: 2,
    floor: null,
  })),
};

/** Errors alone have to be proven, for two hours. */
export const errorsOnly: JudgeOptions = {
  ...usualJudgeOptions,
  soakMs: 120 * minute,
  atMostMs: 480 * minute,
  required: ['errors'],
};

export const nothingSeen: Omit<JudgedLook, 'at'> = {
  counts: [],
  silent: [],
  restarted: [],
  people: [],
  users: [],
  memory: [],
};

/** What one canary and eight old servers count: bad of all on each. */
export function counted(
  signal: string,
  [bad, all]: readonly [number | null, number],
  [oldBad, oldAll]: readonly [number, number],
  olds = 8,
): readonly JudgedCount[] {
  const old = Array.from({ length: olds }, (_, i): JudgedCount => {
    return { signal, side: 'old', server: `old-${i}`, bad: oldBad, all: oldAll };
  });
  return [{ signal, side: 'new', server: 'new-0', bad, all }, ...old];
}

/** Looks a minute apart, each as it is said for its number. */
export function watch(
  looks: number,
  of: (index: number) => Partial<JudgedLook>,
  options = errorsOnly,
  ruler = plainRuler,
): { readonly state: JudgeState; readonly pages: readonly number[] } {
  let state = judgeStart(options, ruler);
  const pages: number[] = [];
  for (let index = 0; index < looks; index += 1) {
    const before = state.page;
    state = judgeLook(state, { ...nothingSeen, at: (index + 1) * minute, ...of(index) });
    if (state.page && !before) pages.push(index);
  }
  return { state, pages };
}
