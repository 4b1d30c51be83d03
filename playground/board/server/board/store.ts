import { newBoard, type Board } from './board.ts';
import { isRecord, readStroke } from './stroke.ts';

/**
 * Where boards are kept while no server has them. It lends a limited number of connections to all
 * servers together.
 */
export type Store = {
  load(board: string): Promise<Board>;
  save(board: Board): Promise<void>;
  /** Gives back whatever was held for this board alone. */
  letGo(board: string): void;
  connections(): number;
  close(): Promise<void>;
};

/** The store would not do what it was asked. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}

const keepAliveMs = 2_000;

/** Talks to the board store over HTTP. */
export function openStore({
  storeUrl,
  server,
}: {
  readonly storeUrl: string;
  readonly server: string;
}): Store {
  const call = callerOf(storeUrl);
  const connections = keepConnections(call);
  const connectionFor = (board: string) => connections.open(connectionName(server, board));
  return {
    async load(id) {
      const response = await call('GET', `/boards/${id}`, undefined, await connectionFor(id));
      const found: unknown = await response.json();
      const strokes = isRecord(found) && Array.isArray(found['strokes']) ? found['strokes'] : [];
      return newBoard(
        id,
        strokes.flatMap((stroke) => readStroke(stroke) ?? []),
      );
    },
    async save(board) {
      await call(
        'PUT',
        `/boards/${board.id}`,
        { strokes: [...board.strokes.values()] },
        await connectionFor(board.id),
      );
    },
    letGo(board) {
      const name = connectionName(server, board);
      if (name !== server) connections.release(name);
    },
    connections: connections.count,
    close: () => connections.close(),
  };
}

type Call = (
  method: string,
  path: string,
  body?: unknown,
  connection?: string,
) => Promise<Response>;

function callerOf(storeUrl: string): Call {
  return async (method, path, body, connection = '') => {
    const init = {
      method,
      headers: { 'content-type': 'application/json', 'x-connection': connection },
      signal: AbortSignal.timeout(3_000),
    };
    const response = await fetch(
      `${storeUrl}${path}`,
      body === undefined ? init : { ...init, body: JSON.stringify(body) },
    );
    if (response.ok || response.status === 404) return response;
    throw new StoreError(
      `the store refused ${method} (${response.status}): ${await response.text()}`,
    );
  };
}

/** The connections this server holds, kept alive until they are given back. */
function keepConnections(call: Call) {
  const held = new Map<string, Promise<string>>();
  const connect = async (name: string): Promise<string> => {
    await call('PUT', `/connections/${name}`);
    return name;
  };
  const alive = setInterval(() => {
    for (const name of held.keys()) connect(name).catch(() => undefined);
  }, keepAliveMs);
  alive.unref();
  return {
    open(name: string): Promise<string> {
      const known = held.get(name) ?? connect(name);
      held.set(name, known);
      known.catch(() => held.delete(name));
      return known;
    },
    release(name: string) {
      if (held.delete(name)) call('DELETE', `/connections/${name}`).catch(() => undefined);
    },
    count: () => held.size,
    async close() {
      clearInterval(alive);
      await Promise.allSettled(
        [...held.keys()].map((name) => call('DELETE', `/connections/${name}`)),
      );
    },
  };
}

/** All boards of a server share one connection. */
function connectionName(server: string, _board: string): string {
  return server;
}
