import { isSignedOff } from '../approval/sign-off.ts';
import { reconnectsOwed } from './batch-evidence.ts';
import { startCountdown, underCountdown } from '../paging/countdown.ts';
import { isBehind } from '../start/released-with.ts';
import type { Decision, Effect } from '../state/decision.ts';
import { isTakenOver, type Line } from '../state/line.ts';
import { batchesOf, betweenOf, closeBatch, withMove } from '../migration/move.ts';
import { inPhase, moved, nameOf, measuredOnly, pageKey } from '../state/outcome.ts';
import { adapt } from '../migration/pace.ts';
import { type Baseline, isFresh, type Reading } from '../state/reading.ts';
import type { Reconnects } from '../state/reconnects.ts';
import type { Release, Watch } from '../state/release.ts';
import { judge } from './judge.ts';
import type { Verdict } from '../state/verdict.ts';
import { isPaused } from '../servers/next-step.ts';

/** Bad readings in a row before people are called; a fatal error needs one. */
const badLooks = 2;
/** Not knowing for this long calls a person once (clock ms). Nothing moves meanwhile. */
const undecidedPageMs = 10 * 60_000;

/** Judges what was read, runs the soak clock, and decides what follows from it. */
export function measured(
  line: Line,
  before: Release,
  at: number,
  readings: readonly Reading[],
  reconnects?: Reconnects,
): Decision {
  if (!isWatched(before) || isTakenOver(line, before)) return measuredOnly(line, before);
  const served = [...fillBaselines(before, readings), serversReading(before, at)];
  const filled = [
    ...served,
    ...reconnectsOwed(before, reconnects, creditOf(line, before, judge(served), at)),
  ];
  const verdict = judge(readings.length > 0 ? filled : []);
  const credit = creditOf(line, before, verdict, at);
  const watched = { ...before, watch: watchAfter(before.watch, verdict, filled, at, credit) };
  const counted =
    reconnects && reconnects.since === before.move?.since
      ? withMove(watched, { reconnects })
      : watched;
  const slowed = adapt(counted, at);
  const release = slowed ?? counted;
  const paged = release.countdown
    ? underCountdown(line, release, release.watch, at)
    : callPeople(line, release, verdict, at);
  const decided = paged ?? goOn(line, release, at, credit) ?? measuredOnly(line, release);
  // A move that was slowed down is an event of its own, also where nothing else follows.
  return slowed && decided.kind === 'noted' ? moved(line, decided.release) : decided;
}

/**
 * Phases in which a build serves users and nothing has turned round yet; being stuck in one
 * protects nobody from it.
 */
export function isWatched({ phase }: Release): boolean {
  const from = phase.kind === 'stuck' ? phase.from : phase;
  return [
    'soaking',
    'waiting',
    'approved',
    'verifying',
    'migrating',
    'watching',
    'retiring',
  ].includes(from.kind);
}

/**
 * While most users are still on the old servers, these are the measure; what they last showed stays
 * it once too few are left to compare with.
 */
function fillBaselines({ seen, watch }: Release, readings: readonly Reading[]): readonly Reading[] {
  const few = seen !== null && (seen.old.users ?? 0) < (seen.mine.users ?? 0);
  return few
    ? readings.map((reading) => withPast(reading, pastOf(watch, reading.signal)))
    : readings;
}

/** A release from before baselines were kept has them in its readings only. */
function pastOf(
  { baselines, readings }: Watch,
  signal: string,
): Pick<Reading, 'baseline' | 'limit'> | undefined {
  return [...baselines, ...readings].find((past) => past.signal === signal);
}

/** Kept until a newer one is measured: a look at which the source was away must not forget them. */
function keepBaselines(
  past: readonly Baseline[],
  readings: readonly Reading[],
): readonly Baseline[] {
  const now = readings.flatMap(({ signal, limit, baseline }) =>
    baseline !== null && Number.isFinite(baseline) ? [{ signal, limit, baseline }] : [],
  );
  return [...now, ...past.filter(({ signal }) => now.every((one) => one.signal !== signal))];
}

function withPast(
  reading: Reading,
  past: Pick<Reading, 'baseline' | 'limit'> | undefined,
): Reading {
  if (reading.baseline !== null || past === undefined || past.baseline === null) return reading;
  return { ...reading, baseline: past.baseline, limit: past.limit };
}

/**
 * A server of its own that is down or gone speaks against a build as loudly as any metric; a fleet
 * that does not answer proves nothing.
 */
function serversReading({ kind, seen, plan, capacity }: Release, at: number): Reading {
  const limit = { kind: 'max', value: 0 } as const;
  const known = isFresh(seen?.at ?? null, at, 4 * plan.lookEveryMs) ? seen : null;
  const wanted = Math.max(known?.mine.servers ?? 0, kind === 'release' ? capacity : 0);
  const value = known && wanted - known.mine.ready;
  const missing = known ? null : 'the servers were not seen lately';
  return {
    signal: 'servers down',
    unit: '',
    source: 'fleet',
    value,
    baseline: null,
    limit,
    ageMs: known && 0,
    sample: known && known.mine.servers,
    missing,
    issues: [],
  };
}

