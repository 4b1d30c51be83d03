import * as fc from 'fast-check';
import type { Event } from '../../src/release/state/event.ts';
import type { Server } from '../../src/release/state/servers.ts';
import type { Lineage } from '../../src/changes/lineage.ts';
import type { Line } from '../../src/release/state/line.ts';
import { plannedMove } from '../../src/release/migration/move.ts';
import type { OfficeHours } from '../../src/release/state/office-hours.ts';
import type { Person, Roster } from '../../src/release/state/people.ts';
import type { Reading } from '../../src/release/state/reading.ts';
import type { Phase, Release } from '../../src/release/state/release.ts';
import type { Migration } from '../../src/release/state/remembered.ts';
import {
  ana,
  bad,
  build,
  call,
  countdown,
  good,
  knownIssue,
  line,
  minute,
  missing,
  noon,
  plan,
  prerelease,
  priya,
  release,
  tom,
  watch,
  yes,
} from '../support/samples.ts';

export const stranger = { id: 'U0NOBODY', name: 'Ana R.' };
export const people: readonly Person[] = [priya, ana, tom, stranger];

export const roster: Roster = {
  at: noon,
  teams: { whiteboard: [ana.id, priya.id], accounts: [ana.id, tom.id], 'on-call': [tom.id] },
};

export const office: OfficeHours = {
  timezone: 'Europe/Amsterdam',
  from: 9 * 60,
  to: 17 * 60,
  days: [1, 2, 3, 4, 5],
  holidays: [],
};

const person = fc.constantFrom(...people);
const at = fc.integer({ min: -10, max: 5_000 }).map((minutes) => noon + minutes * minute);
const since = at;
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });

export const rosters: fc.Arbitrary<Roster> = fc.record({
  at,
  teams: fc.record({
    whiteboard: fc.subarray(people.map(({ id }) => id)),
    accounts: fc.subarray(people.map(({ id }) => id)),
    'on-call': fc.subarray(people.map(({ id }) => id)),
  }),
});

export const lineages: fc.Arbitrary<Lineage> = fc.record({
  teams: fc.constant(null),
  contains: fc.subarray(['1.42.0', '1.41.9']),
  untouched: fc.array(
    fc.record({
      release: fc.constantFrom('rel_PRE', 'rel_OTHER'),
      teams: fc.subarray(['whiteboard', 'accounts']),
    }),
    { maxLength: 2 },
  ),
});

const number = fc.oneof(
  fc.double(),
  fc.constantFrom(0, 1, -1, Number.NaN, Infinity, -Infinity, 1e308),
);

export const readings: fc.Arbitrary<readonly Reading[]> = fc.oneof(
  fc.constantFrom(good, bad, missing, []),
  fc.array(
    fc.record({
      signal: fc.constantFrom('a', 'b', 'servers down'),
      unit: fc.constant(''),
      source: fc.constantFrom('sentry', 'prometheus', 'fleet'),
      value: maybe(number),
      baseline: maybe(number),
      limit: fc.oneof(
        fc.record({ kind: fc.constantFrom('max', 'min'), value: number }),
        fc.record({ kind: fc.constant('worse-by'), share: number, floor: number }),
      ),
      ageMs: maybe(number),
      sample: maybe(number),
      missing: fc.constantFrom(null, 'no value'),
      issues: fc.constantFrom([], [{ ...bad[0]!.issues[0]!, level: 'fatal' as const }]),
    }) as fc.Arbitrary<Reading>,
    { maxLength: 3 },
  ),
);

export const servers: fc.Arbitrary<readonly Server[]> = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 0, max: 30 }).map((id) => `i-${id}`),
    version: fc.constantFrom('1.41.0', '1.42.0', '1.40.0'),
    release: fc.constantFrom('', 'rel_PRE', 'rel_ALL', 'rel_OTHER'),
    slot: fc.integer({ min: 0, max: 6 }),
    state: fc.constantFrom('starting', 'ready', 'unhealthy', 'leaving'),
    joined: fc.boolean(),
    admits: fc.boolean(),
    users: maybe(fc.integer({ min: 0, max: 500 })),
    protected: fc.boolean(),
  }),
  { selector: ({ id }) => id, maxLength: 12 },
);

