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
 * not say of what.
 */
export const actTexts = {
  startPrerelease: (name: string) => ({
    label: 'Start Pre-Release',
    spoken: `Start pre-release of ${name}`,
  }),
  stop: (name: string) => ({
    label: 'Stop Pre-Release',
    spoken: `Stop the pre-release of ${name}`,
  }),
  approve: (name: string) => ({
    label: 'Approve Release',
    spoken: `Approve releasing ${name} to all users`,
  }),
  approveEarly: (name: string) => ({
    label: 'Approve Early',
    spoken: `Approve releasing ${name} to all users`,
  }),
  decline: (name: string) => ({
    label: 'Decline',
    spoken: `Decline releasing ${name} and give a reason`,
  }),
  undo: (name: string) => ({
    label: 'Undo My Approval',
    spoken: `Undo your own approval of ${name}`,
  }),
  cancelSlot: (name: string) => ({
    label: 'Cancel Slot',
    spoken: `Do not release ${name} by itself`,
  }),
  leaveLine: (name: string) => ({
    label: 'Leave the Queue',
    spoken: `Take ${name} out of the queue`,
  }),
  cancel: (name: string, moves: Moves) => ({
    label: 'Cancel Release',
    spoken: `Cancel the release of ${name} before ${movers(moves, 'move', 'moves')}`,
  }),
  start: (name: string) => ({
    label: 'Start Release',
    spoken: `Start releasing ${name} to all users`,
  }),
  rollBack: (name: string) => ({ label: 'Roll Back', spoken: `Roll back ${name}` }),
  rollBackAndBlock: (name: string) => ({
    label: 'Roll Back and Block',
    spoken: `Roll back ${name}, block it and lock its service`,
  }),
  rollBackNow: (name: string) => ({ label: 'Roll Back Now', spoken: `Roll back ${name} now` }),
  hold: (name: string) => ({ label: 'Hold Here', spoken: `Hold ${name} where it is` }),
  resume: (name: string) => ({ label: 'Resume', spoken: `End the hold of ${name}` }),
  slower: (name: string, moves: Moves) => ({
    label: 'Slower',
    spoken: `Move the ${moves} of ${name} in smaller batches`,
  }),
  faster: (name: string, moves: Moves) => ({
    label: 'Faster',
    spoken: `Move the ${moves} of ${name} in larger batches again`,
  }),
  postpone: (name: string, ms: number) => ({
    label: `Postpone ${spelled(ms)}`,
    spoken: `Postpone the rollback of ${name}`,
  }),
  retry: (name: string) => ({ label: 'Retry', spoken: `Retry ${name}` }),
  doneByHand: (name: string) => ({
    label: 'Done by Hand',
    spoken: `Say that ${name} was finished by hand`,
  }),
  own: (name: string) => ({ label: 'Take Over', spoken: `Take over ${name}` }),
  answer: (name: string) => ({ label: 'I Am on It', spoken: `Say that you are on ${name}` }),
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
