import type { Served } from '../../release/state/served.ts';
import { many, span } from './amount.ts';
import { isOn } from './served.ts';

const ordinals = new Intl.PluralRules('en-US', { type: 'ordinal' });
const endings: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd' };

/** What was forgotten, said once a step to whoever can do something about it. */
export const nudgeTexts = {
  spoken: (said: string, next: string) => `${said} ${next}`,
  text: (who: string, said: string, next: string) => `${who} *${said}* ${next}`,
  said: (name: string, what: string) => `${name} ${what}`,
  reminded: (at: string) => `Reminded ${at}`,
  waiting: (ms: number) => ({
    what: `has waited ${span(ms)} for approval`,
    next: 'Approve it, decline it, or stop its pre-release: its servers serve users meanwhile.',
  }),
  approved: (ms: number, service: string) => ({
    what: `was approved ${span(ms)} ago and is not released yet`,
    next: `See what it waits for: \`/release why ${service}\`.`,
  }),
  stuck: (ms: number) => ({
    what: `has been stuck for ${span(ms)}`,
    next: 'It moves only when somebody says how to go on.',
  }),
  holdEnds: (at: string | null) => ({
    what: `goes on at ${at ?? 'the end of its hold'}, when the hold ends`,
    next: 'Hold it again, or roll it back, if it must not.',
  }),
  heldOften: (holds: number) => ({
    what: `is on hold for the ${holds}${endings[ordinals.select(holds)] ?? 'th'} time`,
    next: 'Decide together: let it go on, or roll it back.',
  }),
  postponed: (at: string | null, who: string | null) => ({
    what: `rolls back at ${at ?? 'the end of the postponement'} unless it is healthy`,
    next: `${who ?? 'Somebody'} postponed it; the reason still helps whoever comes next.`,
  }),
  locked: (service: string, ms: number, because: string | null) => ({
    what: `locked ${service} ${span(ms)} ago`,
    next:
      'Nothing starts until somebody unlocks it: ' +
      `\`/release unlock ${service} &lt;reason&gt;\`.` +
      (because === null ? '' : ` Locked: ${because}`),
  }),
  waits: { what: 'waits', next: '' },
  rungs: {
    owner: 'Next the team is asked, after 4 office hours',
    team: 'Next the on-call is asked, after 4 office hours',
    'on-call': 'This was the last reminder',
  },
  settled: (name: string) => `Settled: the reminder about ${name}. Nobody needs to act.`,
  settledText: (how: string) => `*Settled.* ${how}`,
  ownedBy: (who: string) => `${who} owns it now.`,
  acted: 'Somebody acted, or it went on by itself.',
  handover: {
    head: (name: string) => `${name} needs a new owner`,
    owner: 'Its owner',
    spoken: (name: string, who: string) =>
      `${name} needs a new owner: ${who} is no longer here. Somebody has to take it over.`,
    text: (called: string, who: string) =>
      `${called} ${who} started it and is no longer here. ` +
      'Whoever takes it over gets its questions and reminders; ' +
      'their own approval of it no longer counts.',
    state: (state: string, since: string | null) =>
      `• It stands at: ${state}${since === null ? '' : `, since ${since}`}.`,
    served: (served: Served) =>
      served.moves === 'users' && served.users === null
        ? '• Its users could not be counted.'
        : `• ${isOn(served, 'it')}.`,
    approvals: (given: number) => `• ${many(given, 'approval')} so far.`,
    held: (until: string) => `• On hold until ${until}.`,
    pending: '• A rollback is pending.',
    free: '• Nothing stops it.',
    note: (note: string) => `• Its note: ${note}`,
    asked: (at: string) => `Asked ${at}`,
    mayTake: (service: string) =>
      `Members of the teams and the on-call of ${service} can take over`,
    /** Where it stands. */
    states: {
      queued: 'queued',
      requested: 'waiting for its turn',
      launching: 'starting servers',
      joining: 'letting users in',
      configuring: 'letting users in',
      verifying: 'checking its servers',
      soaking: 'soaking',
      waiting: 'waiting for approval',
      approved: 'approved',
      carried: 'released',
      migrating: 'moving to the new servers',
      watching: 'watched with everybody on it',
      swapping: 'swapping singletons',
      retiring: 'retiring old servers',
      announcing: 'retiring old servers',
      live: 'live',
      'rolling-back': 'rolling back',
      stuck: 'stuck',
      'rolled-back': 'rolled back',
      declined: 'declined',
      expired: 'expired',
      replaced: 'replaced',
      stopped: 'stopped',
      failed: 'failed',
      cancelled: 'cancelled',
    },
  },
  frozen: {
    spoken: (service: string, ms: number, who: string, reason: string) =>
      `${service} has been frozen for ${span(ms)} by ${who}: ${reason}`,
    text: (
      called: string,
      service: string,
      ms: number,
      who: string,
      reason: string,
      until: string,
    ) =>
      `${called} *${service} has been frozen for ${span(ms)}* by ${who}: ` +
      `${reason} It ends by itself at ${until}.`,
    over: (service: string) => `Settled: the freeze of ${service} is over. Nobody needs to act.`,
    overText: '*Settled.* The freeze is over.',
  },
};
