import { z } from 'zod';
import type { Traffic } from './traffic.ts';

/** One server the balancer may send users to. */
export const targetSchema = z.strictObject({
  id: z.string().regex(/^[\w-]{1,64}$/),
  address: z.string().regex(/^127\.0\.0\.1:\d+$/),
  /** Whether boards that have no server yet may come here. */
  admits: z.boolean(),
});
export type Target = z.infer<typeof targetSchema>;

/**
 * Where a board is served, and by how many open connections; without any it is forgotten after a
 * while.
 */
export type Route = { readonly target: string; connections: number; usedAtMs: number };

/** What the balancer remembers: targets and routes outlive it, health and connections do not. */
export type Table = {
  readonly targets: Map<string, Target>;
  readonly routes: Map<string, Route>;
  readonly unhealthy: Set<string>;
  /** Where requests go that belong to no board. */
  readonly traffic: Traffic;
};

const idleMs = 6_000;

/** Finds the server of a board, or gives it one: the least loaded that admits. */
export function route(
  table: Table,
  board: string,
  nowMs: number,
  not: readonly string[] = [],
): Target | undefined {
  const known = table.routes.get(board);
  const target = known === undefined ? undefined : table.targets.get(known.target);
  if (
    known !== undefined &&
    target !== undefined &&
    isUsable(table, known, target) &&
    !not.includes(target.id)
  ) {
    known.usedAtMs = nowMs;
    return target;
  }
  const chosen = leastLoaded(table, not);
  if (chosen === undefined) return undefined;
  table.routes.set(board, { target: chosen.id, connections: 0, usedAtMs: nowMs });
  return chosen;
}

/**
 * People on one board stay together: while anybody is connected, even a server that looks unwell
 * keeps its board. A board nobody is on goes where new boards go, once its server takes none any
 * more.
 */
function isUsable(table: Table, known: Route, target: Target): boolean {
  return known.connections > 0 || (target.admits && !table.unhealthy.has(target.id));
}

/** The healthy target that admits and has the fewest users; boards on the way count as two. */
export function leastLoaded(table: Table, not: readonly string[]): Target | undefined {
  const open = [...table.targets.values()].filter(
    (target) => target.admits && !table.unhealthy.has(target.id) && !not.includes(target.id),
  );
  return open
    .map((target) => ({ target, load: loadOf(table, target.id) }))
    .sort((a, b) => a.load - b.load)[0]?.target;
}

function loadOf(table: Table, target: string): number {
  return boardsOf(table, target).reduce(
    (sum, { connections }) => sum + (connections === 0 ? 2 : connections),
    0,
  );
}

/** The routes that lead to one target. */
export function boardsOf(table: Table, target: string): Route[] {
  return [...table.routes.values()].filter((route) => route.target === target);
}

/** Forgets boards that nobody has asked for in a while. */
export function forgetIdle(table: Table, nowMs: number): void {
  for (const [board, { connections, usedAtMs }] of table.routes) {
    if (connections === 0 && nowMs - usedAtMs > idleMs) table.routes.delete(board);
  }
}
