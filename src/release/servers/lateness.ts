import type { Decision } from '../state/decision.ts';
import { giveUp } from '../paging/give-up.ts';
import type { Line } from '../state/line.ts';
import { rollBack } from '../state/outcome.ts';
import type { Release } from '../state/release.ts';
import type { Sides } from './sides.ts';
import { isEmptySide } from '../state/servers.ts';
import { ready } from './step.ts';
import { isPaused } from './paused.ts';
import { byItself } from '../state/said.ts';

/**
 * A phase that waits for the world does not wait for ever: before users moved it fails, later it
 * calls a person.
 */
export function lateness(
  line: Line,
  release: Release,
  { newServers }: Sides,
  at: number,
): Decision | null {
  const { phase, plan, seen } = release;
  if (isPaused(release) || !('since' in phase) || at - phase.since <= plan.launchTimeoutMs)
    return null;
  const late = at - phase.since - plan.launchTimeoutMs;
  const isSteered = plan.ways.moves === 'traffic';
  switch (phase.kind) {
    case 'launching':
    case 'joining':
    case 'configuring':
      return failed(line, release, at);
    case 'verifying':
      if (ready(newServers) < release.capacity) return failed(line, release, at);
      return release.watch.verdict?.kind === 'healthy'
        ? giveUp(line, release, at, {
            kind: isSteered ? 'traffic-does-not-move' : 'no-user-comes',
          })
        : null;
    case 'migrating':
      return phase.movedAt === null
        ? giveUp(line, release, at, {
            kind: isSteered ? 'traffic-does-not-move' : 'users-do-not-move',
          })
        : null;
    case 'watching':
      return late > plan.watchMs && !(seen && isEmptySide(seen.oldServers, plan.ways))
        ? giveUp(line, release, at, { kind: isSteered ? 'traffic-stays' : 'users-stay' })
        : null;
    case 'retiring':
      return late > plan.retireGraceMs
        ? giveUp(line, release, at, { kind: 'old-servers-stay' })
        : null;
    default:
      return null;
  }
}

/** A way back that cannot start is never just dropped: somebody has to know. */
function failed(line: Line, release: Release, at: number): Decision {
  const because = { kind: 'servers-not-ready' } as const;
  return release.kind === 'return'
    ? giveUp(line, release, at, because)
    : rollBack(line, release, at, byItself(because), 'failed');
}