const end = fc.constantFrom(
  'rolled-back',
  'declined',
  'expired',
  'replaced',
  'stopped',
  'failed',
  'cancelled',
);
const rollingBack = fc.record({
  kind: fc.constant('rolling-back'),
  since,
  because: fc.constant('errors'),
  by: maybe(person),
  end,
  usersBackAt: maybe(at),
  unprotectedAt: maybe(at),
  calmSince: maybe(at),
});
const trying = fc.record({
  kind: fc.constantFrom(
    'queued',
    'requested',
    'launching',
    'joining',
    'configuring',
    'soaking',
    'waiting',
    'approved',
  ),
  since,
});
const going = fc.oneof(
  fc.record({ kind: fc.constantFrom('requested', 'launching', 'verifying', 'announcing'), since }),
  fc.record({
    kind: fc.constant('migrating'),
    since,
    batch: fc.integer({ min: 0, max: 5 }),
    movedAt: maybe(at),
    watchedMs: fc.nat(3_600_000),
  }),
  fc.record({ kind: fc.constant('watching'), since, watchedMs: fc.nat(3_600_000) }),
  fc.record({ kind: fc.constant('retiring'), since, unprotectedAt: maybe(at) }),
);
const over = fc.oneof(
  fc.record({ kind: fc.constantFrom('carried', 'live'), at }),
  fc.record({ kind: end, at, because: fc.constant('errors'), by: maybe(person) }),
);

