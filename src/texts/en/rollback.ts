import { many, span, users } from './amount.ts';

/** A rollback, from the order to the result. */
export const rollbackTexts = {
  going: (name: string) => `Rolling back ${name} now`,
  home: (name: string) => `${name} is rolled back; its servers are being retired`,
  spokenGoing: (name: string, at: string, because: string) =>
    `Rolling back ${name} now, since ${at}. ${because} Nobody needs to act.`,
  spokenHome: (name: string, target: string, because: string) =>
    `${name} is rolled back; its servers are being retired. ` +
    `All users are back on ${target}. ${because}`,
  goingText: (here: number | null, target: string, because: string) =>
    `*${users(here)} ${here === 1 ? 'goes' : 'go'} back to ${target}.* ${because}`,
  homeText: (target: string, afterMs: number, because: string) =>
    `*All users are back on ${target}*, ${span(afterMs)} after the decision. ${because}`,
  decided: (at: string, who: string | null) =>
    who === null ? `Decided ${at} by itself` : `Decided ${at} by ${who}`,
  order: 'Users first, servers second',
  still: 'Nothing moves forward meanwhile',
  wasRolledBack: (name: string) => `${name} was rolled back`,
  failed: (name: string) => `${name} failed and was rolled back`,
  spokenRolledBack: (name: string, target: string, because: string) =>
    `${name} was rolled back; all users are on ${target}. ${because}`,
  spokenFailed: (name: string, target: string, because: string) =>
    `${name} failed and was rolled back; all users are on ${target}. ${because}`,
  spokenUnlock: (service: string) => `Unlock with /release unlock ${service}.`,
  rolledBackText: (who: string | null, because: string, target: string) =>
    who === null
      ? `*Rolled back by itself:* ${because} All users are on ${target}.`
      : `*Rolled back by ${who}:* ${because} All users are on ${target}.`,
  failedText: (because: string, target: string) =>
    `*Rolled back by itself:* ${because} All users are on ${target}.`,
  next: (version: string) => `*Next:* ${version} cannot be released again; a new build can.`,
  nextLocked: (version: string, service: string) =>
    `*Next:* ${version} cannot be released again; a new build can. ` +
    `${service} is locked until somebody types \`/release unlock ${service}\`.`,
  finished: (at: string) => `Finished ${at}`,
  postponed: (times: number) => `Postponed ${many(times, 'time')}`,
  unanswered: 'Nobody answered the page',
  unlock: {
    title: (service: string) => `Unlock ${service}`,
    text: (service: string, version: string) =>
      `Pre-releases and releases of ${service} may start again. ${version} stays blocked.`,
    yes: 'Unlock',
    no: 'Keep Locked',
  },
};
