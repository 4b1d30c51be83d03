import type { Because } from '../state/because.ts';
import type { Decision } from '../state/decision.ts';
import type { Line } from '../state/line.ts';
import { inPhase, moved, nameOf, refuse } from '../state/outcome.ts';
import type { Release } from '../state/release.ts';
import { pageKey } from '../state/page-key.ts';

/** A person was called; the release stands where it stood until somebody says how to go on. */
export function giveUp(line: Line, release: Release, at: number, because: Because): Decision {
  const effects = [
    {
      lane: 'page',
      kind: 'page',
      key: pageKey(release, 'stuck'),
      severity: 'critical',
      summary: { kind: 'stuck', name: nameOf(release), because },
    },
  ] as const;
  if (release.phase.kind === 'stuck') return refuse('nothing-to-do', 'isStuck', nameOf(release));
  // A rollback is never given up: it goes on trying while somebody is called.
  if (release.phase.kind === 'rolling-back') {
    if (release.watch.undecidedTold) return refuse('nothing-to-do', 'called', nameOf(release));
    return moved(
      line,
      { ...release, watch: { ...release.watch, undecidedTold: true } },
      { effects },
    );
  }
  return moved(
    line,
    {
      ...inPhase(release, { kind: 'stuck', since: at, because, from: release.phase }),
      rev: release.rev + 1,
    },
    { effects },
  );
}
