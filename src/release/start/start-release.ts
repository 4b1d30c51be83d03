import { isSignedOff, signOff } from '../approval/sign-off.ts';
import { sameBuild } from '../state/build.ts';
import { goesAlong, isBehind, isNewestApproved } from './released-with.ts';
import { isTooEarly } from './daily-slot.ts';
import type { Decision, Refusal } from '../state/decision.ts';
import type { PersonEvent } from '../state/person-event.ts';
import { blockedBecause, type Line } from '../state/line.ts';
import { closedTooLong } from './too-long-closed.ts';
import { lineRefusal } from './may-go-out.ts';
import { newRelease } from './new-release.ts';
import { inPhase, moved, nameOf, refuse } from '../state/outcome.ts';
import { rosterAgeMaxMs } from '../state/people.ts';
import { isFresh } from '../state/reading.ts';
import { recallOf } from './recall.ts';
import type { Release } from '../state/release.ts';
import { askUnderNewPlan, withoutLines } from './plan-changed.ts';
import { isDoubted } from '../state/verdict.ts';
import { askingAll } from '../approval/teams-asked.ts';

type Started = Extract<PersonEvent, { kind: 'release-started' }>;

/** An approved pre-release goes out to everybody. */
export function startRelease(
  line: Line,
  before: Release,
  others: readonly Release[],
  event: Started,
): Decision {
  const release = askingAll(line, before);
  if (release.kind !== 'prerelease') return refuse('not-now', 'isReleaseAlready', nameOf(release));
  const byItself = event.by === null;
  const unfit =
    (byItself ? leftToPeople(line, release, others, event.at) : null) ??
    unfitRefusal(line, release, event.at);
  if (unfit) return unfit;
  if (event.plan && event.plan.hash !== release.plan.hash)
    return askUnderNewPlan(line, before, event.plan, event.at);
  const no = startRefusal(line, release, event);
  // Whoever said yes before a bar is called and told why: the next look does that.
  const isLapsed =
    no?.code === 'not-approved' && release.phase.kind === 'approved' && release === before;
  if (isLapsed && byItself && healthRefusal(release, event.at) === null)
    return askAgain(line, release, event);
  if (no) return no;
  const born = bornOf(line, release, others, event);
  return moved(
    { ...line, moving: { release: born.id, carries: born.carries, migrating: false } },
    { ...release, startAttempted: true, rev: release.rev + 1 },
    { born },
  );
}

/** What a person may start although Davy does not by itself. */
function leftToPeople(
  { service }: Line,
  release: Release,
  others: readonly Release[],
  at: number,
): Refusal | null {
  if (release.startAttempted) return refuse('not-now', 'triedBefore', nameOf(release));
  if (!isNewestApproved(release, others)) return refuse('not-now', 'newerFirst', service);
  return isTooEarly(release, at) ? refuse('not-now', 'waitsForSlot', nameOf(release)) : null;
}

function bornOf(
  line: Line,
  release: Release,
  others: readonly Release[],
  { id, at, by, capacity, carries }: Started,
): Release {
  const { service, build, plan, note, approvals, owners } = release;
  const isHandedOver = by && release.by && by.id !== release.by.id;
  return {
    ...newRelease,
    id,
    kind: 'release',
    service,
    build,
    target: line.live,
    by: by ?? release.by,
    at,
    turn: line.seq + 1,
    note,
    plan: withoutLines(plan),
    carries: [release.id, ...goesAlong(others, carries)],
    capacity,
    approvals,
    owners: isHandedOver ? [...owners, release.by] : owners,
    phase: { kind: 'requested', since: at },
  };
}

/**
 * Words that no longer count are taken away, so that the question is open again and the missing
 * ones are asked for.
 */
function askAgain(line: Line, release: Release, { at, roster }: Started): Decision {
  const approvals = signOff(release, at, roster).flatMap(({ by }) => by);
  return moved(line, {
    ...inPhase(release, { kind: 'waiting', since: at }),
    approvals,
    rev: release.rev + 1,
  });
}

/** Why this build goes out of this line now in no case, whoever said what. */
function unfitRefusal(line: Line, release: Release, at: number): Refusal | null {
  const name = nameOf(release);
  const no = lineRefusal(line, at) ?? notReady(release, name) ?? closedTooLong(release.plan, name);
  if (no) return no;
  if (line.live && sameBuild(line.live, release.build)) return refuse('is-live', 'isLive', name);
  const bar = blockedBecause(line, release.build);
  if (bar !== null) return refuse('barred', 'barred', name, bar);
  const { failed } = release.build.checks;
  if (failed > 0) return refuse('checks-failed', 'checksFailed', name, failed);
  if (isBehind(line, release))
    return refuse('not-soaked', 'wentLive', line.live?.version ?? null, name);
  const recalled = recallOf(line, release);
  if (recalled) return refuse('already-decided', 'comesBack', name, recalled.because);
  if (release.hold)
    return refuse('not-now', 'onHold', name, release.hold.by.name, release.hold.reason);
  return null;
}

/**
 * Everything else that must be true at the moment a release starts; re-checked in the transaction
 * that starts it.
 */
function startRefusal(line: Line, release: Release, event: Started): Refusal | null {
  const { at, roster } = event;
  const name = nameOf(release);
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
  const unwell = healthRefusal(release, at);
  if (unwell) return unwell;
  if (!event.imageFound) return refuse('image-missing', 'noImage', name);
  if (!event.targetFound) return refuse('no-target', 'noImageBack', line.live?.version ?? '');
  if (!(event.capacity >= 1)) return refuse('no-target', 'noServer', line.live?.version ?? '');
  return null;
}

/** No start without a measurement of just now that says healthy. */
function healthRefusal(release: Release, at: number): Refusal | null {
  const { watch, plan } = release;
  const known = isFresh(watch.measuredAt, at, 4 * plan.lookEveryMs);
  if (watch.verdict?.kind === 'unhealthy' || release.countdown)
    return refuse('unhealthy', 'isUnhealthy', nameOf(release));
  if (!known || watch.verdict?.kind !== 'healthy' || isDoubted(watch.verdict))
    return refuse('undecided', 'cannotTell', nameOf(release));
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
    case 'carried':
    case 'verifying':
    case 'migrating':
    case 'watching':
    case 'swapping':
    case 'retiring':
    case 'announcing':
    case 'live':
    case 'rolling-back':
    case 'stuck':
    case 'rolled-back':
    case 'declined':
    case 'expired':
    case 'replaced':
    case 'stopped':
    case 'failed':
    case 'cancelled':
      return refuse('already-decided', 'isIn', name, release.phase.kind);
  }
}
