import { LostLease } from '../../ports/errors.ts';
import { superseded } from '../ledger/superseded.ts';
import type { Claim, Ledger } from '../../ports/ledger.ts';
import type { Owned, Room, WakeUp } from '../../ports/work.ts';
import type { Lane } from '../../release/state/decision.ts';
import { timing } from '../../time/timing.ts';
import type { LedgerMemory, Wake } from './memory.ts';

/**
 * Lends the most overdue work, urgent work first. Work whose holder fell silent counts as due since
 * ever.
 */
export function claimInMemory(
  memory: LedgerMemory,
  lanes: readonly Lane[],
  now: number,
  realNow: number,
  room: Room = { urgent: [], full: [] },
): (Claim & Owned) | null {
  let best: Wake | null = null;
  for (const wake of memory.wakes.values()) {
    if (!hasPlace(wake, lanes, room)) continue;
    const free =
      wake.leasedUntil === null
        ? wake.dueAt !== null && wake.dueAt <= now
        : wake.leasedUntil < realNow;
    if (free && (!best || isBefore(wake, best))) best = wake;
  }
  if (!best) return null;
  best.leasedUntil = realNow + timing.leaseMs;
  best.fence += 1;
  best.dueAt = null;
  const { key, lane, fence, tries, failingSince, urgent, service } = best;
  return { key, lane, fence, tries, failingSince, urgent, service };
}

function hasPlace({ lane, service, urgent }: Wake, lanes: readonly Lane[], room: Room): boolean {
  if (urgent && room.urgent.includes(lane)) return true;
  return (
    lanes.includes(lane) &&
    !room.full.some((share) => share.lane === lane && share.service === service)
  );
}

function isBefore(one: Wake, other: Wake): boolean {
  return one.urgent === other.urgent ? overdue(one) < overdue(other) : one.urgent;
}

/** When the next work of these lanes is due, lent work left out; null when none is. */
export function nextDueInMemory(memory: LedgerMemory, lanes: readonly Lane[]): number | null {
  let next: number | null = null;
  for (const { lane, leasedUntil, dueAt } of memory.wakes.values())
    if (leasedUntil === null && dueAt !== null && lanes.includes(lane))
      next = Math.min(next ?? Infinity, dueAt);
  return next;
}

function overdue(wake: Wake): number {
  return wake.leasedUntil === null ? (wake.dueAt ?? Infinity) : -Infinity;
}

/** The row, if the work is still lent to the caller. */
export function held(memory: LedgerMemory, { key, lane, fence }: Claim): Wake {
  const wake = memory.wakes.get(nameOf(key, lane));
  if (wake?.fence !== fence || wake.leasedUntil === null)
    throw new LostLease(
      `${lane} work for ${key} (fence ${fence}) is not lent to this worker any more`,
    );
  return wake;
}

/**
 * Shows that the holder is alive. A lease that ran out and that nobody took is still the holder's.
 */
export function renewInMemory(
  memory: LedgerMemory,
  claim: Claim,
  realNow: number,
  seq?: number,
): void {
  held(memory, claim).leasedUntil = realNow + timing.leaseMs;
  const recorded = memory.releases.get(claim.key)?.seq;
  if (seq !== undefined && recorded !== seq) throw superseded(claim, seq, recorded ?? null);
}

/** Gives work back. A wish made while it was lent stands, if it is the earlier one. */
export function settleInMemory(
  memory: LedgerMemory,
  claim: Claim,
  { dueAt, failed, now }: Parameters<Ledger['settle']>[1],
): void {
  const wake = held(memory, claim);
  wake.leasedUntil = null;
  wake.tries = failed ? wake.tries + 1 : 0;
  wake.failingSince = failed ? (wake.failingSince ?? now) : null;
  if (dueAt !== null) wakeInMemory(memory, [{ key: claim.key, lane: claim.lane, dueAt }]);
}

/** Wishes for work; of several wishes the earliest wins. */
export function wakeInMemory(memory: LedgerMemory, wishes: readonly WakeUp[]): void {
  for (const { key, lane, dueAt, urgent, service } of wishes) {
    const name = nameOf(key, lane);
    const known = memory.wakes.get(name);
    if (known) {
      known.dueAt = Math.min(known.dueAt ?? Infinity, dueAt);
      known.urgent = urgent ?? known.urgent;
      known.service = service ?? known.service;
    } else
      memory.wakes.set(name, {
        key,
        lane,
        dueAt,
        urgent: urgent ?? false,
        service: service ?? null,
        leasedUntil: null,
        fence: 0,
        tries: 0,
        failingSince: null,
      });
  }
  if (wishes.length === 0) return;
  memory.heard = true;
  for (const wake of memory.waiting) wake();
}

function nameOf(key: string, lane: Lane): string {
  return `${lane} ${key}`;
}
