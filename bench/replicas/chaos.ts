import { setTimeout as sleep } from 'node:timers/promises';
import type { Replicas } from './replicas.ts';
import type { Store } from './set-up.ts';
import { type TakenOver, takenOver } from './take-over.ts';

/** What is done to replicas and their database, in this order. */
export type Blow = 'kill' | 'pause' | 'restart the database';

/** What was struck, and how long the work of whoever was struck lay. */
export type Struck = { readonly blow: Blow; readonly taken: readonly TakenOver[] };

/** Longer than a lease: others have its work when it wakes. */
const pauseMs = 13_000;
const restMs = 3_000;

/** Strikes one replica after the other, each time when the one before runs again. */
export async function strike(
  { replicas, store }: { readonly replicas: Replicas; readonly store: Store },
  blows: readonly Blow[],
  say: (line: string) => void,
): Promise<readonly Struck[]> {
  const struck: Struck[] = [];
  for (const [i, blow] of blows.entries()) {
    const taken = await one(replicas, store, blow, i % replicas.count);
    const longest = Math.max(0, ...taken.map(({ ms }) => ms));
    say(`${blow}: ${taken.length} pieces of work lay, the longest for ${longest} ms`);
    struck.push({ blow, taken });
    await sleep(restMs);
  }
  return struck;
}

async function one(
  replicas: Replicas,
  store: Store,
  blow: Blow,
  which: number,
): Promise<readonly TakenOver[]> {
  const since = Date.now();
  switch (blow) {
    case 'kill': {
      await replicas.kill(which);
      const taken = await takenOver(store, since);
      await replicas.start(which);
      return taken;
    }
    case 'pause': {
      replicas.pause(which);
      const taken = await takenOver(store, since);
      await sleep(Math.max(0, since + pauseMs - Date.now()));
      replicas.resume(which);
      return taken;
    }
    case 'restart the database':
      await store.kill();
      return [];
  }
}
