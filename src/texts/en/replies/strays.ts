import { joined, span } from '../amount.ts';

const form = { label: 'Why?', cancel: 'Cancel' };

/** What is said to whoever answers. */
export const strayReplies = {
  noReason: 'Say why, so that others can read it.',
  which: 'Use the buttons on its card. Nothing changed.',
  adopted: (name: string) => `Davy leaves these servers of ${name} alone from now on.`,
  ordered: {
    terminate: (name: string, graceMs: number) =>
      `Davy terminates these servers of ${name} in ${span(graceMs)}, if nobody is on them then. ` +
      'Its card says how it ends.',
    unprotect: (name: string) =>
      `Davy takes the protection of these servers of ${name} off. Its card says what is next.`,
  },
  form: {
    adopt: {
      ...form,
      title: 'Adopt servers',
      intro: (name: string, ids: readonly string[]) =>
        `Davy leaves ${joined(ids)} of ${name} alone from now on and asks no more. ` +
        'They run on, and cost on.',
      hint: 'We measure with them until Friday',
      submit: 'Adopt',
    },
    terminate: {
      ...form,
      title: 'Terminate servers',
      intro: (name: string, ids: readonly string[]) =>
        `Davy destroys ${joined(ids)} of ${name}. Nobody gets them back. Servers that are open, ` +
        'have users or are protected by then stay.',
      hint: 'Left over from the rollback',
      submit: 'Terminate',
    },
    unprotect: {
      ...form,
      title: 'Unprotect servers',
      intro: (name: string, ids: readonly string[]) =>
        `Davy switches the termination protection of ${joined(ids)} of ${name} off. ` +
        'Nothing is destroyed by that.',
      hint: 'Left over from the rollback',
      submit: 'Unprotect',
    },
  },
};
