import { inProduction } from './other-prereleases.ts';
import { isSignedOff, signOff } from '../approval/sign-off.ts';
import { sameBuild } from '../state/build.ts';
import { goesAlong, isBehind, isNewestApproved } from './released-with.ts';
import { isTooEarly } from './daily-slot.ts';
import type { Decision, Refusal } from '../state/decision.ts';
import type { PersonEvent } from '../state/event.ts';
import { keptApprovals } from '../approval/kept-approvals.ts';
import { blockedBecause, type Line } from '../state/line.ts';
import { inPhase, moved, nameOf, refuse } from '../state/outcome.ts';
import { rosterAgeMaxMs } from '../state/people.ts';
import { isFresh } from '../state/reading.ts';
import { recall, recallOf } from './recall.ts';
import { isOpen, type Release, unwatched } from '../state/release.ts';
import { askingAll } from '../approval/teams-asked.ts';

type Said<K extends PersonEvent['kind']> = Extract<PersonEvent, { kind: K }>;

const fresh = {
  carries: [],
  fast: false,
  tried: false,
  capacity: 0,
  approvals: [],
  watch: unwatched,
  seen: null,
  exposure: [],
  countdown: null,
  countdowns: 0,
  call: null,
  hold: null,
  holds: 0,
  owners: [],
  asks: [],
  nudges: [],
  move: null,
  contains: [],
  rev: 1,
  seq: 0,
} as const;

/** Why the line takes nothing new, if it does not. */
export function lineRefusal(line: Line, at: number): Refusal | null {
  const { service, lock, freeze, moving } = line;
  if (lock) return refuse('locked', 'locked', service, lock.reason);
  if (freeze && freeze.until > at)
    return refuse('frozen', 'frozen', service, freeze.by.name, freeze.reason);
  if (moving) return refuse('moving', 'lineMoves', service);
  if (!line.live)
    return refuse(
      'no-target',
      'liveUnknown',
      service,
      (line.found ?? []).map(({ version }) => version),
    );
  return null;
}

/** A build asks for a small share of users. */
export function requestPrerelease(
  line: Line,
  others: readonly Release[],
  event: Said<'prerelease-requested'>,
): Decision {
  const { id, build, by, at, plan, note, among } = event;
  const name = `${build.service} ${build.version}`;
  const no =
    lineRefusal(among === 'in-line' ? { ...line, moving: null } : line, at) ??
    buildRefusal(line, others, event, name);
  if (no) return no;
  const there = inProduction(line, others);
  if (there.length > 0 && among === 'alone')
    return refuse('not-alone', 'notAlone', there.map(nameOf));
  const phase =
    among === 'in-line' && (there.length > 0 || line.moving)
      ? ({ kind: 'queued', since: at } as const)
      : ({ kind: 'requested', since: at } as const);
  const born: Release = {
    ...fresh,
    id,
    kind: 'prerelease',
    service: line.service,
    build,
    target: line.live,
    by,
    at,
    note,
    plan,
    phase,
    approvals: keptApprovals(line, others, event),
    contains: event.lineage.contains,
  };
  const replaced =
    among === 'replace'
      ? there.map((other) => ({
          release: other.id,
          because: `${by.name} replaced it by ${name}`,
          by,
          end: 'replaced' as const,
        }))
      : [];
  return moved(replaced.length > 0 ? recall(line, others, replaced) : line, null, {
    born,
    effects: [{ lane: 'tickets', kind: 'plan-tickets' }],
  });
}

function buildRefusal(
  line: Line,
  others: readonly Release[],
  { build, imageFound }: Said<'prerelease-requested'>,
  name: string,
): Refusal | null {
  const bar = blockedBecause(line, build);
  if (bar !== null) return refuse('barred', 'barredAgain', name, bar);
  if (line.live && sameBuild(line.live, build)) return refuse('is-live', 'isLive', name);
  const running = others.find((other) => isOpen(other) && other.build.version === build.version);
  if (running)
    return refuse(
      'already-running',
      'runsAlready',
      name,
      running.phase.kind,
      running.by?.name ?? null,
    );
  if (build.checks.failed > 0)
    return refuse('checks-failed', 'checksFailed', name, build.checks.failed);
  return imageFound ? null : refuse('image-missing', 'noImage', name);
}

/**
 * Everything that must be true at the moment a release starts; re-checked in the transaction that
 * starts it.
 */
