import type { Leads } from '../../leads.ts';
import { checksSaid, servesNot } from '../live.ts';
import { dot } from '../sentence.ts';
import { span } from '../amount.ts';
import { leads, mayBe } from './leads.ts';

/** How CI's checks of a build ended. */
type Checks = { readonly passed: number; readonly failed: number };

/** What is said to whoever says what is live. */
export const liveReplies = {
  is: (name: string) => `${name} is live.`,
  isAlready: (name: string) => `${name} is live already. Nothing changed.`,
  unknown: (service: string) =>
    `Davy does not know what is live. Say it once: \`/release live ${service} <version>\``,
  noBuild: (unknown: string) => `${unknown} Register it first (POST /builds). Nothing changed.`,
  asks: (name: string, { passed, failed }: Checks, before: string | null, lifts: string | null) =>
    `This records ${name} as live; no server changes.` +
    (before === null ? '' : ` Davy believes ${before} is live now.`) +
    ' Later rollbacks go there.' +
    (failed > 0 ? ` Of this build ${checksSaid(passed, failed)}.` : '') +
    (lifts === null ? '' : ` It is no longer blocked: ${dot(lifts)}`),
  asksTwo: (
    name: string,
    { passed, failed }: Checks,
    serving: readonly string[] | null,
    reason: string,
  ) =>
    `${servesNot(name, serving)}${failed > 0 ? ` ${checksSaid(passed, failed)}.` : ''} ` +
    'Recorded as live on the word of two approvers, nobody goes back to it before it served. ' +
    `Your reason: ${dot(reason)}`,
  needsWhy: (name: string, { passed, failed }: Checks, serving: readonly string[] | null) =>
    `${servesNot(name, serving)}${failed > 0 ? ` ${checksSaid(passed, failed)}.` : ''} ` +
    'Recorded as live all the same it needs a reason, and the word of two approvers: ' +
    `\`/release live ${name} <reason>\`. Nothing changed.`,
  saidByOne: (who: string, name: string, { passed, failed }: Checks, reason: string, ms: number) =>
    `${who} says that ${name} is live, although it was not seen to serve: ${dot(reason)}` +
    (failed > 0 ? ` ${checksSaid(passed, failed)}.` : '') +
    ` Another approver has to say the same within ${span(ms)}: ` +
    `\`/release live ${name} <reason>\`. Until then nothing changes.`,
  barred: (name: string, because: string) =>
    `${dot(`${name} is blocked: ${because}`)} Say why it may serve everybody: ` +
    `\`/release live ${name} <reason>\`. Nothing changed.`,
  may: (teams: readonly string[], who: Leads) =>
    `${mayBe(`${leads(teams)} can say what is live`, who)} Nothing changed.`,
  form: {
    title: 'Blocked build as live',
    intro: (name: string, because: string) =>
      `${dot(`${name} is blocked: ${because}`)} Recorded as live it is no longer ` +
      'blocked, and later rollbacks go there.',
    label: 'Why may it serve everybody?',
    hint: 'It serves already, and the errors came from elsewhere',
    submit: 'Record as Live',
    cancel: 'Cancel',
  },
  formOfTwo: {
    title: 'Not seen to serve',
    label: 'Why does it count as live?',
    hint: 'The fleet does not answer, and the balancer shows it at work',
    submit: 'Record as Live',
    cancel: 'Cancel',
  },
  recorded: (name: string) => `${name} is recorded as live.`,
  recordedUnproven: (name: string) =>
    `${name} is recorded as live. Nobody goes back to it, and nothing starts, before it serves: ` +
    `say so again then, \`/release live ${name}\`.`,
};
