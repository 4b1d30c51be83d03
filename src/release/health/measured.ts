import { isSignedOff } from '../approval/sign-off.ts';
import { askingAll } from '../approval/teams-asked.ts';
import { reconnectsOwed } from './batch-evidence.ts';
import { underCountdown } from '../paging/countdown.ts';
import type { Decision } from '../state/decision.ts';
import { evidenceOf, isOldTiny } from './evidence.ts';
import { fairly } from './fairly.ts';
import { callPeople } from './health-page.ts';
import { isTakenOver, type Line } from '../state/line.ts';
import { batchesOf, betweenOf, closeBatch, withMove } from '../migration/move.ts';
import { inPhase, moved, measuredOnly } from '../state/outcome.ts';
import { adapt } from '../migration/pace.ts';
import type { Reading } from '../state/reading.ts';
import type { Event } from '../state/event.ts';
import type { Release } from '../state/release.ts';
import { creditOf } from './soak-credit.ts';
import { isProven, judgedLook } from './judged.ts';
import { judge, lacking } from './judge.ts';
import { isWatched, type Look, watchAfter } from './watched.ts';
import { isEmptySide } from '../state/servers.ts';
import { isDoubted } from '../state/verdict.ts';
import { isPaused } from '../servers/paused.ts';

type Measured = Extract<Event, { readonly kind: 'measured' }>;

/** Judges what was read, runs the soak clock, and decides what follows from it. */
export function measured(
  line: Line,
  before: Release,
  at: number,
  readings: readonly Reading[],
  told: Pick<Measured, 'reconnects' | 'judged'> = {},
): Decision {
  if (!isWatched(before) || isTakenOver(line, before)) return measuredOnly(line, before);
  const look = lookAt(line, before, at, readings, told);
  const { reconnects } = told;
  const watched = { ...before, watch: watchAfter(before.watch, look) };
  const counted =
    reconnects && reconnects.since === before.move?.since
      ? withMove(watched, { reconnects })
      : watched;
  const slowed = adapt(counted, at);
  const release = slowed ?? counted;
  const paged = release.countdown
    ? underCountdown(line, release, release.watch, at)
    : callPeople(line, release, look.verdict, at);
  const decided = paged ?? goOn(line, release, look) ?? measuredOnly(line, release);
  // A move that was slowed down is an event of its own, also where nothing else follows.
  return slowed && decided.kind === 'measured-only' ? moved(line, decided.release) : decided;
}

/**
 * The one judgement of a look: everything that follows is given it. Where the next batch would
 * start with it and its reconnects are not counted, it is no longer sure, and earns nothing.
 */
function lookAt(
  line: Line,
  release: Release,
  at: number,
  readings: readonly Reading[],
  { reconnects, judged: counts }: Pick<Measured, 'reconnects' | 'judged'>,
): Look {
  const evidence = fairly(release, evidenceOf(release, readings, at), at);
  // Servers alone prove no health: without a signal there is no evidence.
  const judged = readings.length > 0 ? judgedLook(release, evidence, counts) : judge([]);
  const earned = creditOf(line, release, judged, at);
  const owed = reconnectsOwed(release, reconnects, earned);
  return {
    at,
    readings: [...evidence, ...owed],
    verdict: readings.length > 0 ? lacking(judged, owed) : judged,
    credit: owed.length > 0 ? 0 : earned,
    compares: !isOldTiny(release),
  };
}

function goOn(line: Line, release: Release, look: Look): Decision | null {
  const { phase } = release;
  switch (phase.kind) {
    case 'soaking':
      return soaked(line, release, look);
    case 'migrating':
      return batchWatched(line, release, phase, look);
    case 'watching':
      return everybodyWatched(line, release, phase, look);
    // Waits for a person, for the world, or for nothing any more: no figure moves it.
    case 'waiting':
    case 'approved':
    case 'verifying':
    case 'swapping':
    case 'retiring':
    case 'stuck':
    case 'queued':
    case 'requested':
    case 'launching':
    case 'joining':
    case 'configuring':
    case 'announcing':
    case 'carried':
    case 'live':
    case 'rolling-back':
    case 'rolled-back':
    case 'declined':
    case 'expired':
    case 'replaced':
    case 'stopped':
    case 'failed':
    case 'cancelled':
      return null;
  }
}

function soaked(line: Line, release: Release, { at, verdict }: Look): Decision | null {
  const { watch, plan, countdown } = release;
  if (watch.creditedMs < plan.soakMs || countdown || verdict.kind !== 'healthy') return null;
  if (!isProven(release, verdict)) return null;
  const given = isSignedOff(askingAll(line, release), at, null);
  return moved(line, inPhase(release, { kind: given ? 'approved' : 'waiting', since: at }));
}

/** Nothing goes on under a page or a hold, nor unless it is healthy; a way back always does. */
function stays(release: Release, { verdict }: Look): boolean {
  const isWell = verdict.kind === 'healthy' && !isDoubted(verdict);
  return isPaused(release) || !(release.kind === 'return' || isWell);
}

type Now<Kind extends Release['phase']['kind']> = Extract<
  Release['phase'],
  { readonly kind: Kind }
>;

function batchWatched(
  line: Line,
  release: Release,
  phase: Now<'migrating'>,
  look: Look,
): Decision | null {
  if (phase.movedAt === null) return null;
  const { at, credit } = look;
  const watchedMs = phase.watchedMs + credit;
  if (watchedMs < betweenOf(release) || stays(release, look))
    return measuredOnly(line, inPhase(release, { ...phase, watchedMs }));
  const batch = phase.batch + 1;
  const next =
    batch >= batchesOf(release).length
      ? ({ kind: 'watching', since: at, watchedMs: 0 } as const)
      : ({ kind: 'migrating', since: at, batch, movedAt: null, watchedMs: 0 } as const);
  return moved(line, inPhase(closeBatch(release, { ...phase, watchedMs }, at), next));
}

/** Old servers stay until the jobs that must never run twice have changed over. */
function afterWatching({ ways }: Release['plan'], at: number): Release['phase'] {
  return ways.singles.length > 0
    ? { kind: 'swapping', since: at, done: [] }
    : { kind: 'retiring', since: at, unprotectedAt: null };
}

function everybodyWatched(
  line: Line,
  release: Release,
  phase: Now<'watching'>,
  look: Look,
): Decision {
  const watchedMs = phase.watchedMs + look.credit;
  const { seen, plan } = release;
  const empty = seen !== null && isEmptySide(seen.oldServers, plan.ways);
  if (watchedMs < release.plan.watchMs || stays(release, look) || !empty)
    return measuredOnly(line, inPhase(release, { ...phase, watchedMs }));
  return moved(line, inPhase(release, afterWatching(plan, look.at)));
}
