import type { Change, Changelog } from '../../src/changes/changelog.ts';
import type { Release } from '../../src/release/state/release.ts';
import type { Phase } from '../../src/release/state/phase.ts';
import type { Chronicle, Turn } from '../../src/release/state/turn.ts';
import type { SummaryRecords } from '../../src/summary/move.ts';
import { build, prerelease, release } from './a-release.ts';
import { change as anyChange, changelog as anyChangelog } from './changelogs.ts';
import { minute } from './noon.ts';
import { worded } from '../../src/release/state/worded.ts';

/** Friday, Nov 20, 2026 at 9:00 UTC. */
export const nine = Date.UTC(2026, 10, 20, 9);

/** A turn a while (in minutes) after a time. */
export type Step = readonly [minutes: number, phase: Phase['kind'], more?: Partial<Turn>];

/** What a story is told from: when it began, and the steps it took. */
export function chronicle(
  made: Release,
  began: number,
  steps: readonly Step[],
  more: Partial<Chronicle> = {},
): Chronicle {
  const turns = steps.map(([minutes, phase, turn], i): Turn => ({
    release: made.id,
    seq: i + 1,
    at: began + minutes * minute,
    event: 'observed',
    phase,
    held: false,
    countdown: null,
    badSince: null,
    usersBackAt: null,
    users: null,
    oldUsers: null,
    ...turn,
  }));
  return { release: made, turns, messages: 0, pings: 0, ...more };
}

/**
 * A release of `service` that began then and reached everybody after an hour and a half; its canary
 * went ahead of it for four hours.
 */
export function wentLive(
  service: string,
  version: string,
  began = nine,
  more: { waited?: number; held?: readonly [number, number] } = {},
): readonly [Chronicle, Chronicle] {
  const { waited = 20, held } = more;
  const ids = { pre: `pre_${service}_${version}`, all: `all_${service}_${version}` };
  const made = build(version, { service, registeredAt: began - 300 * minute });
  const soaked = began - waited * minute;
  const pre = prerelease(
    { kind: 'carried', at: began + 90 * minute },
    { id: ids.pre, service, build: made, at: soaked - 250 * minute },
  );
  const all = release(
    { kind: 'live', at: began + 90 * minute },
    { id: ids.all, service, build: made, at: began, carries: [ids.pre] },
  );
  const hold: readonly Step[] = held
    ? [
        [held[0], 'migrating', { held: true }],
        [held[1], 'migrating'],
      ]
    : [];
  return [
    chronicle(
      pre,
      soaked,
      [
        [-250, 'requested'],
        [-250, 'launching'],
        [-240, 'soaking'],
        [0, 'waiting'],
        [waited, 'approved'],
        [waited + 90, 'carried'],
      ],
      { messages: 5, pings: 1 },
    ),
    chronicle(
      all,
      began,
      [
        [0, 'launching'],
        [10, 'migrating'],
        ...hold,
        [50, 'watching'],
        [80, 'retiring'],
        [90, 'live'],
      ],
      { messages: 2 },
    ),
  ];
}

/**
 * A release that turned round when half the users had moved: bad since minute 20, paged at 21,
 * decided at 23, users back at 27, over at 30.
 */
export function wentBack(service: string, version: string, began = nine, users = 1_000): Chronicle {
  const made = release(
    { kind: 'rolled-back', at: began + 30 * minute, because: worded('errors'), by: null },
    {
      id: `back_${service}_${version}`,
      service,
      build: build(version, { service }),
      at: began,
      carries: [],
    },
  );
  const half = { users: users / 2, oldUsers: users / 2 };
  return chronicle(made, began, [
    [0, 'launching'],
    [10, 'migrating', { users: 0, oldUsers: users }],
    [21, 'migrating', { ...half, countdown: 1, badSince: began + 20 * minute }],
    [23, 'rolling-back', { ...half, countdown: 1 }],
    [
      27,
      'rolling-back',
      { users: 0, oldUsers: users, usersBackAt: began + 27 * minute, countdown: 1 },
    ],
    [30, 'rolled-back', { countdown: 1 }],
  ]);
}

/** A canary that was taken back: bad since minute 29, paged at 30, users back at 34. */
export function stoppedCanary(
  service: string,
  version: string,
  began = nine,
  seen = { users: 120, oldUsers: 6_080 },
): Chronicle {
  const made = prerelease(
    { kind: 'rolled-back', at: began + 40 * minute, because: worded('errors'), by: null },
    { id: `stop_${service}_${version}`, service, build: build(version, { service }), at: began },
  );
  return chronicle(made, began, [
    [0, 'launching'],
    [10, 'soaking', seen],
    [30, 'soaking', { ...seen, countdown: 1, badSince: began + 29 * minute }],
    [32, 'rolling-back', { ...seen, countdown: 1 }],
    [
      34,
      'rolling-back',
      { users: 0, oldUsers: seen.oldUsers + seen.users, usersBackAt: began + 34 * minute },
    ],
    [40, 'rolled-back'],
  ]);
}

/**
 * A return to an older build, taken half an hour; users moved for ten minutes from minute five on.
 */
export function wentHome(
  service: string,
  left: string,
  to: string,
  began: number,
  users = 600,
): Chronicle {
  const made = release(
    { kind: 'live', at: began + 30 * minute },
    {
      id: `home_${service}_${left}`,
      service,
      build: build(to, { service }),
      target: build(left, { service }),
      at: began,
      carries: [],
      kind: 'return',
    },
  );
  return chronicle(made, began, [
    [0, 'launching', { users: 0, oldUsers: users }],
    [5, 'migrating', { users: 0, oldUsers: users }],
    [15, 'watching', { users, oldUsers: 0 }],
    [30, 'live'],
  ]);
}

/** A change of one kind. */
export function change(group: Change['group'], title: string, at: number): Change {
  return anyChange(title, { group, at });
}

/** What changed with a version. */
export function changelog(service: string, version: string, changes: readonly Change[]): Changelog {
  return anyChangelog({ service, to: { version, commit: '1' }, changes });
}

/** All of it together; changelogs go to the release of their version. */
export function books(
  chronicles: readonly Chronicle[],
  logs: readonly Changelog[] = [],
): SummaryRecords {
  const of = ({ service, to }: Changelog) =>
    chronicles.find(
      ({ release: one }) =>
        one.kind === 'release' && one.service === service && one.build.version === to.version,
    )?.release.id ?? '';
  return { chronicles, changelogs: new Map(logs.map((log) => [of(log), log])), wall: (at) => at };
}
