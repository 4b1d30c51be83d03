import { plannedMove } from '../../src/release/migration/move.ts';
import type { Phase, Release } from '../../src/release/state/release.ts';
import type {
  Migration,
  Reminder,
  ReminderTarget,
  ReminderSubject,
} from '../../src/release/state/remembered.ts';
import type { ThreadFacts } from '../../src/views/thread-facts.ts';
import {
  ana,
  bad,
  build,
  call,
  change,
  changelog,
  countdown,
  face,
  good,
  line,
  locked,
  measured,
  minute,
  missing,
  noon,
  plan,
  prerelease,
  priya,
  reading,
  release,
  seenError,
  story,
  ticketWork,
  tom,
  watch,
  yes,
} from '../support/samples.ts';
import { carryGallery } from './carry-gallery.ts';
import { edges } from './edges.ts';
import { errorGallery } from './error-gallery.ts';

const since = noon + 6 * minute;
const ended = (
  kind: 'rolled-back' | 'declined' | 'expired' | 'replaced' | 'stopped' | 'failed' | 'cancelled',
  because: string,
  by: Release['by'] = null,
): Phase => ({ kind, at: noon + 260 * minute, because, by });
const back: Phase = {
  kind: 'rolling-back',
  since: noon + 2 * minute,
  because: 'new errors 24, max 0',
  by: null,
  end: 'rolled-back',
  usersBackAt: null,
  unprotectedAt: null,
  calmSince: null,
};
const migrating: Phase = {
  kind: 'migrating',
  since: noon + 310 * minute,
  batch: 2,
  movedAt: noon + 312 * minute,
  watchedMs: 9 * minute,
};
const postponement = {
  by: tom,
  at: noon + minute,
  until: noon + 16 * minute,
  badness: 3,
  reason: '',
};
const carried = prerelease(
  { kind: 'approved', since: noon + 252 * minute },
  {
    approvals: [yes(ana, 'whiteboard'), yes(tom, 'accounts')],
    watch: watch(good, { creditedMs: plan.soakMs, measuredAt: noon + 252 * minute }),
  },
);
/** When it could go out, and the same canary an hour later. */
const soon = { now: noon + 253 * minute };
const stillThere = { ...carried, watch: { ...carried.watch, measuredAt: noon + 330 * minute } };
const counted = { ...plan, reconnectsMax: 0.02 };
const batch = (share: number, from: number) => ({
  share,
  since: noon + from * minute,
  movedAt: noon + (from + 2) * minute,
  until: noon + (from + 13) * minute,
  watchedMs: 10 * minute,
  users: 6_200 * share,
  reconnects: null,
});
/** Half-way, with what was left cut in half. */
const slower: Migration = {
  ...plannedMove(plan),
  batches: [0.1, 0.25, 0.375, 0.5, 0.75, 1],
  halved: 1,
  slowed: { by: tom, at: noon + 311 * minute, because: '' },
  since: noon + 311 * minute,
  launchMs: 3 * minute,
  done: [batch(0.1, 285), batch(0.25, 298)],
  reconnects: {
    since: noon + 311 * minute,
    at: noon + 312 * minute,
    arrived: 1_550,
    failed: 0,
    slow: 2,
    missing: null,
  },
};
const nudged = (thing: ReminderSubject, from: number, rung: ReminderTarget): Reminder => ({
  thing,
  since: from,
  rung,
  at: from + 255 * minute,
  to: priya,
  about: null,
});
const moving = line({ moving: { release: 'rel_ALL', carries: ['rel_PRE'], migrating: true } });
const nasty =
  'x‮gpj.exe <!channel> <@U0ANA> *bold* `code` & [link](http://a.b) https://evil.example/a|b\n' +
  'long '.repeat(80);

const quiet: Partial<Release> = {
  watch: watch([], { measuredAt: null, verdict: null, readings: [] }),
};
const soaked = (phase: Phase, more: Partial<Release> = {}) =>
  prerelease(phase, { watch: watch(good, { creditedMs: plan.soakMs }), ...more });
const pre = (phase: Phase, more: Partial<Release> = {}, rest: Partial<ThreadFacts> = {}) =>
  story({ prerelease: prerelease(phase, more), history: measured(since, 24), ...rest });
const all = (phase: Phase, more: Partial<Release> = {}, rest: Partial<ThreadFacts> = {}) =>
  story({
    line: moving,
    prerelease: stillThere,
    release: release(phase, more),
    history: [...measured(since, 24), ...measured(noon + 300 * minute, 8)],
    now: noon + 330 * minute,
    ...rest,
  });

