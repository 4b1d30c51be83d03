import { z } from 'zod';
import type { Answered, Asked } from '../standin/exchange.ts';
import { fromJson } from '../standin/faults.ts';
import { boardsOf, leastLoaded, type Table, targetSchema } from './targets.ts';
import { putWeights } from './weights.ts';

/** What the balancer did, for those who check afterwards. */
export const balancerEntry = z.object({
  atMs: z.number(),
  kind: z.enum([
    'registered',
    'opened',
    'closed',
    'deregistered',
    'healthy',
    'unhealthy',
    'released',
  ]),
  target: z.string(),
});
export type BalancerEntry = z.infer<typeof balancerEntry>;

type Note = (kind: BalancerEntry['kind'], target: string) => void;

const change = targetSchema.omit({ id: true });

/** The balancer's doors for those who run it: targets in and out, open or closed to new boards. */
export function administer(table: Table, note: Note, asked: Asked): Answered {
  const [, place, id] = /^\/(targets|boards)(?:\/([\w-]{1,64}))?$/.exec(asked.url.pathname) ?? [];
  if (place === 'targets' && id === undefined && asked.method === 'GET')
    return {
      status: 200,
      body: [...table.targets.keys()].map((one) => describeTarget(table, one)),
    };
  if (asked.url.pathname === '/weights' && asked.method === 'PUT') return putWeights(table, asked);
  if (id === undefined) return { status: 404, body: { error: 'not found' } };
  switch (`${asked.method} ${place}`) {
    case 'GET targets':
      return table.targets.has(id)
        ? { status: 200, body: describeTarget(table, id) }
        : { status: 404, body: { error: 'no such target' } };
    case 'PUT targets':
      return putTarget(table, note, id, asked);
    case 'DELETE targets':
      return deleteTarget(table, note, id);
    case 'DELETE boards':
      return releaseBoard(table, note, id, asked.url.searchParams.get('server') ?? '');
    default:
      return { status: 405, body: { error: 'method not allowed' } };
  }
}

function describeTarget(table: Table, id: string): object {
  const routes = boardsOf(table, id);
  const users = routes.reduce((sum, { connections }) => sum + connections, 0);
  return {
    ...table.targets.get(id),
    healthy: !table.unhealthy.has(id),
    users,
    boards: routes.length,
    weight: table.traffic.weightOf(id),
    under_way: table.traffic.book.underWay(id),
    lately: table.traffic.book.lately(id),
  };
}

function putTarget(table: Table, note: Note, id: string, asked: Asked): Answered {
  const parsed = change.safeParse(fromJson(asked.body));
  if (!parsed.success) return { status: 400, body: { error: z.prettifyError(parsed.error) } };
  const before = table.targets.get(id);
  table.targets.set(id, { id, ...parsed.data });
  if (!parsed.data.admits) table.traffic.forget(id);
  if (before === undefined) note('registered', id);
  if ((before?.admits ?? false) !== parsed.data.admits)
    note(parsed.data.admits ? 'opened' : 'closed', id);
  return { status: before === undefined ? 201 : 200, body: describeTarget(table, id) };
}

function deleteTarget(table: Table, note: Note, id: string): Answered {
  if (table.targets.delete(id)) note('deregistered', id);
  table.unhealthy.delete(id);
  table.traffic.forget(id);
  for (const [board, { target }] of table.routes) if (target === id) table.routes.delete(board);
  return { status: 204, body: '' };
}

/** Only the server that has a board may give it up, and only when another could take it. */
function releaseBoard(table: Table, note: Note, board: string, server: string): Answered {
  const route = table.routes.get(board);
  if (route === undefined) return { status: 204, body: '' };
  if (route.target !== server)
    return { status: 409, body: { error: 'another server has this board' } };
  const next = leastLoaded(table, [server]);
  if (next === undefined) return { status: 409, body: { error: 'no other server admits boards' } };
  table.routes.set(board, { target: next.id, connections: 0, usedAtMs: Date.now() });
  note('released', server);
  return { status: 204, body: '' };
}
