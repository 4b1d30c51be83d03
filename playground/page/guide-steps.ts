import type { GuideStep } from '../slack/guide-step.ts';

/** Where somebody is in the guide, and how many steps were done when they chose to be there. */
export type Reached = { readonly at: number; readonly done: number };

/**
 * How many steps are done, by what the messages say now. They are edited, and what a step left
 * behind may be gone: a later step that is done has all before it done.
 */
export function stepsDone(steps: readonly GuideStep[], said: readonly string[]): number {
  return (
    1 +
    steps.findLastIndex(({ done = [] }) =>
      done.some((words) => said.some((text) => text.includes(words))),
    )
  );
}

/** Goes on with what is done, and stays where somebody leafs by hand until more is. */
export function stepAt({ at, done }: Reached, doneNow: number, steps: number): number {
  const wanted = doneNow > done ? Math.max(at, doneNow) : at;
  return Math.min(Math.max(0, wanted), steps - 1);
}

/** What was kept in the browser; where that is no good, the beginning. */
export function readReached(kept: string | null): Reached {
  const [at = 0, done = 0] = (kept ?? '').split(' ').map((word) => Number(word) || 0);
  return { at, done };
}

/** How it is kept. */
export function writeReached({ at, done }: Reached): string {
  return `${at} ${done}`;
}

/**
 * Which of the messages has that heading: the first one. A build's card is there before any card of
 * its service names that build, and moves down for nobody.
 */
export function headed<One>(
  messages: readonly One[],
  heading: string,
  headingsOf: (one: One) => readonly string[],
): One | undefined {
  return messages.find((one) =>
    headingsOf(one).some((text) => ` ${text} `.includes(`${heading} `)),
  );
}
