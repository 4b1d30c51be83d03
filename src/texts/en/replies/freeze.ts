import type { TextPart } from '../../part.ts';
import { joined } from '../amount.ts';
import { dot, listed } from '../sentence.ts';
import type { Leads } from '../../leads.ts';
import { leads, mayBe } from './leads.ts';

/** What stops new starts: a freeze until a time, a lock until somebody says why it may go on. */
export const freezeReplies = {
  frozen: (
    service: string,
    {
      until,
      by,
      reason,
    }: { readonly until: number; readonly by: { readonly name: string }; readonly reason: string },
    teams: readonly string[],
  ): readonly TextPart[] => [
    `${service} is frozen until `,
    { at: until },
    ` by ${dot(`${by.name}: ${reason}`)} The approvers of ${joined(teams)} can end it. ` +
      'Nothing changed.',
  ],
  noTime: (said: string, name: string) =>
    `I cannot read "${said}" as a time. Try \`18:00\`, \`mon 9:00\`, ` +
    `\`nov 23 9:00\` or \`2h\`: \`/release freeze ${name} until mon 9:00 holiday sale\`. ` +
    'Nothing changed.',
  tooFar: (at: number): readonly TextPart[] => [
    'That would be until ',
    { at },
    '. A freeze ends in a minute at the earliest and in 60 days at the latest. Nothing changed.',
  ],
  needsReason: (name: string, when: string) =>
    `A freeze needs its reason: \`/release freeze ${name} until ${when} holiday sale\`. ` +
    'Nothing changed.',
  done: (services: readonly string[], until: number, reason: string): readonly TextPart[] => [
    `${listed(services)} ${services.length === 1 ? 'is' : 'are'} frozen until `,
    { at: until },
    `${dot(`: ${reason}`)} What runs goes on, rollbacks always work, and it ends by itself.`,
  ],
  refused: (because: string) => `Not frozen: ${dot(because)}`,
  others: (services: readonly Unled[]) =>
    `Not frozen, because you lead no team there: ${listed(services.map(unled))}.`,
  form: {
    title: (name: string) => `Freeze ${name}`,
    submit: 'Freeze',
    cancel: 'Cancel',
    intro:
      'No new pre-release or release starts until then. ' +
      'What runs goes on, and rollbacks always work.',
    until: 'Until when',
    untilHint: '18:00, mon 9:00, nov 23 9:00 or 2h',
    reason: 'Why',
    reasonHint: 'Holiday sale',
    wrong: 'A time from a minute to 60 days from now: 18:00, mon 9:00, nov 23 9:00 or 2h',
    noReason: 'Say why: people who are stopped read it',
  },
  notFrozen: (service: string | null) =>
    service === null
      ? 'Nothing is frozen. Nothing changed.'
      : `${service} is not frozen. Nothing changed.`,
  ended: (services: readonly string[]) =>
    `${listed(services)} ${services.length === 1 ? 'is' : 'are'} no longer frozen. ` +
    'Pre-releases and releases may start.',
  endedNotAll: (services: readonly Unled[]) =>
    `Still frozen, because you lead no team there: ${listed(services.map(unled))}.`,
  asked: (service: string) => `Asked in the channel of ${service}.`,
  /** Who may, for somebody who may not. */
  mayFreeze: (service: string | null, teams: readonly string[], who: Leads) =>
    mayBe(`${leads(teams)} can freeze${service === null ? '' : ` ${service}`}`, who) +
    ' Nothing changed.',
  mayEnd: (teams: readonly string[], who: Leads) =>
    `${mayBe(`${leads(teams)} can end the freeze`, who)} Nothing changed.`,
  notLocked: (service: string) => `${service} is not locked. Nothing changed.`,
  unlocked: (service: string, reason: string) => dot(`${service} is unlocked: ${reason}`),
  unlockNeedsReason: (service: string, locked: string) =>
    `Say why ${service} may go on: unlocking is told to the channel. ` +
    `${dot(`Locked: ${locked}`)} Nothing changed yet.`,
  unlockForm: {
    title: (service: string) => `Unlock ${service}`.slice(0, 24),
    intro: (service: string, locked: string) =>
      `${dot(`Locked: ${locked}`)} Pre-releases and releases of ${service} may start again; ` +
      'blocked builds stay blocked. The channel is told.',
    label: 'Why may it go on?',
    hint: 'What was wrong, and what mends it',
    submit: 'Unlock',
    cancel: 'Cancel',
  },
};

type Unled = { readonly name: string; readonly leads: readonly string[] };

/** A service somebody may not act on, and who may. */
function unled({ name, leads: who }: Unled): string {
  return `${name} (${who.length === 0 ? 'nobody can now' : `${joined(who)} can`})`;
}
