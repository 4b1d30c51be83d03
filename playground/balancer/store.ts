import type { Answered, Asked } from '../standin/exchange.ts';
import { fromJson } from '../standin/faults.ts';
import { type Standin, serve } from '../standin/serve.ts';
import { slowDown } from './slow-down.ts';

type Options = {
  readonly port: number;
  /** How many connections all servers may hold together. */ readonly connectionsMax: number;
};

const connectionLifeMs = 6_000;
const boardLifeMs = 10 * 60_000;

/**
 * The board store: keeps the boards that are between two servers, and lends only so many
 * connections.
 */
export function startStore({ port, connectionsMax }: Options): Promise<Standin> {
  const boards = new Map<string, { readonly savedAtMs: number; readonly body: unknown }>();
  const connections = new Map<string, number>();
  const connect = (name: string): Answered => {
    const now = Date.now();
    for (const [known, seenAtMs] of connections)
      if (now - seenAtMs > connectionLifeMs) connections.delete(known);
    if (!connections.has(name) && connections.size >= connectionsMax)
      return {
        status: 503,
        body: { error: `too many connections: ${connections.size} of ${connectionsMax} in use` },
      };
    connections.set(name, now);
    return { status: 200, body: { open: connections.size, most: connectionsMax } };
  };
  const keep = (id: string, body: unknown): Answered => {
    const now = Date.now();
    for (const [known, { savedAtMs }] of boards)
      if (now - savedAtMs > boardLifeMs) boards.delete(known);
    boards.set(id, { savedAtMs: now, body });
    return { status: 204, body: '' };
  };
  const onBoard = (asked: Asked, id: string): Answered => {
    if (!connections.has(String(asked.headers['x-connection'])))
      return { status: 401, body: { error: 'open a connection first' } };
    if (asked.method === 'PUT') return keep(id, fromJson(asked.body));
    return boards.has(id)
      ? { status: 200, body: boards.get(id)?.body }
      : { status: 404, body: { error: 'no such board' } };
  };
  return serve({
    port,
    tooMany: slowDown,
    answer: (asked) => {
      const [, place, id = ''] =
        /^\/(boards|connections)\/([\w.-]{1,160})$/.exec(asked.url.pathname) ?? [];
      if (place === 'boards') return onBoard(asked, id);
      if (place !== 'connections') return { status: 404, body: { error: 'not found' } };
      if (asked.method === 'PUT') return connect(id);
      connections.delete(id);
      return { status: 204, body: '' };
    },
    control: (asked) =>
      asked.url.pathname === '/_control/state'
        ? { status: 200, body: { boards: boards.size, connections: [...connections.keys()] } }
        : undefined,
  });
}
