import type { ThreadFacts } from '../../src/views/thread-facts.ts';
import { build, line, locked } from '../support/a-release.ts';
import { change, changelog } from '../support/changelogs.ts';
import { minute } from '../support/noon.ts';
import { ana } from '../support/people.ts';
import { watch } from '../support/release-parts.ts';
import { boardService, story } from '../support/thread-samples.ts';
import { ended, pre, quiet, since, endedBy } from './gallery-parts.ts';
import { worded } from '../../src/release/state/worded.ts';

const imageSearch = {
  tags: { releaseVersion: '{version}', Role: 'board' },
  withinMs: 120 * minute,
};

/** A build from its card to the launch of its pre-release. */
export const buildGallery: Readonly<Record<string, ThreadFacts>> = {
  'build ready': story(),
  'build ready, with its changes': story({ changelog: changelog() }),
  'build that takes changes back': story({
    changelog: changelog({ changes: [], removed: [change('Saved carts survive sign-out')] }),
  }),
  'build with failed checks': story({
    build: build('1.42.0', { checks: { passed: 200, failed: 3 } }),
  }),
  'build that waits for its image': story({
    service: { ...boardService, images: imageSearch },
    build: { ...build(), image: null },
    line: line({
      awaited: [{ version: '1.42.0', commit: 'c0ffee', since, until: since + 120 * minute }],
    }),
  }),
  'build whose image did not come': story({
    service: { ...boardService, images: imageSearch },
    build: { ...build(), image: null, registeredAt: since - 121 * minute },
  }),
  'build whose image came later': story({
    service: { ...boardService, images: imageSearch },
    build: build('1.42.0', { image: 'ami-0123456789abcdef0' }),
  }),
  'build on a locked line': story({ line: locked }),
  'build that is barred': story({
    line: line({
      blocked: [
        {
          version: '1.42.0',
          image: 'ami-1.42.0',
          because: worded('declined by Tom B.: price bug'),
          commit: 'c0ffee',
          teams: ['whiteboard'],
          at: 0,
        },
      ],
    }),
  }),
  'build that is live': story({ line: line({ live: build() }) }),
  'build that was live before': story({
    build: build('1.41.0'),
    line: line({ live: build(), lastGood: [build('1.41.0')] }),
  }),
  'build of an unknown line': story({ line: line({ live: null }) }),
  'pre-release requested': pre(
    { kind: 'requested', since },
    { watch: watch([], { measuredAt: null, verdict: null, readings: [] }), seen: null },
  ),
  'pre-release in line': pre(
    { kind: 'queued', since },
    { watch: watch([], { measuredAt: null, verdict: null, readings: [] }), seen: null },
  ),
  'pre-release that left the line': pre(endedBy('cancelled', ana, 'cancelled', 'not today'), {
    watch: watch([], { measuredAt: null, verdict: null, readings: [] }),
    seen: null,
  }),
  'pre-release with its changes': pre({ kind: 'launching', since }, quiet, {
    changelog: changelog(),
  }),
  'pre-release with four hundred changes': pre({ kind: 'launching', since }, quiet, {
    changelog: changelog({
      changes: Array.from({ length: 400 }, (_, i) =>
        change(`Change ${i}`, { group: i % 2 === 0 ? 'internal' : 'fix' }),
      ),
      removed: Array.from({ length: 30 }, (_, i) => change(`Gone ${i}`)),
    }),
  }),
  'pre-release with thirteen changes': pre({ kind: 'launching', since }, quiet, {
    changelog: changelog({
      url: null,
      changes: Array.from({ length: 13 }, (_, i) => change(`Change ${i}`)),
    }),
  }),
  'pre-release of the same history': pre({ kind: 'launching', since }, quiet, {
    changelog: changelog({ changes: [] }),
  }),
  'pre-release that changes nothing for users': pre({ kind: 'launching', since }, quiet, {
    changelog: changelog({
      changes: changelog().changes.filter(({ group }) => group === 'internal'),
    }),
  }),
  'pre-release whose changes could not be read': pre({ kind: 'launching', since }, quiet, {
    unread: 'Git failed while fetching /srv/board.git: repository does not exist',
  }),
  'pre-release launching': pre(
    { kind: 'launching', since },
    { watch: watch([], { measuredAt: null, verdict: null, readings: [] }), seen: null },
  ),
  'pre-release configuring': pre(
    { kind: 'configuring', since },
    { watch: watch([], { measuredAt: null, verdict: null, readings: [] }) },
  ),
  'pre-release whose launch failed': pre(
    ended('failed', 'its servers did not become ready in time'),
    { watch: watch([], { measuredAt: null, verdict: null, readings: [] }) },
  ),
  'pre-release stuck at launch': pre(
    {
      kind: 'stuck',
      since,
      because: worded('the host does not answer'),
      from: { kind: 'launching', since },
    },
    { watch: watch([], { measuredAt: null, verdict: null, readings: [] }) },
  ),
};
