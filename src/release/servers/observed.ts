import type { Decision } from '../state/decision.ts';
import type { Event } from '../state/event.ts';
import { exposed } from '../state/exposure.ts';
import { type Seen, type Side, sideOf } from '../state/servers.ts';
import { accounted, withUnknown } from './accounts.ts';
import { comingOf, grown } from './capacity.ts';
import { withCurve } from '../migration/sides-over-time.ts';
import { withOrders } from './launch-orders.ts';
import { lateness } from './lateness.ts';
import { withGuarded } from './left-unguarded.ts';
import { nextStep } from './next-step.ts';
import type { Line } from '../state/line.ts';
import { measuredOnly, moved } from '../state/outcome.ts';
import { isOpen, type Release } from '../state/release.ts';
import { duringRelease } from './observed-release.ts';
import { carriedOut, comeBack, duringPrerelease } from './observed-prerelease.ts';
import { duringRollback } from './observed-rollback.ts';
import { carriedUsers, type Sides, sidesOf, sidesThatCount } from './sides.ts';
import { singlesAfter } from './singles.ts';
import { afterAsked, afterRead } from './split-after.ts';

/**
 * The world was looked at: remembers what was seen and takes the next phase when the world has
 * reached it.
 */
export function observed(
  line: Line,
  earlier: Release,
  others: readonly Release[],
  event: Extract<Event, { kind: 'observed' }>,
): Decision {
  const { servers, wall } = event;
  const shown = sidesOf(line, earlier, servers);
  const known = withGuarded(grown(accounted(earlier, shown, servers, wall), shown), shown);
  const all = withUnknown(known, servers);
  const sides = all === servers ? shown : sidesOf(line, known, all);
  const decision = decide(afterRead(line, known, all, event.at), known, others, sides, event);
  if (decision.kind === 'refused' || !decision.release) return decision;
  const { release } = decision;
  const ordering = withOrders(
    decision.line,
    release,
    others,
    sidesThatCount(release, sides),
    event,
  );
  // How the sides stand is measured: only what was ordered is an event of its own.
  const next = withCurve(ordering);
  const isOrder = ordering !== release && decision.kind === 'measured-only';
  const ordered = isOrder ? moved(decision.line, next) : { ...decision, release: next };
  return asking(ordered, next, event);
}

/** With the shares of traffic that this look has asked for. */
function asking(
  decision: Decision,
  release: Release,
  { servers, at }: Extract<Event, { kind: 'observed' }>,
): Decision {
  const moves = release.plan.ways.moves === 'traffic' && isOpen(release);
  if (decision.kind === 'refused' || !moves) return decision;
  const line = afterAsked(
    decision.line,
    release,
    nextStep(decision.line, release, servers, at),
    at,
  );
  return line === decision.line ? decision : { ...decision, line };
}

function withComing(side: Side, coming: number): Side {
  return coming > 0 ? { ...side, coming } : side;
}

function decide(
  line: Line,
  before: Release,
  others: readonly Release[],
  sides: Sides,
  event: Extract<Event, { kind: 'observed' }>,
): Decision {
  const image = event.image ?? before.seen?.image;
  const seen: Seen = {
    at: event.at,
    newServers: withComing(
      sideOf(sides.newServers, before.plan.ways),
      comingOf(before, sides, event.wall),
    ),
    oldServers: sideOf(sides.oldServers, before.plan.ways),
    home: homeOf(sides, before),
    ...(image ? { image } : {}),
  };
  const release = {
    ...before,
    seen,
    singles: singlesAfter(before, event.singles, event.at),
    exposure: exposed(
      before.exposure,
      before.seen,
      seen,
      4 * before.plan.lookEveryMs,
      carriedUsers(before, sides),
    ),
  };
  const { phase } = release;
  if (phase.kind === 'stuck')
    return (
      carriedOut(line, release, event.at) ??
      comeBack(line, release, event.at) ??
      measuredOnly(line, release)
    );
  const unseen = before.seen?.newServers.unknown ?? 0;
  if (phase.kind === 'rolling-back')
    return duringRollback(line, release, phase, sides, event, unseen);
  const next =
    release.kind === 'prerelease'
      ? duringPrerelease(line, before, release, others, sides, event.at, event.ancestry)
      : duringRelease(line, before, release, sidesThatCount(release, sides), event.at);
  return next ?? lateness(line, release, sides, event.at) ?? measuredOnly(line, release);
}

/** Servers that users could go back to now. */
function homeOf({ oldServers }: Sides, { build }: Release): number {
  return oldServers.filter((server) => server.state === 'ready' && server.version !== build.version)
    .length;
}
