import { moveOf, withMove } from './move.ts';
import { isOpen, type Release } from '../state/release.ts';
import type { CrowdLook } from '../state/remembered.ts';
import type { Seen, Side } from '../state/servers.ts';

/** So many looks are kept: twice as many as a chart has room for. */
const kept = 40;

/**
 * Remembers how many were on each side, from the first batch on, so that people see the old side
 * fall, the new one rise, and when half had moved. Where nobody could count, nothing is remembered.
 */
export function withCurve(release: Release): Release {
  const { move, seen } = release;
  const look = seen && lookAt(seen);
  if (!look || !isOpen(release) || (move?.since ?? null) === null) return release;
  const { curve, half } = moveOf(release);
  if (look.at <= (curve.at(-1)?.at ?? Number.NEGATIVE_INFINITY)) return release;
  return withMove(release, {
    curve: thinned(joined(curve, look)),
    half: half ?? (look.newServers > 0 && look.newServers >= look.oldServers ? look.at : null),
  });
}

/** Users where they are counted; else the share of the traffic. */
function lookAt({ at, newServers, oldServers }: Seen): CrowdLook | null {
  const mine = countOf(newServers);
  const old = countOf(oldServers);
  return mine === null || old === null ? null : { at, newServers: mine, oldServers: old };
}

/** Requests say nothing of who moved: where traffic is steered its share is what moves. */
function countOf({ share, users }: Side): number | null {
  return share === undefined ? users : share;
}

/** A stretch in which nothing changes needs its two ends only. */
function joined(curve: readonly CrowdLook[], look: CrowdLook): readonly CrowdLook[] {
  const [before, last] = curve.slice(-2);
  const flat = before && last && isSame(before, last) && isSame(last, look);
  return [...(flat ? curve.slice(0, -1) : curve), look];
}

function isSame(a: CrowdLook, b: CrowdLook): boolean {
  return a.newServers === b.newServers && a.oldServers === b.oldServers;
}

/** Full, it loses every second look, so that it goes back as far as before; its ends stay. */
function thinned(curve: readonly CrowdLook[]): readonly CrowdLook[] {
  if (curve.length <= kept) return curve;
  return curve.filter((_, i) => i % 2 === 0 || i === curve.length - 1);
}

/** When each batch had moved, the first one first; what is still moving is not among them. */
export function batchesMovedAt(release: Release): readonly number[] {
  const { done } = moveOf(release);
  const { phase } = release;
  const moved = done.map(({ movedAt }) => movedAt);
  const present = phase.kind === 'migrating' ? phase.movedAt : null;
  return present === null ? moved : [...moved, present];
}