export function startRefusal(
  line: Line,
  release: Release,
  event: Said<'release-started'>,
): Refusal | null {
  const { at, roster } = event;
  const name = nameOf(release);
  const no = lineRefusal(line, at) ?? notReady(release, name);
  if (no) return no;
  if (line.live && sameBuild(line.live, release.build)) return refuse('is-live', 'isLive', name);
  const bar = blockedBecause(line, release.build);
  if (bar !== null) return refuse('barred', 'barred', name, bar);
  if (isBehind(line, release))
    return refuse('not-soaked', 'wentLive', line.live?.version ?? null, name);
  const recalled = recallOf(line, release);
  if (recalled) return refuse('already-decided', 'comesBack', name, recalled.because);
  if (release.hold)
    return refuse('not-now', 'onHold', name, release.hold.by.name, release.hold.reason);
  if (!release.plan.automatic && at - roster.at > rosterAgeMaxMs)
    return refuse('roster-unknown', 'whoMayStart');
  if (!isSignedOff(release, at, roster)) {
    const open = signOff(release, at, roster).filter(({ by, of }) => by.length < of);
    return refuse(
      'not-approved',
      'stillNeeded',
      name,
      open.map(({ team }) => team),
      open.map(({ by, of }) => of - by.length),
    );
  }
  const { watch, plan } = release;
  const known = isFresh(watch.measuredAt, at, 4 * plan.lookEveryMs);
  if (watch.verdict?.kind === 'unhealthy' || release.countdown)
    return refuse('unhealthy', 'isUnhealthy', name);
  if (!known || watch.verdict?.kind !== 'healthy') return refuse('undecided', 'cannotTell', name);
  if (!event.imageFound) return refuse('image-missing', 'noImage', name);
  if (!event.targetFound) return refuse('no-target', 'noImageBack', line.live?.version ?? '');
  if (!(event.capacity >= 1)) return refuse('no-target', 'noServer', line.live?.version ?? '');
  return null;
}

function notReady(release: Release, name: string): Refusal | null {
  switch (release.phase.kind) {
    case 'approved':
      return null;
    case 'waiting':
      return refuse('not-approved', 'waitsForApproval', name);
    case 'queued':
    case 'requested':
    case 'launching':
    case 'joining':
    case 'configuring':
    case 'soaking':
      return refuse('not-soaked', 'notSoaked', name, release.phase.kind);
    default:
      return refuse('already-decided', 'isIn', name, release.phase.kind);
  }
}

/** An approved pre-release goes out to everybody. */
export function startRelease(
  line: Line,
  before: Release,
  others: readonly Release[],
  event: Said<'release-started'>,
): Decision {
  const release = askingAll(line, before);
  if (release.kind !== 'prerelease') return refuse('not-now', 'isReleaseAlready', nameOf(release));
  if (event.by === null && release.tried) return refuse('not-now', 'triedBefore', nameOf(release));
  if (event.by === null && !isNewestApproved(release, others))
    return refuse('not-now', 'newerFirst', line.service);
  if (event.by === null && isTooEarly(release, event.at))
    return refuse('not-now', 'waitsForSlot', nameOf(release));
  const no = startRefusal(line, release, event);
  if (no?.code === 'not-approved' && event.by === null && release.phase.kind === 'approved')
    return askAgain(line, release, event);
  if (no) return no;
  const { id, at, by, capacity } = event;
  const { service, build, plan, note } = release;
  const born: Release = {
    ...fresh,
    id,
    kind: 'release',
    service,
    build,
    target: line.live,
    by: by ?? release.by,
    at,
    note,
    plan,
    carries: [release.id, ...goesAlong(others, event.carries)],
    capacity,
    approvals: release.approvals,
    owners:
      by && release.by && by.id !== release.by.id
        ? [...release.owners, release.by]
        : release.owners,
    phase: { kind: 'requested', since: at },
  };
  return moved(
    { ...line, moving: { release: id, carries: born.carries, migrating: false } },
    { ...release, tried: true, rev: release.rev + 1 },
    { born },
  );
}

/**
 * Words that no longer count are taken away, so that the question is open again and the missing
 * ones are asked for.
 */
function askAgain(line: Line, release: Release, { at, roster }: Said<'release-started'>): Decision {
  const approvals = signOff(release, at, roster).flatMap(({ by }) => by);
  return moved(line, {
    ...inPhase(release, { kind: 'waiting', since: at }),
    approvals,
    rev: release.rev + 1,
  });
}

/**
 * Back to an older build after the new one went live: no approval and no evidence needed, but the
 * line stays locked and the left build barred.
 */
export function startReturn(line: Line, event: Said<'return-started'>): Decision {
  const { id, at, by, build, plan, reason, capacity } = event;
  const left = line.live;
  if (line.moving) return refuse('moving', 'rollThatBack', line.service);
  if (!left) return refuse('no-target', 'liveUnknown', line.service, []);
  if (sameBuild(left, build))
    return refuse('is-live', 'isLive', `${line.service} ${build.version}`);
  const bar = blockedBecause(line, build);
  if (bar !== null) return refuse('barred', 'noWayBack', `${line.service} ${build.version}`, bar);
  if (!event.imageFound)
    return refuse('image-missing', 'noImage', `${line.service} ${build.version}`);
  const because = `rolled back by ${by.name}: ${reason}`;
  const wide = { ...plan, batches: [0.5, 1] };
  const born: Release = {
    ...fresh,
    id,
    kind: 'release',
    service: line.service,
    build,
    target: left,
    by,
    at,
    note: reason,
    plan: wide,
    fast: true,
    capacity: capacity >= 1 ? capacity : 1,
    phase: { kind: 'requested', since: at },
  };
  const next: Line = {
    ...line,
    moving: { release: id, carries: [], migrating: false },
    lock: line.lock ?? {
      reason: `${line.service} ${left.version} was ${because}`,
      since: at,
      release: id,
    },
    barred:
      blockedBecause(line, left) === null
        ? [
            ...line.barred,
            {
              version: left.version,
              image: left.image,
              because,
              commit: left.commit,
              teams: plan.signOff.map(({ team }) => team),
              at,
            },
          ]
        : line.barred,
  };
  return moved(next, null, { born });
}
