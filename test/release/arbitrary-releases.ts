import * as fc from 'fast-check';
import type { Line } from '../../src/release/state/line.ts';
import { usualJudgeOptions } from '../../src/release/state/judge-options.ts';
import { judgedWatch, soaksJudged } from './arbitrary-judgements.ts';
import { plannedMove } from '../../src/release/migration/move.ts';
import type { LaunchOrder } from '../../src/release/state/launch-order.ts';
import type { Release } from '../../src/release/state/release.ts';
import { type End, ends, type Phase } from '../../src/release/state/phase.ts';
import type { Migration } from '../../src/release/state/remembered.ts';
import { build, line, plan, prerelease, release } from '../support/a-release.ts';
import { minute, noon } from '../support/noon.ts';
import { ana, priya, tom } from '../support/people.ts';
import { call, countdown, watch, yes } from '../support/release-parts.ts';
import { at, counted, knownSingles, maybe, person, readings } from './arbitrary.ts';
import { worded } from '../../src/release/state/worded.ts';
import { becausesOf } from './arbitrary-because.ts';
import { awaitedImages } from './arbitrary-images.ts';
import { strayGroups } from './arbitrary-strays.ts';
import { runs } from './arbitrary-runs.ts';
import { someKnown, splits } from './arbitrary-known.ts';

const since = at;
const end = fc.constantFrom(...ends);
const rollingBack = fc.record({
  kind: fc.constant('rolling-back'),
  since,
  because: becausesOf(fc.constant('errors')),
  by: maybe(person),
  end,
  usersBackAt: maybe(at),
  unprotectedAt: maybe(at),
  calmSince: maybe(at),
});
type Forward = Exclude<Phase['kind'], End | 'carried' | 'live' | 'rolling-back' | 'stuck'>;

const plainly = <Kind extends Forward>(kind: Kind) => fc.record({ kind: fc.constant(kind), since });

/** One for every phase on the way forward, and which of the two can be in it. */
const forward: {
  readonly [Kind in Forward]: {
    readonly of: readonly Release['kind'][];
    readonly one: fc.Arbitrary<Extract<Phase, { readonly kind: Kind }>>;
  };
} = {
  queued: { of: ['prerelease'], one: plainly('queued') },
  requested: { of: ['prerelease', 'release'], one: plainly('requested') },
  launching: { of: ['prerelease', 'release'], one: plainly('launching') },
  joining: { of: ['prerelease'], one: plainly('joining') },
  configuring: { of: ['prerelease'], one: plainly('configuring') },
  soaking: { of: ['prerelease'], one: plainly('soaking') },
  waiting: { of: ['prerelease'], one: plainly('waiting') },
  approved: { of: ['prerelease'], one: plainly('approved') },
  verifying: { of: ['release'], one: plainly('verifying') },
  announcing: { of: ['release'], one: plainly('announcing') },
  migrating: {
    of: ['release'],
    one: fc.record({
      kind: fc.constant('migrating'),
      since,
      batch: fc.integer({ min: 0, max: 5 }),
      movedAt: maybe(at),
      watchedMs: fc.nat(3_600_000),
    }),
  },
  watching: {
    of: ['release'],
    one: fc.record({ kind: fc.constant('watching'), since, watchedMs: fc.nat(3_600_000) }),
  },
  swapping: {
    of: ['release'],
    one: fc.record({
      kind: fc.constant('swapping'),
      since,
      done: fc.subarray(['cron', 'billing']),
    }),
  },
  retiring: {
    of: ['release'],
    one: fc.record({ kind: fc.constant('retiring'), since, unprotectedAt: maybe(at) }),
  },
};
const forwardOf = (kind: Release['kind']): fc.Arbitrary<Phase> =>
  fc.oneof(...Object.values(forward).flatMap(({ of, one }) => (of.includes(kind) ? [one] : [])));
const over = fc.oneof(
  fc.record({ kind: fc.constantFrom('carried', 'live'), at }),
  fc.record({ kind: end, at, because: becausesOf(fc.constant('errors')), by: maybe(person) }),
);

/** Any phase such a thing can be in; stuck only where it was going forward. */
function phasesOf(kind: Release['kind']): fc.Arbitrary<Phase> {
  const on = forwardOf(kind);
  const stuck = fc.record({
    kind: fc.constant('stuck'),
    since,
    because: becausesOf(fc.constant('it')),
    from: on,
  });
  return fc.oneof(
    { weight: 6, arbitrary: on },
    { weight: 1, arbitrary: over },
    { weight: 2, arbitrary: rollingBack },
    { weight: 1, arbitrary: stuck },
  );
}

const postponements = fc.array(
  fc.record({
    by: person,
    at,
    until: at,
    badness: fc.double({ min: 0, max: 100, noNaN: true }),
    reason: fc.constant(''),
  }),
  { maxLength: 2 },
);
const countdowns = fc
  .record({ deadline: at, postponements })
  .map(({ deadline, postponements }) => countdown({ deadline, postponements }));

const moves: fc.Arbitrary<Migration> = fc
  .record({
    halved: fc.integer({ min: 0, max: 2 }),
    patience: fc.constantFrom(1, 2, 4),
    adapted: maybe(fc.nat(5)),
    since: maybe(at),
    reconnects: maybe(counted),
    launchMs: maybe(fc.nat(600_000)),
  })
  .map((more) => ({ ...plannedMove(plan), ...more }));

