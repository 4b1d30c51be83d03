import type { Because } from '../state/because.ts';
import type { Decision } from '../state/decision.ts';
import { giveUp } from '../paging/give-up.ts';
import type { Line } from '../state/line.ts';
import { inPhase, moved, rollBack } from '../state/outcome.ts';
import type { Release } from '../state/release.ts';
import { isUnsure, type Sides } from './sides.ts';
import { isEmptySide } from '../state/servers.ts';
import { noCapacity } from './launch-refused.ts';
import { areSwapped } from './singles.ts';
import { ready } from './step.ts';
import { stands, standsInTheWay, stoppedAgain } from './swap.ts';
import { isPaused } from './paused.ts';
import { byItself } from '../state/said.ts';

/**
 * A phase that waits for the world does not wait for ever: before users moved it fails, later it
 * calls a person.
 */
export function lateness(line: Line, release: Release, sides: Sides, at: number): Decision | null {
  const { newServers } = sides;
  const { phase, plan, seen } = release;
  const single = lateSingle(line, release, at);
  if (single) return single;
  if (isPaused(release) || !('since' in phase) || at - phase.since <= plan.launchTimeoutMs)
    return null;
  const late = at - phase.since - plan.launchTimeoutMs;
  const isSteered = plan.ways.moves === 'traffic';
  switch (phase.kind) {
    case 'launching':
    case 'joining':
    case 'configuring':
      return failed(line, release, sides, at);
    case 'verifying':
      if (ready(newServers) < release.capacity) return failed(line, release, sides, at);
      return release.watch.verdict?.kind === 'healthy'
        ? giveUp(line, release, at, {
            kind: isSteered ? 'traffic-does-not-move' : 'no-user-comes',
          })
        : null;
    case 'migrating':
      return phase.movedAt === null
        ? giveUp(
            line,
            release,
            at,
            whyNotReady(release, sides) ?? {
              kind: isSteered ? 'traffic-does-not-move' : 'users-do-not-move',
            },
          )
        : null;
    case 'watching':
      return late > plan.watchMs && !(seen && isEmptySide(seen.oldServers, plan.ways))
        ? giveUp(line, release, at, { kind: isSteered ? 'traffic-stays' : 'users-stay' })
        : null;
    case 'swapping':
      return isUnsure(sides) || ready(newServers) < release.capacity
        ? giveUp(line, release, at, { kind: 'servers-not-ready' })
        : null;
    case 'retiring':
      return late > plan.retireGraceMs && areSwapped(release)
        ? giveUp(line, release, at, { kind: 'old-servers-stay' })
        : null;
    default:
      return null;
  }
}

/**
 * Also under a hold: nobody may find out by themselves that a job is down. Under a page people were
 * called. One that goes down while old servers retire leaves the swap undone.
 */
function lateSingle(line: Line, release: Release, at: number): Decision | null {
  const { phase, countdown } = release;
  if ((phase.kind !== 'swapping' && phase.kind !== 'retiring') || countdown) return null;
  const fallen = stoppedAgain(release, at);
  const swap = { kind: 'swapping', since: phase.since, done: [] } as const;
  const undone = phase.kind === 'retiring' ? inPhase(release, swap) : release;
  // A way back waits for nobody's word: it starts what stands still.
  if (fallen && release.kind === 'return')
    return phase.kind === 'retiring' ? moved(line, undone) : null;
  const because = fallen
    ? { ...stands(fallen), worked: true as const }
    : standsInTheWay(release, phase.since, at);
  return because && giveUp(line, undone, at, because);
}

/** A way back that cannot start is never just dropped: somebody has to know. */
function failed(line: Line, release: Release, sides: Sides, at: number): Decision {
  const because = whyNotReady(release, sides) ?? ({ kind: 'servers-not-ready' } as const);
  return release.kind === 'return'
    ? giveUp(line, release, at, because)
    : rollBack(line, release, at, byItself(because), 'failed');
}

/** What keeps its servers from being ready, as far as it is known to be no fault of the build. */
function whyNotReady(release: Release, { newServers }: Sides): Because | null {
  const { known, capacity, plan, kind } = release;
  const wasBare = new Set(known.flatMap((one) => (one.wasBare ? [one.id] : [])));
  const came = newServers.filter(({ id }) => wasBare.has(id));
  const failed = came.filter(({ state }) => state === 'unhealthy').length;
  const late = came.filter(({ state }) => state === 'bare' || state === 'starting').length;
  const of = kind === 'prerelease' ? plan.servers : capacity;
  return (
    noCapacity(release) ?? (failed + late > 0 ? { kind: 'not-configured', failed, late, of } : null)
  );
}