/** Any phase such a thing can be in; stuck only where it was going forward. */
function phasesOf(forward: fc.Arbitrary<object>): fc.Arbitrary<Phase> {
  const stuck = fc.record({
    kind: fc.constant('stuck'),
    since,
    because: fc.constant('it'),
    from: forward,
  });
  return fc.oneof(
    { weight: 6, arbitrary: forward },
    { weight: 1, arbitrary: over },
    { weight: 2, arbitrary: rollingBack },
    { weight: 1, arbitrary: stuck },
  ) as fc.Arbitrary<Phase>;
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

const counted = fc.record({
  since: at,
  at,
  arrived: maybe(fc.nat(50)),
  failed: maybe(fc.nat(50)),
  slow: maybe(fc.nat(5)),
  missing: fc.constantFrom(null, 'no data'),
});
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

export const releases: fc.Arbitrary<Release> = fc
  .record({
    kind: fc.constantFrom('prerelease', 'release'),
    trying: phasesOf(trying),
    going: phasesOf(going),
    fast: fc.boolean(),
    countdown: maybe(countdowns),
    call: maybe(calls),
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
    tried: fc.boolean(),
    move: maybe(moves),
    holds: fc.nat(5),
    owners: fc.subarray([ana, priya]),
  })
  .map((one) => {
    const more = {
      countdown: one.countdown,
      countdowns: one.countdown ? 1 : 0,
      call: one.call,
      hold: one.hold,
      watch: watch(one.readings),
      approvals: one.approvals,
      tried: one.tried,
      move: one.move,
      holds: one.holds,
      owners: one.owners,
      plan: { ...plan, automatic: one.automatic },
      seen: {
        at: noon + 30 * minute,
        mine: { servers: 4, ready: 4, users: one.users },
        old: { servers: 4, ready: 4, users: one.oldUsers },
      },
    };
    const isOut =
      one.going.kind === 'announcing' ||
      (one.going.kind === 'stuck' && one.going.from.kind === 'announcing');
    return one.kind === 'prerelease'
      ? prerelease(one.trying, more)
      : release(
          one.going,
          one.fast || isOut
            ? {
                ...more,
                fast: one.fast,
                carries: one.fast ? [] : ['rel_PRE'],
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
    moving: fc.constantFrom(
      null,
      { release: 'rel_ALL', carries: ['rel_PRE'], migrating: true },
      { release: 'rel_ALL', carries: ['rel_PRE'], migrating: false },
      { release: 'rel_OTHER', carries: [], migrating: true },
    ),
  })
  .map(({ live, locked, frozen, barred, recalled, moving }) =>
    line({
      live,
      moving,
      lock: locked ? { reason: 'rolled back', since: noon, release: 'rel_OTHER' } : null,
      freeze: frozen
        ? { since: noon, asks: [], until: noon + 60 * minute, reason: 'holiday', by: tom }
        : null,
      barred: barred
        ? [
            {
              version: '1.42.0',
              image: 'ami-1.42.0',
              because: 'it was bad',
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
              because: 'Tom B. replaced it by board 1.43.0',
              by: tom,
              end: 'replaced',
            },
          ]
        : [],
    }),
  );

const rev = fc.constantFrom(2, 3, 4);
const reason = fc.constant('because');
const capacity = fc.oneof(fc.nat(6), fc.constant(Number.NaN));
export const events: fc.Arbitrary<Event> = fc.oneof(
  fc.record({
    kind: fc.constant('prerelease-requested'),
    at,
    by: person,
    id: fc.constant('rel_NEW'),
    build: fc.constantFrom(build(), build('1.43.0')),
    plan: fc.constant(plan),
    note: reason,
    roster: rosters,
    imageFound: fc.boolean(),
    among: fc.constantFrom('alone', 'beside', 'replace', 'in-line'),
    lineage: lineages,
  }),
  fc.record({ kind: fc.constant('approved'), at, by: person, rev, roster: rosters }),
  fc.record({ kind: fc.constant('declined'), at, by: person, rev, reason, roster: rosters }),
  fc.record({ kind: fc.constant('tickets-retried'), at, by: person, failed: fc.nat(3) }),
  fc.record({
    kind: fc.constantFrom(
      'stopped',
      'cancelled',
      'rollback-asked',
      'postponement-explained',
      'done-by-hand',
    ),
    at,
    by: person,
    reason,
  }),
  fc.record({
    kind: fc.constant('release-started'),
    at,
    by: maybe(person),
    id: fc.constant('rel_NEW'),
    roster: rosters,
    imageFound: fc.boolean(),
    targetFound: fc.boolean(),
    capacity,
    carries: fc.subarray(['rel_PRE', 'rel_OTHER']),
  }),
  fc.record({
    kind: fc.constant('return-started'),
    at,
    by: person,
    id: fc.constant('rel_NEW'),
    build: fc.constantFrom(build('1.40.0'), build('1.41.0'), build()),
    plan: fc.constant(plan),
    reason,
    imageFound: fc.boolean(),
    capacity,
  }),
  fc.record({ kind: fc.constant('postponed'), at, by: person, rev, roster: rosters }),
  fc.record({ kind: fc.constant('held'), at, by: person, until: at, reason }),
  fc.record({
    kind: fc.constantFrom(
      'resumed',
      'retried',
      'unfreeze-asked',
      'approval-undone',
      'approval-asked',
    ),
    at,
    by: person,
  }),
  fc.record({ kind: fc.constant('unfrozen'), at, by: maybe(person), roster: maybe(rosters) }),
  fc.record({
    kind: fc.constant('errors-judged'),
    at,
    by: person,
    roster: rosters,
    word: fc.constantFrom('ours-blocks', 'known', 'not-this-release'),
    until: maybe(at),
    reason,
    issues: fc.constant([{ fingerprint: '1', title: 'Boom' }]),
  }),
  fc.record({
    kind: fc.constant('error-word-undone'),
    at,
    by: person,
    known: fc.constantFrom(knownIssue(), knownIssue({ undone: { by: tom, at: noon } })),
  }),
  fc.record({ kind: fc.constant('observed'), at, wall: at, servers }),
  fc.record({ kind: fc.constant('measured'), at, readings }),
  fc.record({ kind: fc.constant('owned'), at, by: person, roster: rosters }),
  fc.record({
    kind: fc.constant('paced'),
    at,
    by: person,
    to: fc.constantFrom('slower', 'faster'),
  }),
  fc.record({ kind: fc.constant('time-passed'), at }),
  fc.record({
    kind: fc.constant('time-passed'),
    at,
    facts: fc.record({
      office: fc.constant(office),
      gone: fc.subarray(people.map(({ id }) => id)),
    }),
  }),
  fc.record({
    kind: fc.constant('fleet-seen'),
    at,
    found: fc.constantFrom([], [{ version: '1.41.0', servers: 4, registered: true }]),
  }),
  fc.record({ kind: fc.constant('gave-up'), at, because: reason }),
  fc.record({
    kind: fc.constant('adopted'),
    at,
    by: person,
    build: fc.constantFrom(build(), build('1.41.0')),
    roster: rosters,
    reason: fc.constantFrom('', 'it serves'),
  }),
  fc.record({ kind: fc.constant('unlocked'), at, by: person, reason }),
  fc.record({ kind: fc.constant('frozen'), at, by: person, until: at, reason, roster: rosters }),
);

/** Freezes everything below, so that whoever changes it is caught. */
export function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) frozen(part);
  }
  return value;
}

/** What speaks against a property, so that it can be read; null when nothing was found. */
export function counterexample<Given>(property: fc.IProperty<Given>, numRuns = 3_000): unknown {
  const found = fc.check(property, { numRuns });
  return found.failed
    ? {
        seed: found.seed,
        path: found.counterexamplePath,
        given: found.counterexample,
        because: String(found.errorInstance),
      }
    : null;
}
