import type { Decision } from '../state/decision.ts';
import type { Event } from '../state/event.ts';
import type { Line } from '../state/line.ts';
import { measuredOnly, moved, rollBack } from '../state/outcome.ts';
import type { Phase } from '../state/phase.ts';
import { isOpen, type Release } from '../state/release.ts';
import { byItself } from '../state/said.ts';

const tried: readonly Phase['kind'][] = [
  'queued',
  'requested',
  'launching',
  'joining',
  'configuring',
  'soaking',
  'waiting',
  'approved',
];

/**
 * CI has other news of a build than when it was asked for: what is still tried stops where checks
 * failed. What users move to is watched, and a late check turns nobody round; nor does it take the
 * place of a rollback that people were called for.
 */
export function rechecked(
  line: Line,
  before: Release,
  { at, version, checks }: Extract<Event, { kind: 'rechecked' }>,
): Decision {
  if (!isOpen(before) || before.build.version !== version) return measuredOnly(line, before);
  const release = { ...before, build: { ...before.build, checks } };
  const goesOut = before.kind !== 'prerelease' || line.moving?.carries.includes(before.id) === true;
  return checks.failed > 0 &&
    !goesOut &&
    before.countdown === null &&
    tried.includes(before.phase.kind)
    ? rollBack(
        line,
        release,
        at,
        byItself({ kind: 'checks-failed', failed: checks.failed }),
        'stopped',
      )
    : moved(line, { ...release, rev: before.rev + 1 });
}
