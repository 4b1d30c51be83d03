import { signOff } from './approval/sign-off.ts';
import { isBeforeUsers } from './approval/take-back.ts';
import { isBehind } from './start/released-with.ts';
import { isTooEarly } from './start/daily-slot.ts';
import { type Moment, refusalOf } from './legal-acts.ts';
import type { Because } from './state/because.ts';
import { jobInTheWay } from './state/job-run.ts';
import { blockedBecause, type Line } from './state/line.ts';
import { nameOf } from './state/outcome.ts';
import type { Reason } from './state/reason.ts';
import type { Release } from './state/release.ts';
import type { Moves } from './state/served.ts';
import type { Single } from './state/single.ts';
import { noCapacity, noCapacitySince } from './servers/launch-refused.ts';
import { works } from './servers/singles.ts';
import { sparesOf } from './servers/spares.ts';
import { askingAll } from './approval/teams-asked.ts';
import type { SignalResult, Verdict } from './state/verdict.ts';

/**
 * Everything a release can be waiting for, with the values its sentence needs; the sentences, and
 * who can end it, are in `src/texts/`.
 */
export type Waits = {
  inLine: readonly [name: string, service: string];
  behind: readonly [live: string | null, name: string];
  slot: readonly [name: string, service: string];
  lock: readonly [service: string, because: Because];
  job: readonly [job: string, who: string, service: string];
  freeze: readonly [service: string, because: string, who: string];
  hold: readonly [name: string, because: string, who: string];
  rollback: readonly [name: string, because: Because];
  stuck: readonly [name: string, because: Because];
  room: readonly [
    because: Because,
    spares: { readonly of: number; readonly dead: number },
    ends: 'prerelease' | 'start' | 'users' | 'back',
    service: string,
  ];
  single: readonly [
    single: string,
    where: string,
    state: Single['state'],
    downSince: number | null,
  ];
  soak: readonly [watchedMs: number, ofMs: number];
  users: readonly [here: number, needed: number, moves: Moves];
  verdict: readonly [kind: Verdict['kind'], reasons: readonly SignalResult[]];
  moving: readonly [service: string];
  bar: readonly [name: string, because: Because];
  approvals: readonly [given: number, needed: number, team: string, except: string | null];
};

/** One condition that is not met yet, and since when. */
export type WaitingFor<Key extends keyof Waits = keyof Waits> = {
  readonly says: Key;
  readonly values: Waits[Key];
  readonly since: number | null;
};

/** Answers "why is it waiting?" from the same facts that decide. */
export function waitingFor(line: Line, release: Release, at: number): readonly WaitingFor[] {
  return [
    ...ofLine(line, release, at),
    ...ofRelease(release),
    ...ofLaunch(release),
    ...ofSwap(release),
    ...ofSoak(release),
    ...elsewhere(line, release),
    ...missingWords(askingAll(line, release), at),
  ];
}

/**
 * Why an approved build does not go out although nothing above is missing: the start itself is
 * asked, so that nobody reads "nothing holds it up" of a build that would be refused.
 */
export function otherwise({ release, ...moment }: Moment): Reason | null {
  if (release?.phase.kind !== 'approved') return null;
  return refusalOf('start-by-itself', { ...moment, release })?.because ?? null;
}

function ofLine(line: Line, release: Release, at: number): readonly WaitingFor[] {
  const { phase } = release;
  const { service, lock, freeze, live } = line;
  const name = nameOf(release);
  const job = jobInTheWay(line);
  return [
    ...(phase.kind === 'queued' ? [wait(phase.since, 'inLine', name, service)] : []),
    ...(isBehind(line, release) ? [wait(null, 'behind', live?.version ?? null, name)] : []),
    ...(isTooEarly(release, at) && !release.startAttempted
      ? [wait(null, 'slot', name, service)]
      : []),
    ...(lock ? [wait(lock.since, 'lock', service, lock.reason)] : []),
    ...(phase.kind === 'requested' && job && release.kind !== 'return'
      ? [wait(job.at, 'job', job.job, job.by.name, service)]
      : []),
    ...(freeze && freeze.until > at
      ? [wait(null, 'freeze', service, freeze.reason, freeze.by.name)]
      : []),
  ];
}

