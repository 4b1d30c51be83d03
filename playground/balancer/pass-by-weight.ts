import { type Agent, type IncomingMessage, request as ask, type ServerResponse } from 'node:http';
import type { Table } from './targets.ts';
import { nextByWeight } from './weights.ts';

/** Where a request that belongs to no board may go, and who was tried for it in vain. */
export type WeighedWay = {
  readonly table: Table;
  readonly lost: (target: string) => void;
  readonly agent: Agent;
  readonly not: readonly string[];
};

const tries = 3;

/**
 * Sends a request where the weights say. Pages are only read, so one that a server did not begin to
 * answer goes to another; whoever asked notices nothing.
 */
export function passByWeight(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  way: WeighedWay,
): void {
  const { table, agent } = way;
  const target =
    incoming.method === 'GET' && way.not.length < tries ? nextByWeight(table, way.not) : undefined;
  if (target === undefined) {
    table.traffic.book.failed();
    outgoing
      .writeHead(503, { 'content-type': 'application/json' })
      .end('{"error":"nobody serves"}');
    return;
  }
  const over = table.traffic.book.took(target.id);
  const [host, port] = target.address.split(':');
  const { method, url: path, headers } = incoming;
  const onward = ask({ host, port, method, path, headers, agent });
  outgoing.once('close', () => {
    over(true);
    onward.destroy();
  });
  onward.on('response', (answer) => {
    if ((answer.statusCode ?? 502) >= 500) table.traffic.book.failed();
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.once('error', cutShort);
    answer.pipe(outgoing);
  });
  /** Whoever asked would wait for the rest for ever. */
  const cutShort = () => {
    if (outgoing.destroyed) return;
    table.traffic.book.failed();
    outgoing.destroy();
  };
  onward.on('error', () => {
    if (outgoing.destroyed || outgoing.writableEnded) return;
    if (outgoing.headersSent) return cutShort();
    over(false);
    // A kept connection may end just when it is used again: that says nothing about its server.
    if (onward.reusedSocket) return passByWeight(incoming, outgoing, way);
    way.lost(target.id);
    passByWeight(incoming, outgoing, { ...way, not: [...way.not, target.id] });
  });
  onward.end();
}