/**
 * Time counts only when it was watched, good, and enough users were there; a gap counts for two
 * looks at most.
 */
function creditOf(line: Line, release: Release, verdict: Verdict, at: number): number {
  const { plan, watch, seen, phase } = release;
  const gap = Math.min(
    at - Math.max(watch.measuredAt ?? at, beganAt(release, at)),
    2 * plan.lookEveryMs,
  );
  if (release.fast) return Math.max(0, gap);
  const enough = release.kind === 'release' || (seen?.mine.users ?? 0) >= plan.usersMin;
  const aside =
    release.kind === 'prerelease' && (line.moving?.migrating === true || isBehind(line, release));
  return verdict.kind === 'healthy' && enough && !aside && phase.kind !== 'verifying'
    ? Math.max(0, gap)
    : 0;
}

/** What was watched before the users of this phase were there says nothing about it. */
function beganAt({ phase }: Release, at: number): number {
  if (phase.kind === 'migrating') return phase.movedAt ?? at;
  return 'since' in phase ? phase.since : at;
}

function watchAfter(
  watch: Watch,
  verdict: Verdict,
  readings: readonly Reading[],
  at: number,
  credit: number,
): Watch {
  const good = verdict.kind === 'healthy';
  const undecided = verdict.kind === 'undecided';
  return {
    measuredAt: Math.max(watch.measuredAt ?? at, at),
    creditedMs: watch.creditedMs + credit,
    badInARow: verdict.kind === 'unhealthy' ? watch.badInARow + 1 : 0,
    goodInARow: good ? watch.goodInARow + 1 : 0,
    goodSince: good ? (watch.goodSince ?? at) : null,
    undecidedSince: undecided ? (watch.undecidedSince ?? at) : null,
    undecidedTold: !good && watch.undecidedTold,
    verdict,
    readings,
    baselines: keepBaselines(watch.baselines, readings),
  };
}

function callPeople(line: Line, release: Release, verdict: Verdict, at: number): Decision | null {
  const { watch } = release;
  const sure = watch.badInARow >= badLooks || verdict.fatal;
  if (verdict.kind === 'unhealthy') {
    if (!sure) return null;
    return release.fast
      ? ask(line, release, `${nameOf(release)} is unhealthy while users return to it`)
      : startCountdown(line, release, verdict, at);
  }
  if (
    verdict.kind !== 'undecided' ||
    watch.undecidedTold ||
    watch.undecidedSince === null ||
    release.phase.kind === 'stuck'
  )
    return null;
  const bothBad =
    verdict.reasons.some((reason) => reason.says === 'both-bad') &&
    at - watch.undecidedSince >= release.plan.lookEveryMs;
  if (!bothBad && at - watch.undecidedSince < undecidedPageMs) return null;
  return ask(
    line,
    release,
    `Davy cannot tell whether ${nameOf(release)} is healthy: ${verdict.reasons
      .filter((reason) => reason.says !== 'pass')
      .map((reason) => reason.text)
      .join('; ')}`,
  );
}

/** Calls a person without turning anything round: nothing moves, somebody has to look. */
function ask(line: Line, release: Release, summary: string): Decision | null {
  if (release.watch.undecidedTold) return null;
  const effect: Effect = {
    lane: 'page',
    kind: 'page',
    key: `${pageKey(release)}:look`,
    severity: 'error',
    summary,
  };
  return moved(
    line,
    { ...release, watch: { ...release.watch, undecidedTold: true } },
    { effects: [effect] },
  );
}

function goOn(line: Line, release: Release, at: number, credit: number): Decision | null {
  const { phase, plan, watch } = release;
  const stays = isPaused(release) || !(release.fast || watch.verdict?.kind === 'healthy');
  switch (phase.kind) {
    case 'soaking': {
      if (watch.creditedMs < plan.soakMs || release.countdown || watch.verdict?.kind !== 'healthy')
        return null;
      const given = isSignedOff(release, at, null);
      return moved(line, inPhase(release, { kind: given ? 'approved' : 'waiting', since: at }));
    }
    case 'migrating': {
      if (phase.movedAt === null) return null;
      const watchedMs = phase.watchedMs + credit;
      if (watchedMs < betweenOf(release) || stays)
        return measuredOnly(line, inPhase(release, { ...phase, watchedMs }));
      const last = phase.batch + 1 >= batchesOf(release).length;
      const next = last
        ? ({ kind: 'watching', since: at, watchedMs: 0 } as const)
        : ({
            kind: 'migrating',
            since: at,
            batch: phase.batch + 1,
            movedAt: null,
            watchedMs: 0,
          } as const);
      return moved(line, inPhase(closeBatch(release, { ...phase, watchedMs }, at), next));
    }
    case 'watching': {
      const watchedMs = phase.watchedMs + credit;
      const empty = release.seen?.old.users === 0;
      if (watchedMs < plan.watchMs || stays || !empty)
        return measuredOnly(line, inPhase(release, { ...phase, watchedMs }));
      return moved(line, inPhase(release, { kind: 'retiring', since: at, unprotectedAt: null }));
    }
    default:
      return null;
  }
}
