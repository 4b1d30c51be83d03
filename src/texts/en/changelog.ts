import type { Care } from '../../changes/changelog.ts';
import { many } from './amount.ts';

/** What changes between two builds, in the thread and in the channel for changelogs. */
export const changelogTexts = {
  heading: (name: string) => `What changes in ${name}`,
  between: (service: string, from: string, to: string) =>
    `What changes in ${service} from ${from} to ${to}`,
  share: 'Share in Channel',
  shared: 'Shared with `/release changes`',
  live: (name: string) => `${name} is live for everybody`,
  unread: (name: string) => `What changes in ${name} could not be read`,
  unreadShort: (because: string) => `Davy tries again; the pre-release goes on. ${because}`,
  unreadLong: (because: string) =>
    `:warning: *Not read yet.* ${because} Davy tries again every few seconds and writes it ` +
    'here; the pre-release goes on meanwhile.',
  groups: { care: 'Needs care', feature: 'New for users', fix: 'Fixed' },
  gone: (changes: number, version: string) =>
    `No longer included: ${many(changes, 'change')} of ${version}`,
  same: (to: string, from: string) => `Nothing: ${to} and ${from} have the same history.`,
  quiet: 'Nothing that users will notice.',
  more: (changes: number) => `and ${many(changes, 'more', 'more')}`,
  internal: (changes: number) => many(changes, 'internal change'),
  updates: (changes: number) => `${many(changes, 'dependency update')}.`,
  internalToo: (changes: number) => `And ${many(changes, 'internal change')}.`,
  comparedWith: (version: string) => `Compared with ${version}`,
  liveSince: (at: string) => `Live since ${at}`,
  tookThePlace: (version: string) => `replaced ${version}`,
  count: (changes: number) => many(changes, 'change'),
  diff: 'Full diff',
  size: (changes: number, people: number) =>
    changes === 0
      ? 'nothing new'
      : `${many(changes, 'change')} by ${many(people, 'person', 'people')}`,
  reason: (care: Care) => reason(care),
  care: (reasons: readonly string[]) => `Needs care: ${reasons.join(', ')}.`,
  parts: {
    feature: (changes: number) => `${changes} new for users`,
    fix: (changes: number) => `${changes} fixed`,
    internal: (changes: number) => `${changes} internal`,
    gone: (changes: number) => `${changes} no longer included`,
  },
  noTitle: 'No title',
};

const plain = {
  breaking: 'breaking',
  configuration: 'configuration',
  'feature-flag': 'feature flag',
  'removed-endpoint': 'removed endpoint',
  untested: 'no test changed',
} as const;

function reason(care: Care): string {
  switch (care.kind) {
    case 'migrations':
      return `${many(care.count, 'migration')}${care.reversible ? ', reversible' : ''}`;
    case 'lines':
      return `${care.count.toLocaleString('en-US')} lines`;
    case 'files':
      return `${care.count.toLocaleString('en-US')} files`;
    case 'worded':
      return care.text;
    default:
      return plain[care.kind];
  }
}
