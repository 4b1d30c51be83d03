import type { IncomingMessage, ServerResponse } from 'node:http';
import { drain } from './board/drain.ts';
import { isRecord } from './board/stroke.ts';
import type { World } from './world.ts';

/** Answers plain requests: pages of boards, and the doors for those who run the service. */
export async function answer(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = URL.parse(request.url ?? '/', 'http://localhost');
  const path = url?.pathname ?? '/';
  const { environment, health, rooms, metrics, store } = world;
  const state = {
    server: environment.server,
    version: environment.version,
    users: rooms.users(),
    boards: rooms.all().length,
  };
  const board = /^\/boards\/([\w-]{1,64})$/.exec(path)?.[1];
  if (board !== undefined && request.method === 'GET')
    return page(world, board, url?.searchParams.get('user') ?? '?', response);
  switch (`${request.method} ${path}`) {
    case 'GET /healthz':
      return send(response, health.ready() ? 200 : 503, {
        status: health.ready() ? 'ok' : 'starting',
        ...state,
      });
    case 'GET /smoke':
      return send(response, health.smoke() ? 200 : 500, state);
    case 'GET /metrics':
      return send(response, 200, metrics.text({ ...state, connections: store.connections() }));
    case 'POST /drain':
      return drainDoor(world, await bodyOf(request), response);
    default:
      return send(response, 404, { error: 'not found' });
  }
}

async function page(
  { rooms, metrics, reporter }: World,
  board: string,
  user: string,
  response: ServerResponse,
): Promise<void> {
  const began = performance.now();
  try {
    const room = await rooms.open(board);
    metrics.request('page', 200, performance.now() - began);
    reporter.session('exited');
    if (room.people.size === 0) rooms.forgetLater(board);
    send(response, 200, { board, strokes: room.board.strokes.size });
  } catch (error) {
    metrics.request('page', 500, performance.now() - began);
    reporter.session('errored');
    metrics.error(error instanceof Error ? error.name : 'Error');
    reporter.report(error, { handled: false, user, transaction: 'GET /boards/:id' });
    send(response, 500, { error: 'the board could not be opened' });
  }
}

function drainDoor(world: World, body: unknown, response: ServerResponse): void {
  const keep = isRecord(body) ? body['keep'] : undefined;
  if (typeof keep !== 'number' || !Number.isInteger(keep) || keep < 0)
    return send(response, 400, { error: 'keep must be a whole number, 0 or more' });
  return send(response, 202, drain(world, keep));
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return undefined;
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const text = typeof body === 'string';
  response.writeHead(status, {
    'content-type': text ? 'text/plain; version=0.0.4' : 'application/json',
  });
  response.end(text ? body : JSON.stringify(body));
}
