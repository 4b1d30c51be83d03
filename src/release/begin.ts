import { unknownLive } from './adopt.ts';
import { inProduction, namesOf } from './among.ts';
import { isSignedOff, signOff } from './approvals.ts';
import { sameBuild } from './build.ts';
import { goesAlong, isBehind, isNewestApproved } from './carry.ts';
import { isTooEarly } from './daily.ts';
import type { Decision, Refusal } from './decision.ts';
import type { PersonEvent } from './event.ts';
import { keptApprovals } from './lineage.ts';
import { barOf, type Line } from './line.ts';
import { inPhase, moved, nameOf, refuse } from './outcome.ts';
import { rosterAgeMaxMs } from './people.ts';
import { isFresh } from './reading.ts';
import { recall, recallOf } from './recall.ts';
import { isOpen, type Release, unwatched } from './release.ts';
import { askingAll } from './teams-asked.ts';

type Said<K extends PersonEvent['kind']> = Extract<PersonEvent, { kind: K }>;

const fresh = {
  carries: [], fast: false, tried: false, capacity: 0, approvals: [], watch: unwatched, seen: null, exposure: [], countdown: null, countdowns: 0, hold: null, holds: 0, owners: [], asks: [], nudges: [], move: null, contains: [], rev: 1, seq: 0,
} as const;

/** Why the line takes nothing new, if it does not. */
export function lineRefusal(line: Line, at: number): Refusal | null {
  const { service, lock, freeze, moving } = line;
  if (lock) return refuse('locked', `${service} is locked: ${lock.reason}. End it with /release unlock ${service}.`);
  if (freeze && freeze.until > at) return refuse('frozen', `${service} is frozen by ${freeze.by.name}: ${freeze.reason}.`);
  if (moving) return refuse('moving', `A release of ${service} is moving. Try again when it is done.`);
  if (!line.live) return refuse('no-target', unknownLive(line));
  return null;
}

/** A build asks for a small share of users. */
export function requestPrerelease(line: Line, others: readonly Release[], event: Said<'prerelease-requested'>): Decision {
  const { id, build, by, at, plan, note, among } = event;
  const name = `${build.service} ${build.version}`;
  const no = lineRefusal(among === 'in-line' ? { ...line, moving: null } : line, at) ?? buildRefusal(line, others, event, name);
  if (no) return no;
  const there = inProduction(others);
  if (there.length > 0 && among === 'alone') return refuse('not-alone', `${namesOf(there)} ${there.length === 1 ? 'is' : 'are'} in production already. Say what becomes of ${there.length === 1 ? 'it' : 'them'}: replace, beside or in-line.`);
  const phase = among === 'in-line' && (there.length > 0 || line.moving) ? ({ kind: 'queued', since: at } as const) : ({ kind: 'requested', since: at } as const);
  const born: Release = { ...fresh, id, kind: 'prerelease', service: line.service, build, target: line.live, by, at, note, plan, phase, approvals: keptApprovals(line, others, event), contains: event.lineage.contains };
  const replaced = among === 'replace' ? there.map((other) => ({ release: other.id, because: `${by.name} replaced it by ${name}`, by, end: 'replaced' as const })) : [];
  return moved(replaced.length > 0 ? recall(line, others, replaced) : line, null, { born, effects: [{ lane: 'tickets', kind: 'plan-tickets' }] });
}

function buildRefusal(line: Line, others: readonly Release[], { build, imageFound }: Said<'prerelease-requested'>, name: string): Refusal | null {
  const bar = barOf(line, build);
  if (bar !== null) return refuse('barred', `${name} may not go out again: ${bar}. A new build can.`);
  if (line.live && sameBuild(line.live, build)) return refuse('is-live', `${name} is live already.`);
  const running = others.find((other) => isOpen(other) && other.build.version === build.version);
  if (running) return refuse('already-running', `${name} is already ${running.phase.kind}${running.by ? `, started by ${running.by.name}` : ''}.`);
  if (build.checks.failed > 0) return refuse('checks-failed', `${name} failed ${build.checks.failed} checks.`);
  return imageFound ? null : refuse('image-missing', `The image of ${name} was not found, so nothing was started.`);
}

