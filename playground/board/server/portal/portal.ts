import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { newBoard } from '../board/board.ts';
import { drawOn } from '../board/draw.ts';
import type { Stroke } from '../board/stroke.ts';
import type { Environment } from '../environment.ts';
import { type Health, newHealth } from '../health.ts';
import { newMetrics } from '../metrics.ts';
import { newReporter, type Reporter } from '../report.ts';

/** What everybody sees first: a line, and the dot at its end. */
const welcome: readonly Stroke[] = [
  {
    id: 'line',
    tool: 'pen',
    color: '#1f77b4',
    width: 3,
    points: [
      { x: 0, y: 0 },
      { x: 40, y: 30 },
      { x: 80, y: 20 },
    ],
  },
  { id: 'dot', tool: 'pen', color: '#1f77b4', width: 5, points: [{ x: 80, y: 20 }] },
];

type Portal = {
  readonly environment: Environment;
  readonly health: Health;
  readonly metrics: ReturnType<typeof newMetrics>;
  readonly reporter: Reporter;
  readonly previews: { drawn: number; missing: number };
  /** Requests that are not answered to their end yet. */
  open: number;
};

/**
 * Starts one server of the portal, the public pages of the whiteboard. It keeps nobody: every
 * request may go to another server.
 */
export async function startPortal(
  environment: Environment,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const portal: Portal = {
    environment,
    health: newHealth(),
    metrics: newMetrics(environment),
    reporter: newReporter(environment),
    previews: { drawn: 0, missing: 0 },
    open: 0,
  };
  const server = createServer((request, response) => answer(portal, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(environment.port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : environment.port;
  return { port, close: () => finish(server) };
}

/** What is under way is answered first; a stream has no end of its own. */
async function finish(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), 1_000).unref();
  await closed;
}

function answer(portal: Portal, request: IncomingMessage, response: ServerResponse): void {
  const path = URL.parse(request.url ?? '/', 'http://localhost')?.pathname ?? '/';
  const { environment, health } = portal;
  const { server, version } = environment;
  const state = { server, version, users: portal.open, boards: 0 };
  if (request.method !== 'GET') return send(response, 404, { error: 'not found' });
  switch (path) {
    case '/healthz':
      return send(response, health.ready() ? 200 : 503, {
        status: health.ready() ? 'ok' : 'starting',
        ...state,
      });
    case '/smoke':
      return send(response, health.smoke() ? 200 : 500, state);
    case '/metrics':
      return send(response, 200, metricsOf(portal));
    default:
      if (!path.startsWith('/portal')) return send(response, 404, { error: 'not found' });
      portal.open += 1;
      response.once('close', () => {
        portal.open -= 1;
      });
      return path === '/portal/news' ? stream(portal, response) : page(portal, path, response);
  }
}

/** A page without its picture is better than none. */
function page(portal: Portal, path: string, response: ServerResponse): void {
  const { environment, metrics, previews } = portal;
  const began = performance.now();
  const strokes = preview(portal);
  previews[strokes === null ? 'missing' : 'drawn'] += 1;
  metrics.request('page', 200, performance.now() - began);
  send(response, 200, { path, server: environment.server, version: environment.version, strokes });
}

function preview({ metrics, reporter }: Portal): number | null {
  try {
    const board = newBoard('welcome');
    for (const stroke of welcome) drawOn(board, stroke);
    return board.strokes.size;
  } catch (error) {
    metrics.error(error instanceof Error ? error.name : 'Error');
    reporter.report(error, { handled: true, user: 'visitor', transaction: 'GET /portal' });
    return null;
  }
}

/** Says who serves it, and then stays open as long as the reader likes. */
function stream({ environment: { server, version } }: Portal, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(`data: ${JSON.stringify({ server, version })}\n\n`);
}

function metricsOf({ environment, metrics, previews, open }: Portal): string {
  const { service, version, server } = environment;
  const own = `service="${service}",version="${version}",server="${server}"`;
  return (
    metrics.text({ users: open, boards: 0, connections: 0 }) +
    ['# TYPE portal_previews_total counter', ...previewLines(own, previews), ''].join('\n')
  );
}

/** As in every client library, a series with a label of its own begins with its first event. */
export function previewLines(own: string, previews: Portal['previews']): readonly string[] {
  return Object.entries(previews).flatMap(([status, count]) =>
    count === 0 ? [] : [`portal_previews_total{${own},status="${status}"} ${count}`],
  );
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const text = typeof body === 'string';
  response.writeHead(status, {
    'content-type': text ? 'text/plain; version=0.0.4' : 'application/json',
  });
  response.end(text ? body : JSON.stringify(body));
}
