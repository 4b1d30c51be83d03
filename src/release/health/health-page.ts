import { startCountdown } from '../paging/countdown.ts';
import type { Decision, Effect } from '../state/decision.ts';
import type { Line } from '../state/line.ts';
import { moved, nameOf } from '../state/outcome.ts';
import type { PageSummary } from '../state/page-summary.ts';
import { pageKey } from '../state/page-key.ts';
import type { Release } from '../state/release.ts';
import type { Verdict } from '../state/verdict.ts';

/** Bad readings in a row before people are called; a fatal error needs one. */
const badLooks = 2;
/** Not knowing for this long calls a person once (clock ms). Nothing moves meanwhile. */
const undecidedPageMs = 10 * 60_000;

/**
 * Whether a look calls people: a build that is bad for sure rolls back unless somebody postpones
 * it; one that nobody can judge for long asks a person to look.
 */
export function callPeople(
  line: Line,
  release: Release,
  verdict: Verdict,
  at: number,
): Decision | null {
  const { watch } = release;
  const sure = watch.badInARow >= badLooks || verdict.fatal;
  if (verdict.kind === 'unhealthy') {
    if (!sure) return null;
    return release.kind === 'return'
      ? ask(line, release, { kind: 'unhealthy-return', name: nameOf(release) })
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
  return ask(line, release, {
    kind: 'cannot-tell',
    name: nameOf(release),
    signals: verdict.reasons.filter(({ says }) => says !== 'pass'),
  });
}

/** Calls a person without turning anything round: nothing moves, somebody has to look. */
function ask(line: Line, release: Release, summary: PageSummary): Decision | null {
  if (release.watch.undecidedTold) return null;
  const effect: Effect = {
    lane: 'page',
    kind: 'page',
    key: pageKey(release, 'look'),
    severity: 'error',
    summary,
  };
  return moved(
    line,
    { ...release, watch: { ...release.watch, undecidedTold: true } },
    { effects: [effect] },
  );
}