/** Everything that must be true at the moment a release starts; re-checked in the transaction that starts it. */
export function startRefusal(line: Line, release: Release, event: Said<'release-started'>): Refusal | null {
  const { at, roster } = event;
  const name = nameOf(release);
  const no = lineRefusal(line, at) ?? notReady(release, name);
  if (no) return no;
  if (line.live && sameBuild(line.live, release.build)) return refuse('is-live', `${name} is live already.`);
  const bar = barOf(line, release.build);
  if (bar !== null) return refuse('barred', `${name} may not go out: ${bar}.`);
  if (isBehind(line, release)) return refuse('not-soaked', `${line.live?.version ?? 'Another build'} went live meanwhile; ${name} has to soak beside it.`);
  const recalled = recallOf(line, release);
  if (recalled) return refuse('already-decided', `${name} is coming back: ${recalled.because}.`);
  if (release.hold) return refuse('not-now', `${name} is on hold by ${release.hold.by.name}: ${release.hold.reason}.`);
  if (!release.plan.automatic && at - roster.at > rosterAgeMaxMs) return refuse('roster-unknown', 'Slack does not say who may approve just now, so nothing was started.');
  if (!isSignedOff(release, at, roster)) {
    const open = signOff(release, at, roster).filter(({ by, of }) => by.length < of);
    return refuse('not-approved', `${name} still needs ${open.map(({ team, by, of }) => `${of - by.length} of ${team}`).join(', ')}.`);
  }
  const { watch, plan } = release;
  const known = isFresh(watch.measuredAt, at, 4 * plan.lookEveryMs);
  if (watch.verdict?.kind === 'unhealthy' || release.countdown) return refuse('unhealthy', `${name} is unhealthy; nothing was started.`);
  if (!known || watch.verdict?.kind !== 'healthy') return refuse('undecided', `Davy cannot tell whether ${name} is healthy just now, so nothing was started.`);
  if (!event.imageFound) return refuse('image-missing', `The image of ${name} was not found, so nothing was started.`);
  if (!event.targetFound) return refuse('no-target', `The image of ${line.live?.version} was not found: there would be no way back, so nothing was started.`);
  if (!(event.capacity >= 1)) return refuse('no-target', `No server of ${line.live?.version} serves now, so nothing was started.`);
  return null;
}

function notReady(release: Release, name: string): Refusal | null {
  switch (release.phase.kind) {
    case 'approved':
      return null;
    case 'waiting':
      return refuse('not-approved', `${name} waits for approval.`);
    case 'queued':
    case 'requested':
    case 'launching':
    case 'joining':
    case 'configuring':
    case 'soaking':
      return refuse('not-soaked', `${name} is ${release.phase.kind}; it has not soaked long enough.`);
    default:
      return refuse('already-decided', `${name} is ${release.phase.kind}.`);
  }
}

/** An approved pre-release goes out to everybody. */
export function startRelease(line: Line, before: Release, others: readonly Release[], event: Said<'release-started'>): Decision {
  const release = askingAll(line, before);
  if (release.kind !== 'prerelease') return refuse('not-now', `${nameOf(release)} is a release already.`);
  if (event.by === null && release.tried) return refuse('not-now', `A release of ${nameOf(release)} was tried before; a person starts the next one.`);
  if (event.by === null && !isNewestApproved(release, others)) return refuse('not-now', `A newer build of ${line.service} is approved; it goes out first.`);
  if (event.by === null && isTooEarly(release, event.at)) return refuse('not-now', `${nameOf(release)} waits for its slot.`);
  const no = startRefusal(line, release, event);
  if (no?.code === 'not-approved' && event.by === null && release.phase.kind === 'approved') return askAgain(line, release, event);
  if (no) return no;
  const { id, at, by, capacity } = event;
  const { service, build, plan, note } = release;
  const born: Release = {
    ...fresh, id, kind: 'release', service, build, target: line.live, by: by ?? release.by, at, note, plan,
    carries: [release.id, ...goesAlong(others, event.carries)], capacity, approvals: release.approvals, owners: by && release.by && by.id !== release.by.id ? [...release.owners, release.by] : release.owners, phase: { kind: 'requested', since: at },
  };
  return moved({ ...line, moving: { release: id, carries: born.carries, migrating: false } }, { ...release, tried: true, rev: release.rev + 1 }, { born });
}

/** Words that no longer count are taken away, so that the question is open again and the missing ones are asked for. */
function askAgain(line: Line, release: Release, { at, roster }: Said<'release-started'>): Decision {
  const approvals = signOff(release, at, roster).flatMap(({ by }) => by);
  return moved(line, { ...inPhase(release, { kind: 'waiting', since: at }), approvals, rev: release.rev + 1 });
}

/** Back to an older build after the new one went live: no approval and no evidence needed, but the line stays locked and the left build barred. */
export function startReturn(line: Line, event: Said<'return-started'>): Decision {
  const { id, at, by, build, plan, reason, capacity } = event;
  const left = line.live;
  if (line.moving) return refuse('moving', `A release of ${line.service} is moving; roll that one back instead.`);
  if (!left) return refuse('no-target', `Davy does not know what is live on ${line.service}.`);
  if (sameBuild(left, build)) return refuse('is-live', `${line.service} ${build.version} is live already.`);
  const bar = barOf(line, build);
  if (bar !== null) return refuse('barred', `${line.service} ${build.version} is no way back: ${bar}.`);
  if (!event.imageFound) return refuse('image-missing', `The image of ${build.version} was not found; nothing was started.`);
  const because = `rolled back by ${by.name}: ${reason}`;
  const wide = { ...plan, batches: [0.5, 1] };
  const born: Release = {
    ...fresh, id, kind: 'release', service: line.service, build, target: left, by, at, note: reason, plan: wide, fast: true,
    capacity: capacity >= 1 ? capacity : 1, phase: { kind: 'requested', since: at },
  };
  const next: Line = {
    ...line,
    moving: { release: id, carries: [], migrating: false },
    lock: line.lock ?? { reason: `${line.service} ${left.version} was ${because}`, since: at, release: id },
    barred: barOf(line, left) === null ? [...line.barred, { version: left.version, image: left.image, because, commit: left.commit, teams: plan.signOff.map(({ team }) => team) }] : line.barred,
  };
  return moved(next, null, { born });
}
