import type { TextPart } from '../../part.ts';
import { many } from '../amount.ts';
import { shortened, dot } from '../sentence.ts';

const name = (errors: number, first: string | null): string =>
  errors === 1 ? (first ?? 'it') : many(errors, 'error');

/** What people say of a new error, and what is known of a service's errors. */
export const errorsReplies = {
  name,
  which:
    'Say which error it is, and what to do with it: `ours-blocks`, ' +
    '`known 14d <reason>` or `not-this-release`. The buttons on its card do that. ' +
    'Nothing changed.',
  gone: (release: string) =>
    `There is no such error of ${release} to decide any more. Nothing changed.`,
  grows: (error: string) => `${error} grows, so it counts in any case. Nothing changed.`,
  said: {
    known: (who: string, error: string, until: number, at: number): readonly TextPart[] => [
      `${who} called ${error} known until `,
      { at: until },
      ', at ',
      { at },
      '. Nothing changed.',
    ],
    'ours-blocks': (
      who: string,
      error: string,
      _until: number,
      at: number,
    ): readonly TextPart[] => [
      `${who} called ${error} ours and blocking, at `,
      { at },
      '. Nothing changed.',
    ],
    'not-this-release': (
      who: string,
      error: string,
      _until: number,
      at: number,
    ): readonly TextPart[] => [
      `${who} called ${error} not of this release, at `,
      { at },
      '. Nothing changed.',
    ],
  },
  needsEnd:
    'Known needs an end and a reason, such as `known 14d fixed with BRD-12`. Nothing changed.',
  blocks: (error: string) => `new error ${error}`,
  blocked: (release: string, why: string) =>
    `You blocked ${dot(`${release}: ${why}`)} Its users go back now.`,
  known: (errors: number, error: string, until: number, reason: string): readonly TextPart[] => [
    `${error} ${errors === 1 ? 'is' : 'are'} known until `,
    { at: until },
    `${dot(`: ${reason}`)} Until then ` +
      (errors === 1
        ? 'it does not count, unless it grows'
        : 'they do not count, unless they grow') +
      '.',
  ],
  notThisRelease: (errors: number, error: string, release: string) =>
    errors === 1
      ? `${error} does not count for ${release}, unless it grows. The next build asks again.`
      : `${error} do not count for ${release}, unless they grow. The next build asks again.`,
  form: {
    title: 'Known error',
    submit: 'Save as Known',
    cancel: 'Cancel',
    intro: (error: string, release: string) =>
      `${error} does not count until 9:00 of that day on your clock, ` +
      `in ${release} and later builds, unless it grows. ` +
      'Everyone in the thread sees your reason.',
    reason: 'Reason',
    reasonHint: 'Ex. Fixed with BRD-12',
    wrong: 'A day from tomorrow on, 90 days from now at the latest',
    noReason: 'Say why it may stay: everyone in the thread reads it',
  },
  none: (service: string) => `No error of ${service} is known: each new one counts.`,
  head: (errors: number, service: string) =>
    `${many(errors, 'error')} of ${service} ${errors === 1 ? 'does' : 'do'} not count:`,
  until: (what: string, at: number, by: string): readonly TextPart[] => [
    `${what}, known until `,
    { at },
    `, ${by}`,
  ],
  notOf: (what: string, version: string, by: string): readonly TextPart[] => [
    `${what}, not of ${version}, ${by}`,
  ],
  by: (who: string, reason: string) => (reason === '' ? who : `${who}: ${reason}`),
  more: (errors: number) => `And ${errors} more.`,
  notKnown: (fingerprint: string, service: string) =>
    `No error ${shortened(fingerprint)} of ${service} is known. Nothing changed.`,
  undone: 'Undone. The error counts again from the next check on.',
};
