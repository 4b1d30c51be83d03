import type { News } from '../../../release/state/reader.ts';
import { shortened, dot, either, listed } from '../sentence.ts';

const news: { readonly [Kind in News]: string } = {
  'needs-me': 'a release needs you',
  live: 'one of yours is live',
  'rolled-back': 'one of yours is rolled back',
};

/** What Davy writes to one person, and of what. */
export const settingsReplies = {
  follows: (what: string) => `You follow ${what} already.`,
  most: (things: number) =>
    `You follow ${things} things, which is the most. Stop following one first.`,
  followed: (what: string, isRelease: boolean, tell: readonly ('live' | 'rolled-back')[]) => {
    if (tell.length === 0)
      return (
        `You follow ${what}. You switched off direct messages about what is live and what is ` +
        'rolled back, so nothing is written to you.'
      );
    return dot(
      `You follow ${what}. Davy writes to you when ` +
        `${isRelease ? 'it' : 'a release of it'} is ` +
        either(tell.map((one) => (one === 'live' ? 'live' : 'rolled back'))),
    );
  },
  notFollowed: (what: string) => `You do not follow ${what}. Nothing changed.`,
  unfollowed: (what: string) =>
    `You no longer follow ${what}. What you start yourself, and what needs your approval, ` +
    'is still written to you.',
  noHours: (said: string) =>
    `\`quiet=${shortened(said)}\` is not a range of hours. ` +
    'Example: `quiet=22:00-8:00`, or `quiet=off`. Nothing changed.',
  noHoursShort: 'Write hours such as 22:00-8:00',
  unknown: (said: string) =>
    `I do not know "${shortened(said)}". Try \`/release settings\` for the form. Nothing changed.`,
  unknownIn: (list: string, said: string, known: readonly string[]) =>
    `\`${list}=\` does not know "${shortened(said)}". ` +
    `It knows ${known.join(', ')}, all and none. Nothing changed.`,
  form: {
    title: 'Davy writes to you',
    submit: 'Save',
    cancel: 'Cancel',
    intro: 'Pages are never delayed: on-call is called by the pager. Times are your own.',
    follow: 'Services I follow',
    tell: 'Write to me when',
    summaries: 'Summaries by direct message',
    quiet: 'Quiet hours',
    quietHint: '22:00-8:00',
    news: {
      'needs-me': 'A release needs me',
      live: 'Mine or one I follow is live',
      'rolled-back': 'Mine or one I follow is rolled back',
    } satisfies { readonly [Kind in News]: string },
    issues: { daily: 'Every work day', weekly: 'Every week' },
  },
  saved: (
    tell: readonly News[],
    services: readonly string[],
    daily: boolean,
    weekly: boolean,
    quiet: { readonly from: string; readonly until: string } | null,
  ) =>
    [
      'Saved.',
      tell.length === 0
        ? 'Davy writes nothing to you about releases.'
        : dot(`Davy writes to you when ${tell.map((one) => news[one]).join(', or ')}`),
      services.length === 0 ? '' : `You follow ${listed(services)}.`,
      daily && weekly
        ? 'Summaries come every work day and every week.'
        : daily
          ? 'A summary comes every work day.'
          : weekly
            ? 'A summary comes every week.'
            : '',
      quiet === null ? '' : `Quiet from ${quiet.from} to ${quiet.until}.`,
    ]
      .filter((sentence) => sentence !== '')
      .join(' '),
};