const calls = fc
  .record({
    since: at,
    againAt: maybe(at),
    ended: fc.option(fc.record({ kind: fc.constant('over' as const), at }), { nil: null }),
  })
  .map(call);

/** Orders that were seen in part, and servers that a look may leave out. */
const someOrders: LaunchOrder[] = [
  { base: 0, n: 4, of: 'build', at: noon, unseen: [1, 3], left: [0], attempt: 0 },
  { base: 4, n: 2, of: 'target', at: noon, unseen: [4, 5], left: [], attempt: 1 },
  {
    base: 6,
    n: 2,
    of: 'build',
    at: noon,
    unseen: [6],
    left: [],
    attempt: 0,
    spares: ['i-3', 'i-4'],
    dead: [7],
    refused: { since: noon, at: noon, said: 'no room' },
  },
  {
    base: 8,
    n: 1,
    of: 'build',
    at: noon,
    unseen: [8],
    left: [],
    attempt: 4,
    refused: { at: noon, said: 'no room' },
    rests: true,
    unwatched: 9,
  },
];
export const releases: fc.Arbitrary<Release> = fc
  .record({
    kind: fc.constantFrom('prerelease', 'release'),
    trying: phasesOf('prerelease'),
    going: phasesOf('release'),
    isReturn: fc.boolean(),
    countdown: maybe(countdowns),
    escalation: maybe(calls),
    hold: maybe(fc.record({ by: person, since, until: at, reason: fc.constant('lunch') })),
    readings,
    users: maybe(fc.nat(500)),
    oldUsers: maybe(fc.nat(500)),
    approvals: fc.subarray([
      yes(ana, 'whiteboard'),
      yes(tom, 'accounts'),
      yes(priya, 'whiteboard'),
    ]),
    automatic: fc.boolean(),
    judge: fc.option(fc.constant(usualJudgeOptions)),
    judged: soaksJudged,
    ways: fc.constantFrom(
      plan.ways,
      { ...plan.ways, moves: 'traffic' as const, least: 0.01 },
      {
        ...plan.ways,
        prepares: true,
        empties: 'park' as const,
        atOnce: 2,
      },
      { ...plan.ways, singles: ['cron', 'billing'] },
    ),
    singles: knownSingles,
    startAttempted: fc.boolean(),
    move: maybe(moves),
    holds: fc.nat(5),
    owners: fc.subarray([ana, priya]),
    orders: fc.subarray(someOrders),
    known: fc.subarray(someKnown),
    guarded: fc.subarray(['c9', 'o9', 'o1']),
  })
  .map((one) => {
    const more = {
      countdown: one.countdown,
      countdowns: one.countdown ? 1 : 0,
      escalation: one.escalation,
      hold: one.hold,
      watch: one.judge ? judgedWatch(one.readings, one.judged) : watch(one.readings),
      approvals: one.approvals,
      startAttempted: one.startAttempted,
      move: one.move,
      holds: one.holds,
      owners: one.owners,
      orders: one.orders,
      known: one.known,
      guarded: one.guarded,
      singles: one.ways.singles.length > 0 ? one.singles : [],
      plan: { ...plan, automatic: one.automatic, ways: one.ways, judge: one.judge },
      seen: {
        at: noon + 30 * minute,
        newServers: { servers: 4, ready: 4, users: one.users },
        oldServers: { servers: 4, ready: 4, users: one.oldUsers },
      },
    };
    const isOut =
      one.going.kind === 'announcing' ||
      (one.going.kind === 'stuck' && one.going.from.kind === 'announcing');
    return one.kind === 'prerelease'
      ? prerelease(one.trying, more)
      : release(
          one.going,
          one.isReturn || isOut
            ? {
                ...more,
                kind: one.isReturn ? 'return' : 'release',
                carries: one.isReturn ? [] : ['rel_PRE'],
                countdown: null,
                countdowns: 0,
                hold: null,
              }
            : more,
        );
  });

export const lines: fc.Arbitrary<Line> = fc
  .record({
    live: fc.constantFrom(build('1.41.0'), build('1.42.0'), null),
    locked: fc.boolean(),
    frozen: fc.boolean(),
    barred: fc.boolean(),
    recalled: fc.boolean(),
    runs,
    strays: strayGroups,
    split: splits,
    awaited: awaitedImages,
    moving: fc.constantFrom(
      null,
      { release: 'rel_ALL', carries: ['rel_PRE'], migrating: true },
      { release: 'rel_ALL', carries: ['rel_PRE'], migrating: false },
      { release: 'rel_OTHER', carries: [], migrating: true },
    ),
  })
  .map(({ locked, frozen, barred, recalled, ...rest }) =>
    line({
      ...rest,
      lock: locked ? { reason: worded('rolled back'), since: noon, release: 'rel_OTHER' } : null,
      freeze: frozen
        ? { since: noon, asks: [], until: noon + 60 * minute, reason: 'holiday', by: tom }
        : null,
      blocked: barred
        ? [
            {
              version: '1.42.0',
              image: 'ami-1.42.0',
              because: worded('it was bad'),
              commit: 'c0ffee',
              teams: ['whiteboard'],
              at: 0,
            },
          ]
        : [],
      lastGood: [build('1.40.0')],
      recalled: recalled
        ? [
            {
              release: 'rel_PRE',
              because: worded('Tom B. replaced it by board 1.43.0'),
              by: tom,
              end: 'replaced',
            },
          ]
        : [],
    }),
  );
