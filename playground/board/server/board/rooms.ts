import type { WebSocket } from 'ws';
import type { Board } from './board.ts';
import type { Store } from './store.ts';

/**
 * A board in memory with the people drawing on it. While it is `leaving`, strokes wait at their
 * clients.
 */
export type Room = {
  readonly board: Board;
  readonly people: Set<WebSocket>;
  leaving: boolean;
  moved: Promise<unknown>;
};

/** All boards of this server. */
export type Rooms = {
  open(board: string): Promise<Room>;
  all(): readonly Room[];
  users(): number;
  /** Forgets a board that has left, unless somebody is still on it. */
  forget(board: string): void;
  /** Forgets an empty board a little later: somebody may only be reconnecting. */
  forgetLater(board: string): void;
};

const graceMs = 3_000;

/** Loads each board once, however many people come at the same time. */
export function newRooms(store: Store): Rooms {
  const rooms = new Map<string, Room>();
  const opening = new Map<string, Promise<Room>>();
  const timers = new Map<string, NodeJS.Timeout>();
  const load = async (id: string): Promise<Room> => {
    const room: Room = {
      board: await store.load(id),
      people: new Set(),
      leaving: false,
      moved: Promise.resolve(),
    };
    rooms.set(id, room);
    return room;
  };
  const forget = (id: string) => {
    if ((rooms.get(id)?.people.size ?? 0) > 0) return;
    clearTimeout(timers.get(id));
    timers.delete(id);
    rooms.delete(id);
    store.letGo(id);
  };
  return {
    open(id) {
      const here = rooms.get(id);
      if (here !== undefined) return Promise.resolve(here);
      const soon = opening.get(id) ?? load(id).finally(() => opening.delete(id));
      opening.set(id, soon);
      return soon;
    },
    all: () => [...rooms.values()],
    users: () => [...rooms.values()].reduce((sum, room) => sum + room.people.size, 0),
    forget,
    forgetLater(id) {
      clearTimeout(timers.get(id));
      timers.set(id, setTimeout(() => forget(id), graceMs).unref());
    },
  };
}
