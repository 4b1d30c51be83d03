import { span, joined } from './amount.ts';

/**
 * One thing one person needs to know: a sentence, and what more there is to it. Reasons come as
 * whole sentences.
 */
export const dmTexts = {
  open: 'Open Thread',
  settings: '`/release settings` changes what Davy writes to you',
  at: (at: string) => `At ${at}`,
  since: (at: string) => `Since ${at}`,
  liveVersion: 'the live version',
  missing: (teams: readonly { readonly team: string; readonly missing: number }[]) =>
    `Missing: ${joined(teams.map(({ team, missing }) => `${missing} of ${team}`))}.`,
  asked: (name: string, missing: string) => ({
    sentence: `${name} waits for your approval.`,
    more: `${missing} No answer means no release.`,
  }),
  askedAgain: (name: string, ms: number, missing: string) => ({
    sentence: `${name} has waited ${span(ms)} for your approval.`,
    more: `${missing} No answer means no release.`,
  }),
  unanswered: (name: string, ms: number, missing: string) => ({
    sentence: `${name} got no answer in ${span(ms)}.`,
    more: `${missing} Ask them, or let it expire.`,
  }),
  declined: (name: string, because: string) => ({
    sentence: `${name} was declined.`,
    more: because,
  }),
  expired: (name: string) => ({
    sentence: `${name} got no approval in time.`,
    more: 'Its users are back on the live version. The same build can be pre-released again.',
  }),
  stuck: (name: string, because: string) => ({
    sentence: `${name} is stuck.`,
    more: `${because} Somebody has to retry it, roll it back or finish it by hand.`,
  }),
  failed: (name: string, because: string) => ({
    sentence: `${name} failed before users moved.`,
    more: because,
  }),
  live: (name: string) => ({ sentence: `${name} is live for all users.`, more: '' }),
  again: (name: string, from: string, note: string) => ({
    sentence: `${name} is live again, ${from} was rolled back.`,
    more: note,
  }),
  rollingBack: (name: string, to: string, because: string) => ({
    sentence: `${name} is rolling back to ${to}.`,
    more: because,
  }),
  rolledBack: (name: string, to: string, because: string) => ({
    sentence: `${name} was rolled back to ${to}.`,
    more: because,
  }),
};
