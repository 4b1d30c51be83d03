import { startCountdown } from '../paging/countdown.ts';
import type { Decision, Effect } from '../state/decision.ts';
import { isTakenOver, type Line } from '../state/line.ts';
import { moved, nameOf } from '../state/outcome.ts';
import type { PageSummary } from '../state/page-summary.ts';
import { pageKey } from '../state/page-key.ts';
import type { Release } from '../state/release.ts';
import type { Verdict } from '../state/verdict.ts';
import { isWatched } from './watched.ts';

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
  // Counts take as many looks as they need before they call anybody.
  const sure = watch.badInARow >= badLooks || verdict.fatal || verdict.judged?.page;
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
  if (verdict.judged?.kind === 'asks' && release.phase.kind === 'soaking')
    return ask(line, release, unproven(release, verdict));
  const bothBad =
    verdict.reasons.some((reason) => reason.says === 'both-bad') &&
    at - watch.undecidedSince >= release.plan.lookEveryMs;
  if (!bothBad && at - watch.undecidedSince < undecidedPageMs) return null;
  return ask(line, release, cannotTell(release, verdict));
}

/** What the longest soak could not prove: somebody has to decide. */
function unproven(release: Release, { reasons }: Verdict): PageSummary {
  const signals = reasons.filter(
    ({ facts }) => facts.kind === 'counted' && facts.finding.proven < 1,
  );
  return { kind: 'unproven', name: nameOf(release), signals };
}

function cannotTell(release: Release, { reasons }: Verdict): PageSummary {
  return {
    kind: 'cannot-tell',
    name: nameOf(release),
    signals: reasons.filter(({ says }) => says !== 'pass'),
  };
}

/**
 * When people are called because nobody knows how the build is, looks or no looks; null where they
 * were, or where nobody waits for a look. Whatever keeps looks from coming, this deadline needs no
 * vendor.
 */
export function unknownDue(release: Release): number | null {
  const { phase, watch, countdown } = release;
  if (!isWatched(release) || phase.kind === 'stuck' || countdown || watch.undecidedTold)
    return null;
  const began = 'since' in phase ? phase.since : release.at;
  const since = watch.undecidedSince ?? Math.max(watch.measuredAt ?? began, began);
  return since + undecidedPageMs;
}

/** Nobody has known for too long: a person is called, once until somebody knows again. */
export function callForUnknown(line: Line, release: Release, at: number): Decision | null {
  const due = unknownDue(release);
  if (due === null || at < due) return null;
  // Whoever took it along is the one that is measured.
  if (isTakenOver(line, release)) return null;
  const { verdict } = release.watch;
  return ask(
    line,
    release,
    verdict?.kind === 'undecided'
      ? cannotTell(release, verdict)
      : { kind: 'not-measured', name: nameOf(release), minutes: undecidedPageMs / 60_000 },
  );
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
