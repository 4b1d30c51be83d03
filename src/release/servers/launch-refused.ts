import type { Because } from '../state/because.ts';
import type { Decision, Effect } from '../state/decision.ts';
import type { Event } from '../state/event.ts';
import { giveUp } from '../paging/give-up.ts';
import type { LaunchOrder } from '../state/launch-order.ts';
import type { Line } from '../state/line.ts';
import { measuredOnly, moved, nameOf } from '../state/outcome.ts';
import { pageKey } from '../state/page-key.ts';
import type { Release } from '../state/release.ts';

type LaunchRefused = Extract<Event, { kind: 'launch-refused' }>;

/** After so many tries people are called: elsewhere there is nothing either. */
const triesMax = 5;

/**
 * A fleet said for certain that it starts something not now. The next try at an order may go
 * elsewhere; a spare that would not start is left where it is, and a new server takes its place.
 * Going forward ends in calling people; a way back goes on for ever, and says so.
 */
export function launchRefused(line: Line, release: Release, event: LaunchRefused): Decision {
  const isBack = release.phase.kind === 'rolling-back';
  const orders = release.orders.map((order) => refused(order, event, isBack));
  if (orders.every((order, i) => order === release.orders[i])) return measuredOnly(line, release);
  const next = { ...release, orders };
  const before = triesOf(release);
  const tries = triesOf(next);
  const because = noCapacity(next);
  if (because === null || tries === before) return moved(line, next);
  if (isBack || release.kind === 'return') return wayBack(line, next, tries, because);
  const isStarting = ['launching', 'verifying', 'migrating', 'watching'].includes(
    release.phase.kind,
  );
  return isStarting && tries % triesMax === 0
    ? giveUp(line, next, event.at, because)
    : moved(line, next);
}

function wayBack(line: Line, release: Release, tries: number, because: Because): Decision {
  const { watch, phase } = release;
  const isBack = phase.kind === 'rolling-back';
  // Of a way back that is tried for hours, each try need not be an event.
  if (tries > triesMax) return measuredOnly(line, release);
  if (tries < triesMax || (isBack && watch.undecidedTold)) return moved(line, release);
  return moved(line, isBack ? { ...release, watch: { ...watch, undecidedTold: true } } : release, {
    effects: [call(release, because)],
  });
}

/** What the provider refuses to start now; null where it refuses nothing. */
export function noCapacity(release: Release): Extract<Because, { kind: 'no-capacity' }> | null {
  const open = refusedNow(release);
  const last = open.toSorted((a, b) => (b.refused?.at ?? 0) - (a.refused?.at ?? 0)).at(0);
  if (!last?.refused) return null;
  return {
    kind: 'no-capacity',
    servers: open.reduce((sum, { unseen }) => sum + unseen.length, 0),
    tries: triesOf(release),
    said: last.refused.said,
  };
}

/** Since when the provider refuses (clock ms); null where it does not, or nobody wrote it down. */
export function noCapacitySince(release: Release): number | null {
  const since = refusedNow(release).flatMap(({ refused }) => refused?.since ?? []);
  return since.length > 0 ? Math.min(...since) : null;
}

function refused(
  order: LaunchOrder,
  { orders, spares, said, wall, at }: LaunchRefused,
  isBack: boolean,
): LaunchOrder {
  const now = { since: order.refused?.since ?? at, at: wall, said };
  const dead = (order.spares ?? []).flatMap((id, i) => {
    const slot = order.base + i;
    return spares.includes(id) && order.unseen.includes(slot) ? [slot] : [];
  });
  if (dead.length > 0)
    return {
      ...order,
      unseen: order.unseen.filter((slot) => !dead.includes(slot)),
      dead: [...(order.dead ?? []), ...dead],
      refused: now,
    };
  const isNamed = orders.some(
    ({ base, attempt }) => base === order.base && attempt === order.attempt,
  );
  if (!isNamed || order.spares || order.unseen.length === 0) return order;
  const { unwatched: _, ...anew } = order;
  return {
    ...anew,
    attempt: order.attempt + 1,
    refused: now,
    // A way back waits for nothing; a server too many does it no harm.
    ...(isBack ? {} : { rests: true }),
  };
}

/** Orders of the way it goes now that were refused, and of which something is still missing. */
function refusedNow({ orders, phase }: Release): readonly LaunchOrder[] {
  const of = phase.kind === 'rolling-back' ? 'target' : 'build';
  return orders.filter(
    (order) => order.of === of && order.attempt > 0 && order.refused && order.unseen.length > 0,
  );
}

function triesOf(release: Release): number {
  return Math.max(0, ...refusedNow(release).map(({ attempt }) => attempt));
}

function call(release: Release, because: Because): Effect {
  return {
    lane: 'page',
    kind: 'page',
    // A return is over with its servers there; a rollback when it has ended.
    key: pageKey(release, release.phase.kind === 'rolling-back' ? 'stuck' : 'look'),
    severity: 'critical',
    summary: { kind: 'no-servers', name: nameOf(release), because },
  };
}
