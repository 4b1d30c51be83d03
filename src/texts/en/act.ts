/**
 * # src/texts/en
 *
 * English.
 */

import { servesNobody } from '../../release/state/served-by.ts';
import type { Moves, Served } from '../../release/state/served.ts';
import { many, span, joined } from './amount.ts';
import { capital, unlockLabel } from './sentence.ts';
import { goesBack, movers, servedText } from './served.ts';

const spelled = (ms: number) =>
  ms % 60_000 === 0 ? many(ms / 60_000, 'Minute') : many(Math.round(ms / 1_000), 'Second');

/**
 * What can be pressed: the name of the button, and what is read aloud where its name alone would
 * not say of what. That begins with the name: people press by saying what they see.
 */
export const actTexts = {
  startPrerelease: (name: string) => ({
    label: 'Start Pre-Release',
    spoken: `Start pre-release of ${name}`,
  }),
  stop: (name: string) => ({
    label: 'Stop Pre-Release',
    spoken: `Stop pre-release of ${name}`,
  }),
  approve: (name: string) => ({
    label: 'Approve Release',
    spoken: `Approve release of ${name} to all users`,
  }),
  approveEarly: (name: string) => ({
    label: 'Approve Early',
    spoken: `Approve early the release of ${name} to all users`,
  }),
  decline: (name: string) => ({
    label: 'Decline',
    spoken: `Decline releasing ${name} and give a reason`,
  }),
  accept: (name: string) => ({
    label: 'Release Anyway',
    spoken: `Release anyway: let ${name} go on without proof, and give a reason`,
  }),
  undo: (name: string) => ({
    label: 'Undo My Approval',
    spoken: `Undo my approval of ${name}`,
  }),
  cancelSlot: (name: string) => ({
    label: 'Cancel Slot',
    spoken: `Cancel slot: ${name} is not released by itself`,
  }),
  leaveLine: (name: string) => ({
    label: 'Leave the Queue',
    spoken: `Leave the queue with ${name}`,
  }),
  cancel: (name: string, moves: Moves) => ({
    label: 'Cancel Release',
    spoken: `Cancel release of ${name} before ${movers(moves, 'move', 'moves')}`,
  }),
  start: (name: string) => ({
    label: 'Start Release',
    spoken: `Start release of ${name} to all users`,
  }),
  rollBack: (name: string) => ({ label: 'Roll Back', spoken: `Roll back ${name}` }),
  rollBackAndBlock: (name: string) => ({
    label: 'Roll Back and Block',
    spoken: `Roll back and block ${name}, and lock its service`,
  }),
  rollBackNow: (name: string) => ({ label: 'Roll Back Now', spoken: `Roll back now: ${name}` }),
  hold: (name: string) => ({ label: 'Hold Here', spoken: `Hold here: ${name} stays where it is` }),
  resume: (name: string) => ({ label: 'Resume', spoken: `Resume ${name}` }),
  slower: (name: string, moves: Moves) => ({
    label: 'Slower',
    spoken: `Slower: move the ${moves} of ${name} in smaller batches`,
  }),
  faster: (name: string, moves: Moves) => ({
    label: 'Faster',
    spoken: `Faster: move the ${moves} of ${name} in larger batches again`,
  }),
  postpone: (name: string, ms: number) => ({
    label: `Postpone ${spelled(ms)}`,
    spoken: `Postpone ${spelled(ms)}: the rollback of ${name} waits`,
  }),
  retry: (name: string) => ({ label: 'Retry', spoken: `Retry ${name}` }),
  doneByHand: (name: string) => ({
    label: 'Done by Hand',
    spoken: `Done by hand: say that ${name} is finished`,
  }),
  own: (name: string) => ({ label: 'Take Over', spoken: `Take over ${name}` }),
  answer: (name: string) => ({ label: 'I Am on It', spoken: `I am on it: you look after ${name}` }),
  unlock: (service: string) => ({
    label: unlockLabel(service),
    spoken: `Unlock ${service} for pre-releases and releases`,
  }),
  liveVersion: 'the live version',
  /** Asked once more; both answers say what they do. */
  sure: {
    back: (served: Served, target: string) =>
      servesNobody(served)
        ? `Its servers are retired; no ${movers(served.moves, 'are', 'is')} on them.`
        : `${capital(goesBack(served, target))}.`,
    rollBack: (
      name: string,
      back: string,
      version: string,
      service: string,
      isRelease: boolean,
    ) => ({
      title: `Roll back ${name}`,
      text:
        `${back} ${version} may not be released again, ` +
        `and ${service} stays locked until /release unlock ${service}.`,
      yes: 'Roll Back',
      no: isRelease ? 'Keep Releasing' : 'Keep Soaking',
    }),
    stop: (back: string, version: string) => ({
      title: 'Stop this pre-release',
      text: `${back} ${version} can be pre-released again.`,
      yes: 'Stop Pre-Release',
      no: 'Keep Going',
    }),
    approve: (
      name: string,
      batches: number,
      moves: Moves,
      asked: readonly { readonly team: string; readonly approvals: number }[],
    ) => ({
      title: `Approve ${name}`,
      text:
        `All ${movers(moves, 'move', 'moves')} in ${many(batches, 'batch', 'batches')} ` +
        'once it is approved by ' +
        `${joined(asked.map(({ team, approvals }) => `${approvals} of ${team}`))}. ` +
        'Anyone here can hold it or roll it back.',
      yes: 'Approve',
      no: 'Not Yet',
    }),
    start: (name: string, from: string, batches: number, moves: Moves) => ({
      title: `Release ${name}`,
      text:
        `All ${movers(moves, 'move', 'moves')} from ${from} ` +
        `in ${many(batches, 'batch', 'batches')}. ` +
        'Anyone here can hold it or roll it back.',
      yes: 'Start Release',
      no: 'Not Yet',
    }),
    cancel: (version: string, target: string, moves: Moves) => ({
      title: 'Cancel this release',
      text:
        `Its new servers are retired; ${movers(moves, 'stay', 'stays')} on ${target}. ` +
        `${version} stays approved and can be released again.`,
      yes: 'Cancel Release',
      no: 'Keep Releasing',
    }),
    postpone: (served: Served, ms: number) => ({
      title: 'Postpone the rollback',
      text:
        `${capital(servedText(served))} ${isOne(served) ? 'stays' : 'stay'} ` +
        'on the failing version for ' +
        `up to ${span(ms)}. You own this postponement. It ends at once if it gets much worse.`,
      yes: 'Postpone',
      no: 'Let It Roll Back',
    }),
    own: (name: string) => ({
      title: `Take over ${name}`,
      text:
        'You own it from now on: its questions and reminders come to you, ' +
        'and your approval of it no longer counts.',
      yes: 'Take Over',
      no: 'Not Now',
    }),
  },
};

function isOne(served: Served): boolean {
  return served.moves === 'traffic' || served.users === 1;
}
