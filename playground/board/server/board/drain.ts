import type { World } from '../world.ts';
import type { Room } from './rooms.ts';

/** What a drain found and began. */
export type Drained = {
  readonly users: number;
  readonly keep: number;
  readonly moving: number;
  readonly boards: number;
};

const reconnectWithinMs = 600;
const patienceMs = 4_000;

/**
 * Begins to hand over whole boards until at most `keep` users remain; saying it again while they
 * leave begins nothing more.
 */
export function drain(world: World, keep: number): Drained {
  const rooms = world.rooms.all();
  const users = world.rooms.users();
  let staying = rooms
    .filter((room) => !room.leaving)
    .reduce((sum, room) => sum + room.people.size, 0);
  const smallestFirst = rooms
    .filter((room) => !room.leaving)
    .sort((a, b) => a.people.size - b.people.size);
  for (const room of smallestFirst) {
    // Empty boards go too when nobody is to stay: somebody may be on the way to one.
    if (staying <= keep && keep > 0) break;
    staying -= room.people.size;
    room.leaving = true;
    room.moved = handOver(world, room);
  }
  return {
    users,
    keep,
    moving: users - staying,
    boards: rooms.filter((room) => room.leaving).length,
  };
}

/**
 * Saves the board, frees its place at the balancer, then asks its people to come back elsewhere.
 */
async function handOver(world: World, room: Room): Promise<void> {
  const { id } = room.board;
  try {
    await world.store.save(room.board);
    await releaseRoute(world, id);
  } catch (error) {
    // Nobody else has the board: it stays here, and the next drain tries again.
    room.leaving = false;
    world.reporter.report(error, { handled: true, user: 'server', transaction: 'drain' });
    return;
  }
  const people = [...room.people];
  for (const person of people)
    person.send(JSON.stringify({ kind: 'reconnect', withinMs: reconnectWithinMs }));
  const late = setTimeout(
    () => people.forEach((person) => person.close(1012, 'moved')),
    patienceMs,
  );
  late.unref();
  if (people.length === 0) world.rooms.forget(id);
}

async function releaseRoute({ environment }: World, board: string): Promise<void> {
  const address = `${environment.balancerUrl}/boards/${board}?server=${environment.server}`;
  const response = await fetch(address, { method: 'DELETE', signal: AbortSignal.timeout(3_000) });
  const said = await response.text();
  if (!response.ok) throw new Error(`the balancer kept the board (${response.status}): ${said}`);
}
