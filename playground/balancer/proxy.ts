import { Agent, type IncomingMessage, request as ask, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { passByWeight } from './pass-by-weight.ts';
import { route, type Route, type Table, type Target } from './targets.ts';

/**
 * Passes requests and WebSockets on to the server of their board; a server that cannot be reached
 * is left at once.
 */
export type Proxy = {
  readonly request: (incoming: IncomingMessage, outgoing: ServerResponse) => void;
  readonly upgrade: (incoming: IncomingMessage, client: Duplex, head: Buffer) => void;
};

const tries = 3;

/** Builds the proxy over a table that the admin doors change under it. */
export function newProxy(table: Table, lost: (target: string) => void): Proxy {
  // A kept connection may end just when it is used again, and would make a sound server look lost.
  const agent = new Agent({ keepAlive: false });
  const kept = new Agent({ keepAlive: true });

  const wayTo = (board: string): Way => ({ table, lost, agent, board, not: [] });
  return {
    request(incoming, outgoing) {
      const board = boardOf(incoming);
      if (board === undefined && table.traffic.book.stages.length > 0)
        passByWeight(incoming, outgoing, { table, lost, agent: kept, not: [] });
      else if (board === undefined || incoming.method !== 'GET') outgoing.writeHead(404).end();
      else pass(incoming, outgoing, wayTo(board));
    },
    upgrade(incoming, client, head) {
      const board = boardOf(incoming);
      client.on('error', () => client.destroy());
      if (board === undefined)
        client.end('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
      else join(incoming, client, head, wayTo(board));
    },
  };
}

/** Where something for one board may go, and the servers that were tried for it in vain. */
type Way = {
  readonly table: Table;
  readonly lost: (target: string) => void;
  readonly agent: Agent;
  readonly board: string;
  readonly not: readonly string[];
};

function pass(incoming: IncomingMessage, outgoing: ServerResponse, way: Way): void {
  const target = targetOf(way);
  if (target === undefined) return refuse(outgoing);
  const [host, port] = target.address.split(':');
  const onward = ask({
    host,
    port,
    method: incoming.method,
    path: incoming.url,
    headers: incoming.headers,
    agent: way.agent,
  });
  onward.on('response', (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  onward.on('error', () => {
    if (outgoing.headersSent) return void outgoing.destroy();
    way.lost(target.id);
    pass(incoming, outgoing, without(way, target));
  });
  onward.end();
}

function join(incoming: IncomingMessage, client: Duplex, head: Buffer, way: Way): void {
  const target = targetOf(way);
  if (target === undefined)
    return void client.end(
      'HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nconnection: close\r\n\r\n',
    );
  const server = dial(target);
  server.once('error', () => {
    server.destroy();
    way.lost(target.id);
    join(incoming, client, head, without(way, target));
  });
  server.once('connect', () => {
    server.removeAllListeners('error');
    server.write(handshake(incoming));
    server.write(head);
    couple(client, server, way.table.routes.get(way.board));
  });
}

function targetOf({ table, board, not }: Way): Target | undefined {
  return not.length < tries ? route(table, board, Date.now(), not) : undefined;
}

function without(way: Way, { id }: Target): Way {
  return { ...way, not: [...way.not, id] };
}

function boardOf(incoming: IncomingMessage): string | undefined {
  return /^\/boards\/([\w-]{1,64})(?:\/socket)?(?:\?|$)/.exec(incoming.url ?? '')?.[1];
}

function refuse(outgoing: ServerResponse): void {
  outgoing
    .writeHead(503, { 'content-type': 'application/json' })
    .end('{"error":"no server admits new boards"}');
}

function dial({ address }: Target): Socket {
  const [host = '127.0.0.1', port = '0'] = address.split(':');
  return connect({ host, port: Number(port), noDelay: true });
}

function handshake(incoming: IncomingMessage): string {
  const headers = incoming.rawHeaders.flatMap((name, i, all) =>
    i % 2 === 0 ? [`${name}: ${all[i + 1] ?? ''}`] : [],
  );
  return [`${incoming.method} ${incoming.url} HTTP/1.1`, ...headers, '', ''].join('\r\n');
}

/** Joins both ends; the route counts the connection as long as both live. */
function couple(client: Duplex, server: Socket, route: Route | undefined): void {
  if (route !== undefined) route.connections += 1;
  let open = true;
  const end = () => {
    client.destroy();
    server.destroy();
    if (open && route !== undefined) route.connections -= 1;
    if (route !== undefined) route.usedAtMs = Date.now();
    open = false;
  };
  for (const side of [client, server]) side.once('close', end).on('error', end);
  client.pipe(server);
  server.pipe(client);
}