const live = (tickets: ThreadFacts['tickets']) =>
  story({
    line: line({ live: build() }),
    prerelease: carried,
    release: release({ kind: 'live', at: noon + 400 * minute }),
    tickets,
    now: noon + 401 * minute,
  });

/** One story for every state that people can see. */
export const gallery: Readonly<Record<string, ThreadFacts>> = {
  ...edges,
  'build ready': story(),
  'build ready, with its changes': story({ changelog: changelog() }),
  'build that takes changes back': story({
    changelog: changelog({ changes: [], removed: [change('Saved carts survive sign-out')] }),
  }),
  'build with failed checks': story({
    build: build('1.42.0', { checks: { passed: 200, failed: 3 } }),
  }),
  'build on a locked line': story({ line: locked }),
  'build that is barred': story({
    line: line({
      barred: [
        {
          version: '1.42.0',
          image: 'ami-1.42.0',
          because: 'declined by Tom B.: price bug',
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
  'pre-release that left the line': pre(ended('cancelled', 'cancelled by Ana R.: not today', ana), {
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
      because: 'the host does not answer',
      from: { kind: 'launching', since },
    },
    { watch: watch([], { measuredAt: null, verdict: null, readings: [] }) },
  ),
  'soaking, not measured yet': pre(
    { kind: 'soaking', since },
    { watch: watch([], { measuredAt: null, verdict: null, readings: [] }) },
    { history: [] },
  ),
  'soaking healthy': pre({ kind: 'soaking', since }),
  'soaking close to a limit': pre(
    { kind: 'soaking', since },
    {
      watch: watch(
        good.map((one) => ({ ...one, value: one.signal === 'p95 latency' ? 590 : one.value })),
      ),
    },
  ),
  'soaking with too few users': pre(
    { kind: 'soaking', since },
    {
      seen: {
        at: noon,
        mine: { servers: 1, ready: 1, users: 3 },
        old: { servers: 4, ready: 4, users: 60 },
      },
    },
  ),
  'soaking without data': pre({ kind: 'soaking', since }, { watch: watch(missing) }),
  'soaking while both sides fail': pre(
    { kind: 'soaking', since },
    {
      watch: watch(
        good.map((one) =>
          one.signal === 'p95 latency' ? { ...one, value: 900, baseline: 900 } : one,
        ),
      ),
    },
  ),
  'soaking on hold': pre(
    { kind: 'soaking', since },
    { hold: { by: tom, since, until: noon + 60 * minute, reason: 'slow query' } },
  ),
  'waiting for approval': pre(
    { kind: 'waiting', since: noon + 250 * minute },
    { watch: watch(good, { creditedMs: plan.soakMs }) },
  ),
  'waiting, one of two': pre(
    { kind: 'waiting', since: noon + 250 * minute },
    { watch: watch(good, { creditedMs: plan.soakMs }), approvals: [yes(ana, 'whiteboard')] },
  ),
  'waiting, each team with its changes': pre(
    { kind: 'waiting', since: noon + 250 * minute },
    { watch: watch(good, { creditedMs: plan.soakMs }), approvals: [yes(ana, 'whiteboard')] },
    { changelog: changelog() },
  ),
  'waiting, with an approval kept': pre(
    { kind: 'waiting', since: noon + 250 * minute },
    {
      watch: watch(good, { creditedMs: plan.soakMs }),
      approvals: [{ ...yes(tom, 'accounts'), kept: '1.41.9' }],
      contains: ['1.41.9'],
    },
    { changelog: changelog() },
  ),
  'waiting, with a barred build inside': pre(
    { kind: 'waiting', since: noon + 250 * minute },
    { watch: watch(good, { creditedMs: plan.soakMs }), contains: ['1.41.9'] },
    {
      changelog: changelog(),
      line: line({
        barred: [
          {
            version: '1.41.9',
            image: 'ami-1.41.9',
            because: `declined by Tom B.: ${nasty}`,
            commit: 'c0ffee',
            teams: ['accounts'],
            at: 0,
          },
        ],
      }),
    },
  ),
  'waiting again, because a build inside was barred': pre(
    { kind: 'waiting', since: noon + 251 * minute },
    {
      watch: watch(good, { creditedMs: plan.soakMs }),
      contains: ['1.41.9'],
      approvals: [yes(ana, 'whiteboard')],
      asks: [
        {
          by: { id: 'davy', name: 'Davy' },
          at: noon + 251 * minute,
          teams: ['accounts'],
          because: `1.41.9, which it contains, was blocked: declined by Tom B.: ${nasty}`,
        },
      ],
    },
    {
      line: line({
        barred: [
          {
            version: '1.41.9',
            image: 'ami-1.41.9',
            because: 'declined by Tom B.: price bug',
            commit: 'c0ffee',
            teams: ['accounts'],
            at: noon + 251 * minute,
          },
        ],
      }),
    },
  ),
  'waiting, with new errors of one team': pre(
    { kind: 'waiting', since: noon + 250 * minute },
    {
      watch: watch([{ ...bad[0]!, limit: { kind: 'max', value: 100 } }], {
        creditedMs: plan.soakMs,
      }),
    },
    {
      errors: [
        seenError({
          issue: { ...bad[0]!.issues[0]!, title: nasty },
          trace: {
            kind: 'traced',
            frames: [{ path: 'server/board/ink.ts', function: nasty, line: 1 }],
          },
        }),
      ],
      changelog: changelog({ changes: [change(nasty, { files: ['server/board/ink.ts'] })] }),
    },
  ),
  'soaking, one approval given early': pre(
    { kind: 'soaking', since },
    { approvals: [yes(ana, 'whiteboard')] },
  ),
  'waiting, paused by a page': story({
    prerelease: soaked({ kind: 'waiting', since: noon }, { countdown: countdown(), countdowns: 1 }),
    history: measured(since, 24),
  }),
  approved: story({ prerelease: carried, history: measured(since, 24), ...soon }),
  ...carryGallery,
  'approved, waits for its slot': story({
    prerelease: {
      ...carried,
      plan: { ...plan, daily: { minute: 600, days: [1, 2, 3, 4, 5], zone: 'Europe/Amsterdam' } },
    },
    history: measured(since, 24),
    ...soon,
  }),
  'declined, on the way back': story({
    prerelease: soaked({
      ...back,
      because: 'declined by Tom B.: price bug',
      by: tom,
      end: 'declined',
    }),
  }),
  declined: story({ prerelease: soaked(ended('declined', 'declined by Tom B.: price bug', tom)) }),
  expired: story({ prerelease: soaked(ended('expired', 'nobody approved it in time')) }),
  replaced: story({ prerelease: soaked(ended('replaced', 'board 1.43.0 went live')) }),
  'replaced by a person': story({
    prerelease: prerelease(ended('replaced', 'Tom B. replaced it by board 1.43.0', tom)),
  }),
  stopped: story({
    prerelease: prerelease(ended('stopped', 'stopped by Priya N.: wrong build', priya)),
  }),
  'page counting down': pre(
    { kind: 'soaking', since },
    { watch: watch(bad), countdown: countdown(), countdowns: 1 },
  ),
  'page that nobody answers': pre(back, {
    watch: watch(bad),
    countdown: countdown(),
    countdowns: 1,
    call: call({ againAt: noon + 5 * minute }),
  }),
  'page that nobody answers, with a next in line': pre(
    { kind: 'stuck', since, because: 'no server became ready', from: { kind: 'launching', since } },
    {
      call: call({
        againAt: noon + 5 * minute,
        page: {
          key: 'board:rel_PRE:stuck',
          summary: 'board 1.42.0 is stuck: no server became ready',
          severity: 'critical',
        },
      }),
    },
    { service: { ...face, second: 'S0LEADS' } },
  ),
  'page that was answered': pre(back, {
    watch: watch(bad),
    countdown: countdown(),
    countdowns: 1,
    call: call({
      againAt: noon + 5 * minute,
      ended: { kind: 'answered', at: noon + 7 * minute, by: tom },
    }),
  }),
  'page that needs no answer any more': pre(
    { kind: 'soaking', since },
    {
      countdowns: 1,
      call: call({
        number: 2,
        againAt: noon + 5 * minute,
        ended: { kind: 'over', at: noon + 7 * minute },
      }),
    },
  ),
  'page without an on-call': pre(
    { kind: 'soaking', since },
    { watch: watch(bad), countdown: countdown(), countdowns: 1 },
    { service: { ...face, oncall: null, dashboard: null, speed: 60 } },
  ),
  'page postponed': pre(
    { kind: 'soaking', since },
    {
      watch: watch(bad),
      countdowns: 1,
      countdown: countdown({ deadline: noon + 16 * minute, postponements: [postponement] }),
    },
  ),
  'page postponed with a reason': pre(
    { kind: 'soaking', since },
    {
      watch: watch(bad),
      countdowns: 1,
      countdown: countdown({
        deadline: noon + 16 * minute,
        postponements: [postponement, { ...postponement, reason: 'load test running' }],
      }),
    },
  ),
  'page checked once more': pre(
    { kind: 'soaking', since },
    {
      countdowns: 1,
      countdown: countdown({ deadline: noon + 17 * minute, postponements: [postponement] }),
    },
  ),
  'page called off': pre({ kind: 'soaking', since }, { countdowns: 1 }),
  'page rolling back': pre(back, { watch: watch(bad), countdown: countdown(), countdowns: 1 }),
  'page rolled back': pre(
    ended('rolled-back', 'new errors 24, max 0'),
    { watch: watch(bad), countdown: countdown(), countdowns: 1 },
    { line: locked },
  ),
  'page rolled back and unlocked': pre(ended('rolled-back', 'new errors 24, max 0'), {
    watch: watch(bad),
    countdown: countdown(),
    countdowns: 1,
  }),
  'rollback asked': pre(
    { ...back, by: ana, because: 'Ana R.: carts are wrong', usersBackAt: noon + 3 * minute },
    {},
  ),
  'rolled back as asked': pre(
    ended('rolled-back', 'Ana R.: carts are wrong', ana),
    {},
    { line: locked },
  ),
  'soak stuck, with a status page': pre(
    { kind: 'stuck', since, because: 'the host does not answer', from: { kind: 'soaking', since } },
    {},
    {
      service: { ...face, statusPage: 'https://status.example.com' },
      ways: { thread: 'https://acme.slack.example/archives/C1/p12', report: null },
    },
  ),
  'soak stuck': pre({
    kind: 'stuck',
    since,
    because: 'its canary server is gone, and Davy did not take it away',
    from: { kind: 'soaking', since },
  }),
  'release launching': all({ kind: 'launching', since: noon + 301 * minute }, { seen: null }),
  'release verifying': all({ kind: 'verifying', since: noon + 301 * minute }),
  'release moving a batch': all({ ...migrating, movedAt: null }),
  'release between two batches': all(migrating),
  'release whose users cannot be counted': all(migrating, {
    seen: {
      at: noon,
      mine: { servers: 4, ready: 4, users: null },
      old: { servers: 4, ready: 4, users: 9 },
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
          because: '12.5% of reconnects failed, max 2%',
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
        missing: 'no server of 1.42.0 reports now',
      },
    },
  }),
  'release that waits for its reconnects': all(migrating, {
    plan: counted,
    watch: watch([
      ...good,
      reading('reconnects', null, { missing: 'no server of 1.42.0 reports now' }),
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
        missing: 'no server of 1.42.0 reports now',
      },
    },
  }),
  'release whose way back would be lost': all(migrating, {
    move: slower,
    seen: {
      at: noon,
      mine: { servers: 4, ready: 4, users: 3_100 },
      old: { servers: 4, ready: 4, users: 3_100 },
      image: { at: noon, found: false },
    },
  }),
  'release with half of its old servers': all(migrating, {
    move: slower,
    seen: {
      at: noon,
      mine: { servers: 4, ready: 4, users: 3_100 },
      old: { servers: 4, ready: 2, users: 3_100 },
      image: { at: noon, found: true },
    },
  }),
  'waiting, and those who are missing were asked': pre(
    { kind: 'waiting', since: noon },
    {
      watch: watch(good, { creditedMs: plan.soakMs }),
      approvals: [yes(ana, 'whiteboard')],
      asks: [
        { by: priya, at: noon + 20 * minute, teams: ['accounts'] },
        { by: { id: 'U0X', name: nasty }, at: noon + 40 * minute, teams: ['accounts', nasty] },
      ],
    },
  ),
  'approved, and those who were missing had been asked': pre(
    { kind: 'approved', since: noon + 50 * minute },
    {
      watch: carried.watch,
      approvals: [yes(ana, 'whiteboard'), yes(tom, 'accounts')],
      asks: [{ by: priya, at: noon + 20 * minute, teams: ['accounts'] }],
    },
    soon,
  ),
  'waiting, and its owner was reminded': pre(
    { kind: 'waiting', since: noon },
    { watch: watch(good, { creditedMs: plan.soakMs }), nudges: [nudged('waiting', noon, 'owner')] },
  ),
  'waiting, and everybody was reminded': pre(
    { kind: 'waiting', since: noon },
    {
      watch: watch(good, { creditedMs: plan.soakMs }),
      nudges: [
        nudged('waiting', noon, 'owner'),
        nudged('waiting', noon, 'team'),
        nudged('waiting', noon, 'on-call'),
      ],
    },
  ),
  'approved and forgotten': story({
    prerelease: { ...carried, nudges: [nudged('approved', noon + 252 * minute, 'owner')] },
    history: measured(since, 24),
    ...soon,
  }),
  'a reminder that was settled': story({
    prerelease: { ...carried, nudges: [nudged('waiting', noon, 'owner')] },
    history: measured(since, 24),
    ...soon,
  }),
  'stuck and forgotten': pre(
    {
      kind: 'stuck',
      since,
      because: 'its canary server is gone',
      from: { kind: 'soaking', since },
    },
    { nudges: [nudged('stuck', since, 'owner')] },
  ),
  'a hold that ends soon': all(migrating, {
    hold: { by: tom, since, until: noon + 335 * minute, reason: 'slow query' },
    holds: 3,
    nudges: [
      { ...nudged('hold-ends', since, 'owner'), to: tom },
      nudged('held-often', noon + 300 * minute, 'team'),
    ],
  }),
  'a postponement that ends soon': pre(
    { kind: 'soaking', since },
    {
      watch: watch(bad),
      countdowns: 1,
      countdown: countdown({ deadline: noon + 16 * minute, postponements: [postponement] }),
      nudges: [{ ...nudged('postponed', noon + minute, 'owner'), to: tom }],
    },
  ),
  'a pre-release nobody owns': pre(
    { kind: 'soaking', since },
    { nudges: [nudged('nobody', noon, 'team')] },
  ),
  'a pre-release that was taken over': pre(
    { kind: 'soaking', since },
    { by: tom, owners: [priya], nudges: [nudged('nobody', noon, 'team')] },
  ),
  'a lock that was left on': pre(
    ended('rolled-back', 'new errors 24, max 0'),
    { watch: watch(bad), countdown: countdown(), countdowns: 1 },
    {
      line: {
        ...locked,
        nudges: [{ ...nudged('locked', noon, 'owner'), to: null, about: 'rel_PRE' }],
      },
    },
  ),
  'release paged': all(migrating, {
    watch: watch(bad),
    countdown: countdown({ deadline: noon + 330 * minute + 100_000 }),
    countdowns: 1,
  }),
  'release rolling back': all(
    { ...back, usersBackAt: noon + 3 * minute },
    { watch: watch(bad), countdown: countdown(), countdowns: 1 },
  ),
  'release rolled back': all(
    ended('rolled-back', 'new errors 24, max 0'),
    { watch: watch(bad), countdown: countdown({ number: 2 }), countdowns: 2 },
    { line: { ...locked, lock: { reason: 'x', since: noon, release: 'rel_ALL' } } },
  ),
  'release rollback asked': all({ ...back, by: ana, because: 'Ana R.: carts are wrong' }),
  'release rolled back as asked': all(ended('rolled-back', 'Ana R.: carts are wrong', ana)),
  'release cancelled': all(ended('cancelled', 'Ana R.: not today', ana), {}, { line: line() }),
  'release failed': all(
    ended('failed', 'its servers did not become ready in time'),
    {},
    { line: line() },
  ),
  'release stuck': all({
    kind: 'stuck',
    since,
    because: 'old servers cannot be destroyed',
    from: { kind: 'retiring', since, unprotectedAt: null },
  }),
  'release watching': all({ kind: 'watching', since: noon + 320 * minute, watchedMs: 12 * minute }),
  'release retiring': all({ kind: 'retiring', since: noon + 320 * minute, unprotectedAt: null }),
  live: all(
    { kind: 'live', at: noon + 360 * minute },
    {
      seen: {
        at: noon,
        mine: { servers: 4, ready: 4, users: 6_200 },
        old: { servers: 0, ready: 0, users: 0 },
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
      fast: true,
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
      { fast: true, build: build('1.41.0'), target: build(), carries: [], approvals: [] },
    ),
  }),
  'nasty words everywhere': pre(
    { kind: 'soaking', since },
    {
      build: build('1.42.0'),
      by: { id: 'U0X', name: nasty },
      note: nasty,
      watch: watch(
        bad.map((one) => ({
          ...one,
          signal: `${nasty}${one.signal}`,
          issues: one.issues.map((it) => ({ ...it, title: nasty, culprit: '' })),
        })),
      ),
      countdown: countdown({
        because: nasty,
        deadline: noon + 16 * minute,
        postponements: [{ ...postponement, by: { id: 'U0X', name: nasty }, reason: nasty }],
      }),
      countdowns: 1,
    },
    { build: build('1.42.0', { commit: '<!here>' }) },
  ),
  'nasty words in changes': pre(
    { kind: 'soaking', since },
    {},
    {
      service: {
        ...face,
        tickets: {
          url: 'https://jira.example.com',
          projects: ['BRD'],
          done: 'Done',
          fixVersion: null,
        },
      },
      unread: null,
      changelog: changelog({
        changes: [
          nasty,
          '<!channel>',
          '</script>',
          '',
          '🔥'.repeat(900),
          'x'.repeat(10_000),
          '\u202Egnp.exe',
        ].flatMap((title) =>
          (['care', 'feature', 'fix', 'internal'] as const).map((group) =>
            change(title, {
              group,
              care: group === 'care' ? [nasty] : [],
              author: { name: title, email: '' },
              files: [title],
              tickets: ['BRD-1', nasty],
              pull: { number: 1e9, url: title },
            }),
          ),
        ),
      }),
    },
  ),
  'nasty words in why changes could not be read': pre(
    { kind: 'soaking', since },
    {},
    { unread: nasty },
  ),
  'nasty words after a rollback': pre(
    ended('rolled-back', nasty, { id: 'U0X', name: nasty }),
    {
      countdown: countdown({ because: nasty }),
      countdowns: 1,
      watch: watch(
        bad.map((one) => ({
          ...one,
          issues: one.issues.map((it) => ({ ...it, title: nasty, link: 'javascript:alert(1)' })),
        })),
      ),
    },
    { line: locked },
  ),
  'waiting with tickets that would fail': story({
    prerelease: soaked({ kind: 'waiting', since: noon }),
    tickets: [
      ticketWork('plan', [
        { kind: 'ready' },
        { kind: 'already' },
        { kind: 'failed', why: 'no way from Blocked to Done; from there it can go to In Progress' },
        { kind: 'failed', why: 'Done asks for Resolution, which a person has to fill in' },
      ]),
    ],
  }),
  'waiting with tickets that can all be finished': story({
    prerelease: soaked({ kind: 'waiting', since: noon }),
    tickets: [ticketWork('plan', [{ kind: 'ready' }, { kind: 'already' }])],
  }),
  'waiting while Jira does not answer': story({
    prerelease: soaked({ kind: 'waiting', since: noon }),
    tickets: [
      ticketWork('plan', [{ kind: 'open' }, { kind: 'open' }], {
        endedAt: null,
        silentSince: noon,
        silenceTold: true,
      }),
    ],
  }),
  'live while tickets are finished': live([
    ticketWork('live', [{ kind: 'moved' }, { kind: 'open' }], { endedAt: null }),
  ]),
  'live with all tickets finished': live([
    ticketWork('live', [{ kind: 'moved' }, { kind: 'already' }, { kind: 'moved' }]),
  ]),
  'live with tickets that failed': live([
    ticketWork(
      'live',
      [
        { kind: 'moved' },
        { kind: 'already' },
        { kind: 'failed', why: nasty },
        { kind: 'failed', why: 'Resolution is required.' },
      ],
      {
        versions: [
          { project: 'BRD', outcome: { kind: 'released' } },
          { project: 'ACC', outcome: { kind: 'failed', why: nasty } },
        ],
      },
    ),
  ]),
  'live with a fix version that failed': live([
    ticketWork('live', [{ kind: 'moved' }], {
      versions: [
        {
          project: 'BRD',
          outcome: { kind: 'failed', why: 'a version with this name is archived' },
        },
      ],
    }),
  ]),
  'live with sixty tickets that failed': live([
    ticketWork(
      'live',
      Array.from({ length: 60 }, () => ({ kind: 'failed' as const, why: nasty })),
    ),
  ]),
  'live while Jira does not answer': live([
    ticketWork('live', [{ kind: 'open' }], { endedAt: null, silentSince: noon, silenceTold: true }),
  ]),
  ...errorGallery,
};
