import type { Moves } from '../../../release/state/served.ts';
import { allAreBack, movers } from '../served.ts';

/** What goes on only when somebody decides, or goes back when nobody does. */
export const pendingStandingTexts = {
  countdown: (name: string, at: string, because: string) => ({
    headline: `${name} rolls back unless postponed`,
    state: `Failing: ${because}`,
    next: `Rolls back at ${at}`,
    action: 'Postpone it or roll back now in its thread.',
  }),
  postponed: (name: string, until: string, who: string) => ({
    headline: `Rollback of ${name} is postponed`,
    state: `Postponed by ${who}`,
    next: `Rolls back at ${until}, unless it is healthy`,
    action: '',
  }),
  job: (name: string, job: string, service: string, who: string) => ({
    headline: `${name} waits: a job of ${service} runs`,
    state: `Waiting: ${job} runs, asked by ${who}`,
    next: `It starts when that ends; \`/release run-stop ${service}\` ends it`,
    action: '',
  }),
  stuck: (name: string, because: string) => ({
    headline: `${name} is stuck and needs a person`,
    state: `Stuck: ${because}`,
    next: 'Retry, roll back, or finish it by hand',
    action: 'Open its thread.',
  }),
};

/** Users are on their way back. */
export const backStandingTexts = {
  alarming: (name: string, who: string | null, because: string) => ({
    headline: `${name} is rolling back`,
    state: who === null ? `Rolling back: ${because}` : `Rolling back, asked by ${who}: ${because}`,
  }),
  quietly: (name: string, because: string) => ({
    headline: `${name} is being stopped`,
    state: `Going back: ${because}`,
  }),
  usersGo: (target: string, moves: Moves) =>
    `All ${movers(moves, 'go', 'goes')} back to ${target}; then its servers are retired`,
  usersAre: (target: string, moves: Moves) =>
    `${allAreBack(moves, target)}; then its servers are retired`,
  unknownTarget: 'the version before',
};
