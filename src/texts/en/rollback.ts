import type { Moves, Served } from '../../release/state/served.ts';
import { many, span } from './amount.ts';
import { allAreBack, allAreOn, goesBack, whatMoves } from './served.ts';

/** A rollback, from the order to the result. */
export const rollbackTexts = {
  going: (name: string) => `Rolling back ${name} now`,
  home: (name: string) => `${name} is rolled back; its servers are being retired`,
  spokenGoing: (name: string, at: string, because: string) =>
    `Rolling back ${name} now, since ${at}. ${because} Nobody needs to act.`,
  spokenHome: (name: string, target: string, because: string, moves: Moves) =>
    `${name} is rolled back; its servers are being retired. ` +
    `${allAreBack(moves, target)}. ${because}`,
  goingText: (served: Served, target: string, because: string) =>
    `*${goesBack(served, target)}.* ${because}`,
  homeText: (target: string, afterMs: number, because: string, moves: Moves) =>
    `*${allAreBack(moves, target)}*, ${span(afterMs)} after the decision. ${because}`,
  decided: (at: string, who: string | null) =>
    who === null ? `Decided ${at} by itself` : `Decided ${at} by ${who}`,
  order: (moves: Moves) => `${whatMoves(moves)} first, servers second`,
  still: 'Nothing moves forward meanwhile',
  wasRolledBack: (name: string) => `${name} was rolled back`,
  failed: (name: string) => `${name} failed and was rolled back`,
  spokenRolledBack: (name: string, target: string, because: string, moves: Moves) =>
    `${name} was rolled back; ${uncapital(allAreOn(moves, target))}. ${because}`,
  spokenFailed: (name: string, target: string, because: string, moves: Moves) =>
    `${name} failed and was rolled back; ${uncapital(allAreOn(moves, target))}. ${because}`,
  spokenUnlock: (service: string) => `Unlock with /release unlock ${service}.`,
  rolledBackText: (who: string | null, because: string, target: string, moves: Moves) =>
    `*Rolled back by ${who ?? 'itself'}:* ${because} ${allAreOn(moves, target)}.`,
  failedText: (because: string, target: string, moves: Moves) =>
    `*Rolled back by itself:* ${because} ${allAreOn(moves, target)}.`,
  next: (version: string) => `*Next:* ${version} cannot be released again; a new build can.`,
  nextLocked: (version: string, service: string) =>
    `*Next:* ${version} cannot be released again; a new build can. ` +
    `${service} is locked until somebody types \`/release unlock ${service}\`.`,
  finished: (at: string) => `Finished ${at}`,
  postponed: (times: number) => `Postponed ${many(times, 'time')}`,
  unanswered: 'Nobody answered the page',
};

function uncapital(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
