import type { Moves } from '../../../release/state/served.ts';
import type { TextPart } from '../../part.ts';
import { many, span } from '../amount.ts';
import { dot } from '../sentence.ts';
import { movers } from '../served.ts';

/** What moves a release on, holds it, slows it down or gives it to somebody else. */
export const runReplies = {
  noPrerelease: (
    service: string,
    barred: { readonly version: string; readonly because: string } | null,
  ) =>
    `No pre-release of ${service} is running.` +
    (barred === null ? '' : ` ${dot(`${barred.version} is blocked: ${barred.because}`)}`) +
    ` Start one: \`/prerelease ${service}\``,
  planChanged: (name: string, because: string) =>
    `${name} was not started: ${dot(because)} Approvals of before do not count, so they are ` +
    'asked for again.',
  started: (name: string, batches: number, others: number) =>
    `Releasing ${name} to everyone, in ${many(batches, 'batch', 'batches')}.` +
    (others === 0
      ? ''
      : ` ${many(others, 'other pre-release')} ${others === 1 ? 'is' : 'are'} released with it.`),
  staysApproved: (name: string, service: string) =>
    `${name} is not released by itself. It stays approved: ` +
    `\`/release start ${service}\` releases it.`,
  leftLine: (name: string) => `${name} has left the queue. Nothing of it was started.`,
  cancelling: (name: string, moves: Moves) =>
    `Cancelling the release of ${name}. No ${movers(moves, 'were', 'was')} moved; ` +
    'it can be started again.',
  held: (name: string, until: number, reason: string): readonly TextPart[] => [
    `${name} is on hold until `,
    { at: until },
    `${dot(`: ${reason}`)} It goes on by itself then.`,
  ],
  holdNeedsReason: (service: string) =>
    `A hold needs a reason: \`/release hold ${service} 15m slow query\`. Nothing changed.`,
  holdNeedsUnit: (number: string) =>
    `\`${number}\` needs a unit. Try \`${number}m\`. Nothing changed.`,
  holdTooShort: (word: string, leastMs: number, mostMs: number) =>
    `A hold lasts ${span(leastMs)} to ${span(mostMs)}; ${word} is too short. Nothing changed.`,
  holdTooLong: (word: string, leastMs: number, mostMs: number) =>
    `A hold lasts ${span(leastMs)} to ${span(mostMs)}; ${word} is too long. Nothing changed.`,
  holdForm: {
    title: 'Hold release',
    intro: (name: string, ms: number) =>
      `${name} does not go on for ${many(Math.round(ms / 60_000), 'minute')}. ` +
      'A rollback is never delayed.',
    label: 'Why?',
    hint: 'Slow query, strange numbers, …',
    submit: (ms: number) => `Hold ${many(Math.round(ms / 60_000), 'Minute')}`,
    cancel: 'Cancel',
  },
  resumed: (name: string) => `${name} goes on.`,
  answered: (name: string) => `You are on it: nobody else is called for ${name}.`,
  slower: (name: string, left: number, betweenMs: number) =>
    `${name} goes slower: ${many(left, 'batch', 'batches')} left, ` +
    `${span(betweenMs)} watched after each.`,
  faster: (name: string, left: number, betweenMs: number) =>
    `${name} goes faster: ${many(left, 'batch', 'batches')} left, ` +
    `${span(betweenMs)} watched after each.`,
  owned: (name: string, lostApproval: boolean) =>
    `You own ${name} now.${lostApproval ? ' Your approval of it no longer counts.' : ''}`,
  retried: (name: string) => `Trying ${name} again.`,
  byHand: (name: string, service: string) =>
    `${name} is recorded as finished by hand. ` +
    `${service} is locked: check what is live, then unlock.`,
  byHandNeedsReason: (id: string) =>
    `Say what was done: \`/release by-hand ${id} <reason>\`. Nothing changed.`,
  byHandForm: {
    title: 'Finished by hand',
    intro: (name: string) =>
      `Davy stops working on ${name}. The service stays locked until somebody has checked ` +
      'what is live.',
    label: 'What did you do?',
    hint: 'Moved the last server myself',
    submit: 'Done by Hand',
    cancel: 'Cancel',
  },
  drawn: (name: string) => `The messages of ${name} are updated.`,
  confirm: {
    rollBack: (name: string, version: string, service: string, isRelease: boolean) => ({
      title: `Roll back ${name}`,
      text:
        `Its users go back, ${version} may not be released again, ` +
        `and ${service} stays locked until somebody unlocks it.`,
      yes: 'Roll Back',
      no: isRelease ? 'Keep Releasing' : 'Keep Soaking',
    }),
    stop: (version: string) => ({
      title: 'Stop this pre-release',
      text: `Its users go back. ${version} can be pre-released again.`,
      yes: 'Stop Pre-Release',
      no: 'Keep Going',
    }),
    approve: (name: string) => ({
      title: `Approve ${name}`,
      text: 'You approve exactly this build and plan for your team.',
      yes: 'Approve',
      no: 'Not Yet',
    }),
    start: (name: string) => ({
      title: `Release ${name}`,
      text: 'All users move, in batches.',
      yes: 'Start Release',
      no: 'Not Yet',
    }),
  },
};
