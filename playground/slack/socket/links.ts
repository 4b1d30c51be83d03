import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Acknowledged, type Acks, newAcks } from './acks.ts';

const ticketMs = 30_000;
const pingEveryMs = 5_000;
const patienceMs = 3_000;
const warnedMs = 300;

/** What goes over a link to the app. */
export type Envelope = {
  readonly type: 'slash_commands' | 'interactive' | 'events_api';
  readonly payload: unknown;
  /** Events take no words back; commands and interactions do. */
  readonly accepts_response_payload: boolean;
  readonly retry_attempt?: number;
  readonly retry_reason?: string;
};

type Reason = 'warning' | 'refresh_requested' | 'link_disabled' | 'cut';

/** The connections an app has opened to this Slack. */
export type Links = {
  /** A ticket for one connection, good once and not for long. */
  readonly ticket: () => string;
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly send: (envelope: Envelope) => Promise<Acknowledged>;
  /** Slack ends links for its own reasons; what is under way on them is never acknowledged. */
  readonly end: (reason: Reason) => number;
  /** Says what no Slack should: whoever listens must bear it. */
  readonly garble: (text: string) => void;
  readonly close: () => void;
};

/** Speaks Slack's side of Socket Mode: hello, envelopes, acknowledgements, and disconnects. */
export function openLinks(appId: string, now: () => number): Links {
  const server = new WebSocketServer({ noServer: true });
  const tickets = newTickets(now);
  const acks = newAcks();
  const open: WebSocket[] = [];
  let turn = 0;
  const begin = (link: WebSocket) => {
    keep(link, open, acks, now);
    link.send(hello(open.length, appId));
  };
  return {
    ticket: tickets.give,
    upgrade: (request, socket, head) => {
      const ticket =
        URL.parse(request.url ?? '', 'http://127.0.0.1')?.searchParams.get('ticket') ?? '';
      if (tickets.take(ticket)) server.handleUpgrade(request, socket, head, begin);
      else socket.end('HTTP/1.1 401 Unauthorized\r\nconnection: close\r\n\r\n');
    },
    send: async (envelope) => {
      const until = performance.now() + patienceMs;
      while (open.length === 0 && performance.now() < until)
        await new Promise((resolve) => setTimeout(resolve, 20));
      const link = open[turn++ % Math.max(1, open.length)];
      return link === undefined ? { kind: 'dispatch_failed' } : acks.send(link, envelope);
    },
    end: (reason) => {
      const ending = [...open];
      for (const link of ending) leave(link, reason);
      return ending.length;
    },
    garble: (text) => {
      for (const link of open) link.send(text);
    },
    close: () => {
      for (const link of open) link.terminate();
      server.close();
    },
  };
}

/** Counts a link as open while it is, and hears what the app acknowledges on it. */
function keep(link: WebSocket, open: WebSocket[], acks: Acks, now: () => number): void {
  open.push(link);
  const pinging = setInterval(() => link.ping(String(now())), pingEveryMs);
  link.on('close', () => {
    clearInterval(pinging);
    open.splice(open.indexOf(link), 1);
    acks.lost(link);
  });
  link.on('error', () => link.terminate());
  link.on('message', (data, isBinary) => {
    if (isBinary || !Buffer.isBuffer(data) || !acks.heard(link, data.toString()))
      link.close(1002, 'link protocol error');
  });
}

function hello(connections: number, appId: string): string {
  return JSON.stringify({
    type: 'hello',
    num_connections: connections,
    debug_info: { host: 'applink-local', build_number: 1, approximate_connection_time: 3_600 },
    connection_info: { app_id: appId },
  });
}

/** A link that is cut says nothing; any other is told why, and closed soon after. */
function leave(link: WebSocket, reason: Reason): void {
  if (reason === 'cut') return link.terminate();
  link.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'applink-local' } }));
  setTimeout(() => link.terminate(), warnedMs).unref();
}

function newTickets(now: () => number) {
  const tickets = new Map<string, number>();
  return {
    give: () => {
      const ticket = randomBytes(16).toString('hex');
      tickets.set(ticket, now() + ticketMs);
      return ticket;
    },
    take: (ticket: string) => {
      const until = tickets.get(ticket);
      tickets.delete(ticket);
      return until !== undefined && until >= now();
    },
  };
}