function ofRelease(release: Release): readonly WaitingFor[] {
  const { phase, hold, countdown } = release;
  const name = nameOf(release);
  return [
    ...(hold ? [wait(hold.since, 'hold', name, hold.reason, hold.by.name)] : []),
    ...(countdown ? [wait(countdown.since, 'rollback', name, countdown.because)] : []),
    ...(phase.kind === 'stuck' ? [wait(phase.since, 'stuck', name, phase.because)] : []),
  ];
}

/** Servers that the fleet refuses to give; whoever is stuck or waits for people says so by that. */
function ofLaunch(release: Release): readonly WaitingFor[] {
  const { phase, kind, service } = release;
  const full = noCapacity(release);
  if (full === null || ['stuck', 'soaking', 'waiting', 'approved'].includes(phase.kind)) return [];
  const ends =
    phase.kind === 'rolling-back' || kind === 'return'
      ? 'back'
      : kind === 'prerelease'
        ? 'prerelease'
        : isBeforeUsers(release)
          ? 'start'
          : 'users';
  return [wait(noCapacitySince(release), 'room', full, sparesOf(release), ends, service)];
}

/** Jobs that are not over to the build that is to come, while they are swapped. */
function ofSwap({ phase, singles, build, target }: Release): readonly WaitingFor[] {
  const back = phase.kind === 'rolling-back' ? (phase.swapped ?? []) : [];
  const to = phase.kind === 'rolling-back' ? target : build;
  if (!to || (phase.kind !== 'swapping' && back.length === 0)) return [];
  const open = singles.filter(
    (one) => !works(one, to) && (phase.kind === 'swapping' || back.includes(one.name)),
  );
  return open.map(({ name, where, state, downSince, since }) =>
    wait(since, 'single', name, where, state, downSince),
  );
}

function ofSoak({ phase, watch, plan, seen }: Release): readonly WaitingFor[] {
  const here = seen?.newServers.users ?? 0;
  const { verdict } = watch;
  return [
    ...(phase.kind === 'soaking' && watch.creditedMs < plan.soakMs
      ? [wait(phase.since, 'soak', watch.creditedMs, plan.soakMs)]
      : []),
    ...(phase.kind === 'soaking' && here < plan.usersMin
      ? [wait(null, 'users', here, plan.usersMin, plan.ways.moves)]
      : []),
    ...(verdict && verdict.kind !== 'healthy'
      ? [
          wait(
            watch.undecidedSince,
            'verdict',
            verdict.kind,
            verdict.reasons.filter(({ says }) => says !== 'pass'),
          ),
        ]
      : []),
  ];
}

function elsewhere(line: Line, release: Release): readonly WaitingFor[] {
  const bar = blockedBecause(line, release.build);
  return [
    ...(line.moving && line.moving.release !== release.id
      ? [wait(null, 'moving', line.service)]
      : []),
    ...(bar === null ? [] : [wait(null, 'bar', nameOf(release), bar)]),
  ];
}

function missingWords(release: Release, at: number): readonly WaitingFor[] {
  const { phase, plan } = release;
  if (plan.automatic || (phase.kind !== 'soaking' && phase.kind !== 'waiting')) return [];
  const open = signOff(release, at, null).filter(({ by, of }) => by.length < of);
  return open.map(({ team, by, of }) =>
    wait(phase.since, 'approvals', by.length, of, team, release.by?.name ?? null),
  );
}

function wait<Key extends keyof Waits>(
  since: number | null,
  says: Key,
  ...values: Waits[Key]
): WaitingFor {
  return { says, values, since };
}
