import type { Decision } from '../state/decision.ts';
import { withoutGone } from '../state/launch-order.ts';
import type { Line } from '../state/line.ts';
import { inPhase, moved, nameOf, refuse } from '../state/outcome.ts';
import type { Release } from '../state/release.ts';
import { swapAgain } from './swap.ts';

/** What was stuck goes on from where it was; a canary that is gone is started anew. */
export function tryAgain(line: Line, release: Release, at: number): Decision {
  const { phase } = release;
  if (phase.kind !== 'stuck') return refuse('not-now', 'notStuck', nameOf(release));
  const again =
    release.kind === 'prerelease' && ['soaking', 'waiting', 'approved'].includes(phase.from.kind);
  const from = again ? ({ kind: 'launching', since: at } as const) : phase.from;
  const watch = {
    ...release.watch,
    measuredAt: null,
    badInARow: 0,
    badSince: null,
    badAt: null,
    goodInARow: 0,
    goodSince: null,
    verdict: null,
  };
  return moved(line, {
    ...(from.kind === 'swapping'
      ? swapAgain(release, at)
      : inPhase(release, 'since' in from ? { ...from, since: at } : from)),
    seen: null,
    orders: withoutGone(release),
    watch,
    rev: release.rev + 1,
  });
}
