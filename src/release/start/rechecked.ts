import type { Decision } from '../state/decision.ts';
import type { Event } from '../state/event.ts';
import type { Line } from '../state/line.ts';
import { measuredOnly, moved, rollBack } from '../state/outcome.ts';
import { triedIn } from '../state/phase.ts';
import { isOpen, type Release } from '../state/release.ts';
import { byItself } from '../state/said.ts';

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
  return mustStop(line, release)
    ? stop(line, release, at)
    : moved(line, { ...release, rev: before.rev + 1 });
}

/**
 * Failed checks that could stop nothing when they were told stop it with the first decision after
 * that: a page that ended well says nothing of them. What has to be sent first is sent first.
 */
export function withFailedChecks(decided: Decision, at: number): Decision {
  if (decided.kind === 'refused' || decided.release === null) return decided;
  const { line, release } = decided;
  const isBusy = decided.kind === 'moved' && (decided.effects.length > 0 || decided.born !== null);
  if (isBusy || !mustStop(line, release)) return decided;
  const stopped = stop(line, release, at);
  return stopped.kind === 'moved' && decided.kind === 'moved' && decided.known
    ? { ...stopped, known: decided.known }
    : stopped;
}

function mustStop(line: Line, { id, kind, build, countdown, phase }: Release): boolean {
  const goesOut = kind !== 'prerelease' || line.moving?.carries.includes(id) === true;
  const { kind: now } = phase.kind === 'stuck' ? phase.from : phase;
  return build.checks.failed > 0 && !goesOut && countdown === null && triedIn.includes(now);
}

function stop(line: Line, release: Release, at: number): Decision {
  const { failed } = release.build.checks;
  return rollBack(line, release, at, byItself({ kind: 'checks-failed', failed }), 'stopped');
}
