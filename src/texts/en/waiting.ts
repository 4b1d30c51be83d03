import type { Waits } from '../../release/waiting-for.ts';
import { becauseText } from './because.ts';
import { launchTexts } from './launch.ts';
import { signalText } from './signal.ts';
import { singleWaits } from './singles.ts';
import { count, many, span } from './amount.ts';

/**
 * What a release waits for, and who can end it; null where nobody can. Where a power ends it, only
 * the way is said here: who has it, davy.yml says.
 */
export type Waiting = {
  readonly [Key in keyof Waits]: (...values: Waits[Key]) => {
    readonly what: string;
    readonly who: string | null;
  };
};

/**
 * A list of what is not met yet: each begins in the middle of a sentence and brings no full stop.
 */
export const waiting: Waiting = {
  inLine: (name, service) => ({
    what: `${name} is queued: another pre-release of ${service} is in production`,
    who: `with \`/prerelease stop ${service}\``,
  }),
  behind: (live, name) => ({
    what:
      `${live ?? 'another build'} went live meanwhile; ${name} soaks again beside it, ` +
      'if it contains it',
    who: null,
  }),
  slot: (name, service) => ({
    what: `${name} waits for its slot`,
    who: `with \`/release start ${service}\``,
  }),
  lock: (service, because) => ({
    what: `${service} is locked: ${open(becauseText(because))}`,
    who: `with \`/release unlock ${service}\``,
  }),
  job: (job, who, service) => ({
    what: `the job ${job} of ${service} runs, asked by ${who}`,
    who: `whoever may run it, with \`/release run-stop ${service}\``,
  }),
  freeze: (service, because, who) => ({ what: `${service} is frozen: ${open(because)}`, who }),
  hold: (name, because, who) => ({ what: `${name} is on hold: ${open(because)}`, who }),
  rollback: (name, because) => ({
    what: `${name} rolls back unless it gets healthy: ${open(becauseText(because))}`,
    who: 'the on-call and the teams, with Postpone',
  }),
  stuck: (name, because) => ({
    what: `${name} is stuck: ${open(becauseText(because))}`,
    who: 'with Retry or Done by Hand; with Roll Back whoever may roll back',
  }),
  room: (because, spares, ends, service) => ({
    what:
      open(becauseText(because)) +
      (spares.dead > 0 ? `; ${launchTexts.deadSpares(spares.dead, spares.of)}` : ''),
    who:
      'whoever runs the servers, by making room: Davy goes on asking' +
      {
        prerelease: `, or whoever may, with \`/prerelease stop ${service}\``,
        start: `, or whoever may, with \`/release cancel ${service}\``,
        users: `, or whoever may, with \`/rollback ${service} <reason>\``,
        back: '',
      }[ends],
  }),
  single: (single, where, state, downSince) => ({
    what: singleWaits(single, where, state, downSince),
    who: null,
  }),
  soak: (watchedMs, ofMs) => ({
    what: `soak: ${span(watchedMs)} of ${span(ofMs)} watched`,
    who: null,
  }),
  users: (here, needed, moves) => ({
    what:
      (moves === 'traffic'
        ? `${count(here)} of ${many(needed, 'request')} a second needed`
        : `${count(here)} of ${many(needed, 'user')} needed`) + '; the soak waits',
    who: null,
  }),
  verdict: (kind, reasons) => ({
    what:
      `${{ healthy: 'healthy', unhealthy: 'unhealthy', undecided: 'undecided' }[kind]}: ` +
      open(reasons.map(signalText).join('; ')),
    who: null,
  }),
  moving: (service) => ({ what: `another release of ${service} is running`, who: null }),
  bar: (name, because) => ({
    what: `${name} is blocked: ${open(becauseText(because))}`,
    who: null,
  }),
  approvals: (given, needed, team, except) => ({
    what: `${given} of ${needed} approvals of ${team}`,
    who: `members of ${team}, except ${except ?? 'the one who started it'}`,
  }),
};

/** A reason that was typed with its full stop, where the sentence goes on. */
function open(reason: string): string {
  return reason.trimEnd().replace(/\.$/, '');
}
