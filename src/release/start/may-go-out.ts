import { isOlder, type RegisteredBuild, sameBuild } from '../state/build.ts';
import type { Refusal } from '../state/decision.ts';
import { blockedBecause, type Line, servedBefore } from '../state/line.ts';
import { refuse } from '../state/outcome.ts';

/** Why the line takes nothing new, if it does not. */
export function lineRefusal(line: Line, at: number): Refusal | null {
  const { service, lock, freeze, moving } = line;
  if (lock) return refuse('locked', 'locked', service, lock.reason);
  if (freeze && freeze.until > at)
    return refuse('frozen', 'frozen', service, freeze.by.name, freeze.reason);
  if (moving) return refuse('moving', 'lineMoves', service);
  if (!line.live)
    return refuse(
      'no-target',
      'liveUnknown',
      service,
      (line.found ?? []).map(({ version }) => version),
    );
  if (line.unproven === line.live.version)
    return refuse('no-target', 'liveUnproven', `${service} ${line.live.version}`);
  return null;
}

/**
 * Why this build may not be tried, whatever its line is doing: the form, the cards and the
 * transition all ask here. One that is older than what is live starts on its own word alone.
 */
export function buildRefusal(
  line: Line,
  build: RegisteredBuild,
  mayBeOlder = false,
): Refusal | null {
  const name = `${build.service} ${build.version}`;
  const bar = blockedBecause(line, build);
  if (bar !== null) return refuse('barred', 'barredAgain', name, bar);
  if (line.live && sameBuild(line.live, build)) return refuse('is-live', 'isLive', name);
  if (build.checks.failed > 0)
    return refuse('checks-failed', 'checksFailed', name, build.checks.failed);
  const served = olderRefusal(line, build);
  if (served || mayBeOlder || !line.live || !isOlder(build, line.live)) return served;
  return refuse('older', 'isOlder', build.version, line.live.version, line.service);
}

/** Back to a build that served before leads a rollback, which locks the line and bars the other. */
export function olderRefusal(line: Line, build: RegisteredBuild): Refusal | null {
  const { service, version } = build;
  return line.live && servedBefore(line, build)
    ? refuse('is-live', 'servedBefore', version, line.live.version, service)
    : null;
}
