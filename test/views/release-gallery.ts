import { saidBy } from '../../src/release/state/said.ts';
import type { ThreadFacts } from '../../src/views/thread-facts.ts';
import { build, line, locked, plan, release } from '../support/a-release.ts';
import { changelog } from '../support/changelogs.ts';
import { minute, noon } from '../support/noon.ts';
import { ana, tom } from '../support/people.ts';
import { bad, good, reading } from '../support/readings.ts';
import { countdown, watch } from '../support/release-parts.ts';
import { story } from '../support/thread-samples.ts';
import {
  all,
  back,
  carried,
  counted,
  ended,
  migrating,
  moving,
  since,
  slower,
  endedBy,
} from './gallery-parts.ts';
import { worded } from '../../src/release/state/worded.ts';

/** A release and a return, from the first batch to the end. */
export const releaseGallery: Readonly<Record<string, ThreadFacts>> = {
  'release launching': all({ kind: 'launching', since: noon + 301 * minute }, { seen: null }),
  'release verifying': all({ kind: 'verifying', since: noon + 301 * minute }),
  'release moving a batch': all({ ...migrating, movedAt: null }),
  'release between two batches': all(migrating, {
    move: { ...slower, batches: plan.batches, halved: 0, slowed: null },
  }),
  'release whose users cannot be counted': all(migrating, {
    seen: {
      at: noon,
      newServers: { servers: 4, ready: 4, users: null },
      oldServers: { servers: 4, ready: 4, users: 9 },
    },
  }),
  'release on hold': all(migrating, {
    hold: { by: tom, since, until: noon + 60 * minute, reason: 'slow query' },
  }),
  'release made slower': all(migrating, { plan: counted, move: slower }),
  'release slowed by itself': all(
    { ...migrating, batch: 3 },
    {
      plan: counted,
      move: {
        ...slower,
        patience: 2,
        adapted: 2,
        slowed: {
          by: null,
          at: noon + 311 * minute,
          because: worded('12.5% of reconnects failed, max 2%'),
        },
        reconnects: {
          since: noon + 311 * minute,
          at: noon + 312 * minute,
          arrived: 70,
          failed: 10,
          slow: 3,
          missing: null,
        },
      },
    },
  ),
  'release whose reconnects are not known': all(migrating, {
    plan: counted,
    move: {
      ...slower,
      halved: 0,
      batches: plan.batches,
      slowed: null,
      reconnects: {
        since: noon + 311 * minute,
        at: noon + 312 * minute,
        arrived: null,
        failed: null,
        slow: null,
        missing: worded('no server of 1.42.0 reports now'),
      },
    },
  }),
  'release that waits for its reconnects': all(migrating, {
    plan: counted,
    watch: watch([
      ...good,
      reading('reconnects', null, { missing: worded('no server of 1.42.0 reports now') }),
    ]),
    move: {
      ...slower,
      halved: 0,
      batches: plan.batches,
      slowed: null,
      reconnects: {
        since: noon + 311 * minute,
        at: noon + 312 * minute,
        arrived: null,
        failed: null,
        slow: null,
        missing: worded('no server of 1.42.0 reports now'),
      },
    },
  }),
  'release whose way back would be lost': all(migrating, {
    move: slower,
    seen: {
      at: noon,
      newServers: { servers: 4, ready: 4, users: 3_100 },
      oldServers: { servers: 4, ready: 4, users: 3_100 },
      image: { at: noon, found: false },
    },
  }),
  'release with half of its old servers': all(migrating, {
    move: slower,
    seen: {
      at: noon,
      newServers: { servers: 4, ready: 4, users: 3_100 },
      oldServers: { servers: 4, ready: 2, users: 3_100 },
      image: { at: noon, found: true },
    },
  }),
  'release paged': all(migrating, {
    watch: watch(bad),
    countdown: countdown({ deadline: noon + 330 * minute + 100_000 }),
    countdowns: 1,
  }),
  'release rolling back': all(
    { ...back, usersBackAt: noon + 3 * minute },
    { move: slower, watch: watch(bad), countdown: countdown(), countdowns: 1 },
  ),
  'release rolled back': all(
    ended('rolled-back', 'new errors 24, max 0'),
    { watch: watch(bad), countdown: countdown({ number: 2 }), countdowns: 2 },
    { line: { ...locked, lock: { reason: worded('x'), since: noon, release: 'rel_ALL' } } },
  ),
  'release rollback asked': all({ ...back, ...saidBy(ana, 'asked', 'carts are wrong') }),
  'release rolled back as asked': all(endedBy('rolled-back', ana, 'asked', 'carts are wrong')),
  'release cancelled': all(endedBy('cancelled', ana, 'asked', 'not today'), {}, { line: line() }),
  'release failed': all(
    ended('failed', 'its servers did not become ready in time'),
    {},
    { line: line() },
  ),
  'release stuck': all({
    kind: 'stuck',
    since,
    because: worded('old servers cannot be destroyed'),
    from: { kind: 'retiring', since, unprotectedAt: null },
  }),
  'release watching': all({ kind: 'watching', since: noon + 320 * minute, watchedMs: 12 * minute }),
  'release retiring': all({ kind: 'retiring', since: noon + 320 * minute, unprotectedAt: null }),
  live: all(
    { kind: 'live', at: noon + 360 * minute },
    {
      seen: {
        at: noon,
        newServers: { servers: 4, ready: 4, users: 6_200 },
        oldServers: { servers: 0, ready: 0, users: 0 },
      },
    },
    {
      prerelease: { ...carried, phase: { kind: 'carried', at: noon + 360 * minute } },
      line: line({ live: build() }),
    },
  ),
  'live, with its changes': all(
    { kind: 'live', at: noon + 360 * minute },
    {},
    { changelog: changelog(), now: noon + 361 * minute, line: line({ live: build() }) },
  ),
  'live after a page': all(
    { kind: 'live', at: noon + 360 * minute },
    { countdowns: 1 },
    { line: line({ live: build() }) },
  ),
  'return moving': story({
    line: moving,
    build: build('1.41.0'),
    release: release(migrating, {
      kind: 'return',
      build: build('1.41.0'),
      target: build(),
      carries: [],
      approvals: [],
      note: 'carts are wrong',
    }),
  }),
  'return live': story({
    line: line(),
    build: build('1.41.0'),
    release: release(
      { kind: 'live', at: noon + 310 * minute },
      { kind: 'return', build: build('1.41.0'), target: build(), carries: [], approvals: [] },
    ),
  }),
};
