import { isReachable, type Server, shareOn } from '../state/servers.ts';
import { isRecalled, isTakenOver, type Line } from '../state/line.ts';
import type { Release } from '../state/release.ts';
import { grow, letIn, letOldGo, waits } from './forward.ts';
import {
  askedShare,
  batchOf,
  canaryShare,
  isAside,
  showsWhole,
  steer,
  strangers,
  targetsOf,
} from './shares.ts';
import type { Sides } from './sides.ts';
import { admit, close, ready, type Step } from './step.ts';
import { swapStep } from './swap.ts';
import { leanBack, lessen } from './take-back.ts';

/**
 * The next step forward where shares of traffic move, and nobody is handed over. Old servers stay
 * open until the last batch, because each still carries its part.
 */
export function trafficStep(
  line: Line,
  release: Release,
  sides: Sides,
  servers: readonly Server[],
  at: number,
): Step | null {
  return release.kind === 'prerelease'
    ? canaryStep(line, release, sides, servers)
    : releaseStep(line, release, sides, servers, at);
}

function canaryStep(
  line: Line,
  release: Release,
  sides: Sides,
  servers: readonly Server[],
): Step | null {
  const { newServers, oldServers } = sides;
  const others = strangers(sides, servers);
  switch (release.phase.kind) {
    case 'launching':
      return grow(line, release, sides);
    case 'joining':
      return isAside(line, release) || waits(release, sides) ? null : letIn(release, sides);
    case 'configuring':
    case 'soaking':
    case 'waiting':
    case 'approved':
      if (isTakenOver(line, release) || isRecalled(line, release)) return null;
      // Whoever moves takes its share away; only then it is closed.
      if (isAside(line, release)) return shareOn(newServers) === 0 ? close(newServers) : null;
      if (waits(release, sides) || !showsWhole(servers)) return null;
      return (
        letIn(release, sides) ??
        steer({
          mine: newServers,
          share: canaryShare(release, sides, others),
          rest: oldServers,
          kept: others,
          none: [],
        })
      );
    default:
      return null;
  }
}

function releaseStep(
  line: Line,
  release: Release,
  sides: Sides,
  servers: readonly Server[],
  at: number,
): Step | null {
  const { newServers, oldServers } = sides;
  const others = strangers(sides, servers);
  const { phase } = release;
  switch (phase.kind) {
    case 'launching':
      return grow(line, release, sides);
    case 'verifying':
      if (waits(release, sides)) return null;
      return (
        admit(newServers) ?? tryOut(line, release, sides, servers) ?? grow(line, release, sides)
      );
    case 'migrating':
    case 'watching':
      return (
        leanBack(line, release, sides, others) ??
        lessen(line, release, sides, servers) ??
        (isWhole(release, sides) ? move(line, release, sides, servers) : grow(line, release, sides))
      );
    case 'swapping':
      return (
        leanBack(line, release, sides, others) ??
        (isWhole(release, sides)
          ? move(line, release, sides, servers)
          : grow(line, release, sides)) ??
        swapStep(release, sides, at)
      );
    case 'retiring':
      return (
        leanBack(line, release, sides, others) ??
        (!isWhole(release, sides) || waits(release, sides)
          ? null
          : (move(line, release, sides, servers) ??
            letOldGo(release, phase.unprotectedAt, oldServers, at)))
      );
    default:
      return null;
  }
}

/**
 * The least share, so that some users meet the new servers. Canaries keep what they have until the
 * first batch, unless nobody else is left to take it from.
 */
function tryOut(
  line: Line,
  release: Release,
  sides: Sides,
  servers: readonly Server[],
): Step | null {
  const { newServers: mine, oldServers } = sides;
  const targets = targetsOf(release, oldServers);
  const beside = [
    ...strangers(sides, servers),
    ...oldServers.filter((one) => !targets.includes(one)),
  ];
  // What nobody could read of bad servers holds up no way back.
  if (release.kind !== 'return' && !showsWhole(servers)) return null;
  const isAlone = targets.length === 0 && beside.length === 0;
  const share = isAlone ? 1 : askedShare(line, release, sides);
  return targets.some(isReachable)
    ? steer({ mine, share, rest: targets, kept: beside, none: [] })
    : steer({ mine, share, rest: beside, kept: [], none: targets });
}

/**
 * The share of this batch; the old servers close when everybody comes here. Where a look does not
 * show all of the traffic nobody gets more: a way back alone waits for no such look.
 */
function move(line: Line, release: Release, sides: Sides, servers: readonly Server[]): Step | null {
  if (waits(release, sides)) return null;
  const batch = batchOf(line, release, sides, servers);
  const mayGive = release.kind === 'return' || showsWhole(servers);
  return (
    admit(sides.newServers) ??
    (batch.share < 1 ? admit(batch.rest) : null) ??
    (mayGive ? (steer(batch) ?? (batch.share < 1 ? null : close(sides.oldServers))) : null)
  );
}

function isWhole({ capacity }: Release, { newServers }: Sides): boolean {
  return ready(newServers) >= capacity;
}
