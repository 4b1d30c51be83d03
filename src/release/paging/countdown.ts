/**
 * # src/release/paging
 *
 * Decides when people are called, how long they may postpone a rollback, and who is called when
 * nobody answers.
 */

import type { Because } from '../state/because.ts';
import type { Decision, Effect } from '../state/decision.ts';
import type { PersonEvent } from '../state/person-event.ts';
import { feltOf } from '../state/felt-of.ts';
import { isTakenOver, type Line } from '../state/line.ts';
import { continues, inPhase, moved, nameOf, refuse, rollBack } from '../state/outcome.ts';
import { type Person, rosterAgeMaxMs, teamsOf } from '../state/people.ts';
import { isFresh } from '../state/reading.ts';
import type { Release, Watch } from '../state/release.ts';
import { isUnsettled, type Verdict } from '../state/verdict.ts';
import { pageKey } from '../state/page-key.ts';
import { byItself } from '../state/said.ts';

/**
 * Health ends a countdown by itself only after this many good looks in a row, over this long (clock
 * ms).
 */
const calmLooks = 3;
const calmMs = 60_000;

/** The signals that speak against a build, and what people feel of them. */
function whyBad(release: Release, { reasons }: Verdict): Extract<Because, { kind: 'unhealthy' }> {
  const signals = reasons.filter(({ says }) => says === 'fail');
  const felt = feltOf(release, signals);
  return { kind: 'unhealthy', signals, ...(felt ? { felt } : {}) };
}

/**
 * Calls people before users go back. Forward movement stops with it; approvals given to a healthy
 * build are void.
 */
export function startCountdown(
  line: Line,
  release: Release,
  verdict: Verdict,
  at: number,
): Decision {
  const because = whyBad(release, verdict);
  const number = release.countdowns + 1;
  const countdown = {
    number,
    since: at,
    deadline: at + release.plan.countdownMs,
    because,
    postponements: [],
  };
  const effect: Effect = {
    lane: 'page',
    kind: 'page',
    key: pageKey(release, 'rollback'),
    severity: 'critical',
    summary: { kind: 'countdown', name: nameOf(release), because },
  };
  const { phase, plan } = release;
  const asked =
    phase.kind === 'approved' && !plan.automatic
      ? inPhase(release, { kind: 'waiting', since: at })
      : release;
  return moved(
    line,
    { ...asked, countdown, countdowns: number, approvals: [], rev: release.rev + 1 },
    { effects: [effect] },
  );
}

/** What a fresh reading means for a countdown that runs: over, over at once, or still running. */
export function underCountdown(
  line: Line,
  release: Release,
  watch: Watch,
  at: number,
): Decision | null {
  const { countdown } = release;
  const { verdict } = watch;
  if (!countdown || !verdict) return null;
  const calm =
    watch.goodInARow >= calmLooks && watch.goodSince !== null && at - watch.goodSince >= calmMs;
  if (verdict.kind === 'healthy' && calm) {
    return moved(line, {
      ...continues(release, at),
      watch,
      countdown: null,
      rev: release.rev + 1,
    });
  }
  const last = countdown.postponements.at(-1);
  if (verdict.kind !== 'unhealthy' || !last || isUnsettled(verdict)) return null;
  if (verdict.fatal)
    return rollBack(
      line,
      { ...release, watch },
      at,
      byItself({ ...whyBad({ ...release, watch }, verdict), postponed: 'fatal' }),
      'rolled-back',
    );
  if (verdict.badness >= 2 * last.badness)
    return rollBack(
      line,
      { ...release, watch },
      at,
      byItself({ ...whyBad({ ...release, watch }, verdict), postponed: 'twice-as-bad' }),
      'rolled-back',
    );
  return null;
}

/**
 * The deadline has come. Fresh health at the end of a postponement buys the looks that prove it,
 * once; silence never does. Where people were called for counts, it waits for what is counted after
 * the page: that ends by itself, in a rollback or with the page.
 */
export function countdownEnded(line: Line, release: Release, at: number): Decision | null {
  const { countdown, watch, plan } = release;
  if (!countdown || at < countdown.deadline) return null;
  if (isTakenOver(line, release))
    return moved(line, { ...release, countdown: null, rev: release.rev + 1 });
  const fresh = isFresh(watch.measuredAt, at, 2 * plan.lookEveryMs);
  if (
    countdown.postponements.at(-1)?.until === countdown.deadline &&
    fresh &&
    watch.verdict?.kind === 'healthy'
  ) {
    return moved(line, {
      ...release,
      countdown: { ...countdown, deadline: at + calmMs + calmLooks * plan.lookEveryMs },
    });
  }
  if (fresh && watch.verdict && isUnsettled(watch.verdict))
    return moved(line, {
      ...release,
      countdown: { ...countdown, deadline: at + 2 * plan.lookEveryMs },
    });
  return rollBack(line, release, at, byItself(countdown.because), 'rolled-back');
}

/**
 * One person with standing delays one automatic rollback, a fixed number of times; the reason is
 * asked afterwards.
 */
export function postpone(
  line: Line,
  release: Release,
  event: Extract<PersonEvent, { kind: 'postponed' }>,
): Decision {
  const { at, by, rev, roster } = event;
  const { countdown, plan } = release;
  if (release.phase.kind === 'rolling-back')
    return refuse('too-late', 'postponeTooLate', nameOf(release));
  if (!countdown) return refuse('no-countdown', 'nonePending', nameOf(release));
  if (at >= countdown.deadline) return refuse('too-late', 'postponeNow', nameOf(release));
  if (rev !== release.rev) return refuse('stale', 'stalePage', nameOf(release));
  if (at - roster.at > rosterAgeMaxMs) return refuse('roster-unknown', 'whoMayPostpone');
  if (teamsOf(by, roster, at).length === 0)
    return refuse('not-entitled', 'mayPostpone', release.service);
  if (countdown.postponements.length >= plan.postponesMax)
    return refuse('no-postponement-left', 'postponedOut', plan.postponesMax);
  // Added to what is left: whoever asks for more time never gets less.
  const until = countdown.deadline + plan.postponeMs;
  const postponement = { by, at, until, badness: release.watch.verdict?.badness ?? 0, reason: '' };
  const next = {
    ...countdown,
    deadline: until,
    postponements: [...countdown.postponements, postponement],
  };
  return moved(line, { ...release, countdown: next, rev: release.rev + 1 });
}

/** Why the last postponement was made, written down by whoever knows. */
export function explainPostponement(
  line: Line,
  release: Release,
  by: Person,
  reason: string,
): Decision {
  const last = release.countdown?.postponements.at(-1);
  if (!release.countdown || !last) return refuse('no-countdown', 'nonePostponed', nameOf(release));
  const { explainedBy: _, ...before } = last;
  const said = { ...before, reason, ...(last.by.id === by.id ? {} : { explainedBy: by }) };
  const postponements = [...release.countdown.postponements.slice(0, -1), said];
  return moved(line, { ...release, countdown: { ...release.countdown, postponements } });
}
