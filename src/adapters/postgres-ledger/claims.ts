import { sql } from 'kysely';
import { z } from 'zod';
import type { Claim } from '../../ports/ledger.ts';
import type { Owned, Room } from '../../ports/work.ts';
import { type Lane, lanes } from '../../release/state/decision.ts';
import { timing } from '../../time/timing.ts';
import { after } from './after.ts';
import type { Database } from './database.ts';

/** Until when work stays lent without a sign of life, on the database's own clock. */
const lease = after(timing.leaseMs);

const ClaimRow = z.object({
  key: z.string(),
  lane: z.enum(lanes),
  fence: z.number(),
  tries: z.number(),
  failingSince: z.number().nullable(),
  urgent: z.boolean(),
  service: z.string().nullable(),
});

/**
 * Lends the most overdue work, urgent work first. Work whose holder fell silent counts as due since
 * ever. Each question has an index of its own, and is asked only where those before it find
 * nothing: however many rows there are, a claim reads a few.
 */
export async function claimWork(
  db: Database,
  wanted: readonly Lane[],
  now: number,
  room: Room = { urgent: [], full: [] },
): Promise<(Claim & Owned) | null> {
  const full = room.full.map(({ lane, service }) => `${lane} ${service}`);
  const hasRoom = sql`(service is null or lane || ' ' || service <> all(${full}::text[]))`;
  const isOpen = sql`((lane = any(${[...wanted]}::text[]) and ${hasRoom})
    or (urgent is true and lane = any(${[...room.urgent]}::text[])))`;
  const anyLane = [...new Set([...room.urgent, ...wanted])];
  const silent = sql`leased_until < (select clock_timestamp())`;
  const due = sql`leased_until is null and due_at <= ${now}::float8`;
  const { rows } = await sql`
    update wakes set leased_until = ${lease}, due_at = null,
      fence = greatest(nextval('fences'), wakes.fence + 1)
    from (
      select key, lane from (
        select key, lane from wakes
        where ${silent} and urgent and ${isOpen}
        order by leased_until limit 1 for update skip locked) as urgent_silent
      union all
      select key, lane from (
        select found.key, found.lane from unnest(${anyLane}::text[]) as places (lane)
        cross join lateral (
          select key, lane, due_at from wakes
          where wakes.lane = places.lane and ${due} and urgent and ${isOpen}
          order by due_at limit 1 for update skip locked) as found
        order by found.due_at limit 1) as urgent_due
      union all
      select key, lane from (
        select key, lane from wakes
        where ${silent} and ${isOpen}
        order by leased_until limit 1 for update skip locked) as silent
      union all
      select key, lane from (
        select found.key, found.lane from unnest(${[...wanted]}::text[]) as places (lane)
        cross join lateral (
          select key, lane, due_at from wakes
          where wakes.lane = places.lane and ${due} and ${hasRoom}
          order by due_at limit 1 for update skip locked) as found
        order by found.due_at limit 1) as rest
      limit 1) as next
    where wakes.key = next.key and wakes.lane = next.lane
    returning wakes.key, wakes.lane, fence, tries, failing_since as "failingSince",
      urgent is true as urgent, service`.execute(db);
  return rows[0] === undefined ? null : ClaimRow.parse(rows[0]);
}

/** When the next work of these lanes is due (clock ms), lent work left out; null when none is. */
export async function dueNext(db: Database, wanted: readonly Lane[]): Promise<number | null> {
  const { rows } = await sql<{ at: number | null }>`
    select min(due.due_at) as at from unnest(${[...wanted]}::text[]) as wanted (lane)
    cross join lateral (
      select due_at from wakes
      where wakes.lane = wanted.lane and leased_until is null and due_at is not null
      order by due_at limit 1) as due`.execute(db);
  return rows[0]?.at ?? null;
}
