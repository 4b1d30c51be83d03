import type { Changelog } from '../../src/changes/changelog.ts';
import type { Release } from '../../src/release/state/release.ts';
import type { SeenError } from '../../src/release/state/seen-error.ts';
import type { ThreadFacts } from '../../src/views/thread-facts.ts';
import { build, line, locked, plan, prerelease, release } from '../support/a-release.ts';
import { knownIssue, seenError } from '../support/error-samples.ts';
import { minute, noon } from '../support/noon.ts';
import { priya, tom } from '../support/people.ts';
import { bad, good, issue } from '../support/readings.ts';
import { countdown, watch } from '../support/release-parts.ts';
import { measurements, story } from '../support/thread-samples.ts';
import { saidBy } from '../../src/release/state/said.ts';
import { worded } from '../../src/release/state/worded.ts';

const since = noon + 6 * minute;
const change = (
  number: number,
  title: string,
  name: string,
  files: readonly string[],
): Changelog['changes'][number] => ({
  commit: `c${number}`,
  title,
  author: { name, email: `${name.toLowerCase()}@example.com` },
  at: number,
  group: 'fix',
  care: [],
  files,
  tickets: [],
  pull: { number, url: `https://git.example.com/board/pull/${number}` },
});

/**
 * What changed in the sample build: two changes that touched the file the sample error comes from,
 * one that did not.
 */
export const changes: Changelog = {
  service: 'board',
  from: { version: '1.41.0', commit: 'a' },
  to: { version: '1.42.0', commit: 'b' },
  removed: [],
  url: null,
  changes: [
    change(5_120, 'Explain regions', 'Tom B.', ['docs/regions.md']),
    change(5_111, 'Orders by region', 'Marta K.', ['server/orders/region.ts']),
    change(5_098, 'Name regions', 'Priya N.', ['server/orders/region.ts', 'server/socket.ts']),
  ],
};
const nasty =
  'x\u202egpj.exe <!channel> <@U0ANA> *bold* `code` & [link](http://a.b) ' +
  'https://evil.example/a|b\n' +
  'long '.repeat(1_000);
const soaking = (more: Partial<ThreadFacts>, of: Partial<Release> = {}) =>
  story({
    prerelease: prerelease({ kind: 'soaking', since }, { watch: watch(bad), ...of }),
    history: measurements(since, 9),
    changelog: changes,
    errors: [seenError()],
    ...more,
  });
const many = (count: number): readonly SeenError[] =>
  Array.from({ length: count }, (_, n) =>
    seenError({
      place: n + 1,
      ownCard: n < 5,
      issue: {
        ...issue,
        id: String(n + 1),
        shortId: `BOARD-${n + 1}`,
        title: `Error number ${n + 1}`,
        count: n + 1,
      },
    }),
  );
const rolledBack = {
  kind: 'rolled-back',
  at: noon + 260 * minute,
  because: worded('new errors 24, max 0'),
  by: null,
} as const;
const paged = { countdown: countdown(), countdowns: 1 };

/** The states of new errors. */
export const errorGallery: Readonly<Record<string, ThreadFacts>> = {
  'new error': soaking({}),
  'new error nobody has traced': soaking({ errors: [seenError({ trace: null })], changelog: null }),
  'new error without a stack': soaking({
    errors: [
      seenError({
        trace: { kind: 'untraced', why: 'it came without a stack trace' },
        issue: { ...issue, users: 0, culprit: '' },
      }),
    ],
  }),
  'new error no change explains': soaking({ changelog: { ...changes, changes: [] } }),
  'new error of unknown changes': soaking({ changelog: null }),
  'error that came back': soaking({
    errors: [
      seenError({
        issue: { ...issue, what: 'regressed', firstSeen: noon - 90 * 24 * 60 * minute },
      }),
    ],
    known: [knownIssue({ version: '1.39.0', until: noon - minute })],
  }),
  'error that grows': soaking({
    errors: [seenError({ issue: { ...issue, what: 'escalating' } })],
    known: [knownIssue()],
  }),
  'error called known': soaking({ known: [knownIssue()] }),
  'error known from a build before': soaking({
    known: [knownIssue({ version: '1.41.0', at: noon - 24 * 60 * minute })],
  }),
  'error not of this release': soaking({
    known: [knownIssue({ word: 'not-this-release', until: null, reason: '' })],
  }),
  'error that blocked the build before': soaking({
    known: [
      knownIssue({
        word: 'ours-blocks',
        until: null,
        version: '1.41.5',
        reason: 'new error BOARD-7',
      }),
    ],
  }),
  'error whose word was taken back': soaking({
    known: [knownIssue({ undone: { by: priya, at: noon } })],
  }),
  'error that blocks': soaking({
    known: [knownIssue({ word: 'ours-blocks', until: null, reason: 'new error BOARD-7' })],
    prerelease: prerelease(
      {
        kind: 'declined',
        at: noon + 9 * minute,
        ...saidBy(tom, 'declined', 'new error BOARD-7'),
      },
      { watch: watch(bad) },
    ),
  }),
  'one error too many for a card': soaking({ errors: many(6) }),
  'sixty new errors': soaking({ errors: many(60), known: [knownIssue({ fingerprint: '9' })] }),
  'sixty errors, all decided': soaking({
    errors: many(60),
    known: many(60).map(({ issue: { id } }) => knownIssue({ fingerprint: id })),
  }),
  'waiting for approval with known errors': soaking({
    known: [knownIssue()],
    prerelease: prerelease(
      { kind: 'waiting', since },
      { watch: watch(good, { creditedMs: plan.soakMs }) },
    ),
  }),
  'new error during a release': story({
    line: line({ moving: { release: 'rel_ALL', carries: ['rel_PRE'], migrating: true } }),
    prerelease: prerelease({ kind: 'approved', since }),
    changelog: changes,
    errors: [seenError()],
    history: measurements(since, 9),
    release: release(
      { kind: 'watching', since: noon + 320 * minute, watchedMs: 0 },
      { watch: watch(bad) },
    ),
    now: noon + 330 * minute,
  }),
  'page with a likely change': soaking({}, paged),
  'page without a likely change': soaking({ changelog: null }, paged),
  'rolled back, the author is known': soaking({
    line: locked,
    errors: [seenError({ author: { id: 'U0MARTA', name: 'Marta K.' } })],
    prerelease: prerelease(rolledBack, { watch: watch(bad), ...paged }),
  }),
  'rolled back, the author is not known': soaking({
    line: locked,
    prerelease: prerelease(rolledBack, { watch: watch(bad), ...paged }),
  }),
  'nasty errors': soaking(
    {
      build: build('1.42.0'),
      known: [
        knownIssue({
          reason: nasty,
          title: nasty,
          by: { id: 'U0X', name: nasty },
          version: '1.41.0',
        }),
      ],
      changelog: {
        ...changes,
        changes: changes.changes.map((one) => ({
          ...one,
          title: nasty,
          author: { name: nasty, email: nasty },
          pull: { number: 1, url: 'javascript:alert(1)' },
        })),
      },
      errors: [
        ...many(8),
        seenError({
          place: 9,
          trace: { kind: 'untraced', why: nasty },
          issue: { ...issue, id: '9' },
        }),
      ].map((one) => ({
        ...one,
        issue: {
          ...one.issue,
          title: nasty,
          culprit: nasty,
          shortId: nasty.slice(0, 80),
          link: 'javascript:alert(1)',
        },
      })),
    },
    paged,
  ),
};
