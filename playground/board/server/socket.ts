import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Visitor, visitorOf } from './accounts/visitor.ts';
import { drawOn } from './board/draw.ts';
import type { Room } from './board/rooms.ts';
import { isRecord, readStroke, type Stroke } from './board/stroke.ts';
import { newThumbnails } from './board/thumbnail.ts';
import type { World } from './world.ts';

/**
 * Lets people in at `/boards/<id>/socket?user=<id>`; who comes back says
 * `&away=<ms>&failed=<tries>`.
 */
export function acceptSockets(world: World, server: Server): void {
  const door = new WebSocketServer({ server, perMessageDeflate: false, maxPayload: 64 * 1024 });
  const thumbnails = newThumbnails(world.environment.strokesPerError);
  door.on('connection', (socket, request) => {
    const url = URL.parse(request.url ?? '/', 'http://localhost');
    const board = /^\/boards\/([\w-]{1,64})\/socket$/.exec(url?.pathname ?? '')?.[1];
    const visitor = visitorOf(url?.searchParams.get('user') ?? null);
    socket.on('error', () => socket.terminate());
    if (board === undefined || visitor === null)
      return socket.close(1008, 'no such board or visitor');
    void join(world, socket, board, visitor, wayBackOf(url), thumbnails);
  });
}

type Thumbnails = ReturnType<typeof newThumbnails>;
type WayBack = { readonly awayMs: number; readonly failedTries: number };

/**
 * How somebody came back, as their own browser counted it; null for who comes for the first time.
 */
function wayBackOf(url: URL | null): WayBack | null {
  const [awayMs, failedTries] = [
    url?.searchParams.get('away'),
    url?.searchParams.get('failed'),
  ].map((text) => (/^\d{1,7}$/.test(text ?? '') ? Number(text) : null));
  return awayMs == null ? null : { awayMs, failedTries: failedTries ?? 0 };
}

async function join(
  world: World,
  socket: WebSocket,
  id: string,
  visitor: Visitor,
  wayBack: WayBack | null,
  thumbnails: Thumbnails,
): Promise<void> {
  const began = performance.now();
  try {
    const room = await world.rooms.open(id);
    world.metrics.request('join', 200, performance.now() - began);
    world.reporter.session('exited');
    if (socket.readyState !== socket.OPEN) return world.rooms.forgetLater(id);
    if (room.leaving) return await comeBackElsewhere(world, socket, room);
    if (wayBack) world.metrics.reconnect(wayBack.awayMs, wayBack.failedTries);
    enter(world, socket, room, visitor, thumbnails);
  } catch (error) {
    world.metrics.request('join', 500, performance.now() - began);
    world.reporter.session('errored');
    world.metrics.error(error instanceof Error ? error.name : 'Error');
    world.reporter.report(error, { handled: false, user: visitor.id, transaction: 'join' });
    socket.close(1011, 'the board could not be opened');
  }
}

/**
 * Whoever arrives while a board leaves waits until it has left, and is then sent after it; if it
 * stays after all, so do they.
 */
async function comeBackElsewhere({ rooms }: World, socket: WebSocket, room: Room): Promise<void> {
  await room.moved;
  socket.send(JSON.stringify({ kind: 'reconnect', withinMs: 50 }));
  rooms.forget(room.board.id);
}

function enter(
  world: World,
  socket: WebSocket,
  room: Room,
  visitor: Visitor,
  thumbnails: Thumbnails,
): void {
  const { server, version } = world.environment;
  room.people.add(socket);
  socket.on('close', () => {
    room.people.delete(socket);
    if (room.people.size > 0) return;
    if (room.leaving) world.rooms.forget(room.board.id);
    else world.rooms.forgetLater(room.board.id);
  });
  socket.on('message', (data: Buffer) => {
    const stroke = readMessage(data.toString());
    if (room.leaving) return;
    if (stroke === null)
      return socket.send(JSON.stringify({ kind: 'refused', id: null, status: 400 }));
    take(world, socket, room, visitor, stroke, thumbnails);
  });
  socket.send(
    JSON.stringify({
      kind: 'welcome',
      server,
      version,
      visitor,
      strokes: [...room.board.strokes.values()],
    }),
  );
}

function take(
  world: World,
  socket: WebSocket,
  room: Room,
  visitor: Visitor,
  stroke: Stroke,
  thumbnails: Thumbnails,
): void {
  const began = performance.now();
  const { metrics, reporter } = world;
  try {
    const outcome = drawOn(room.board, stroke);
    socket.send(JSON.stringify({ kind: 'ack', id: stroke.id }));
    if (outcome === 'drawn') tellOthers(room, socket, room.board.strokes.get(stroke.id) ?? stroke);
    metrics.request('stroke', 200, performance.now() - began);
  } catch (error) {
    metrics.request('stroke', 500, performance.now() - began);
    metrics.error(error instanceof Error ? error.name : 'Error');
    reporter.report(error, { handled: false, user: visitor.id, transaction: 'stroke' });
    socket.send(JSON.stringify({ kind: 'refused', id: stroke.id, status: 500 }));
  }
  try {
    thumbnails.drawn(room.board);
  } catch (error) {
    reporter.report(error, { handled: true, user: visitor.id, transaction: 'thumbnail' });
  }
}

function tellOthers(room: Room, from: WebSocket, stroke: Stroke): void {
  const text = JSON.stringify({ kind: 'stroke', stroke });
  for (const person of room.people) if (person !== from) person.send(text);
}

function readMessage(text: string): Stroke | null {
  try {
    const message: unknown = JSON.parse(text);
    return isRecord(message) && message['kind'] === 'stroke' ? readStroke(message['stroke']) : null;
  } catch {
    return null;
  }
}
