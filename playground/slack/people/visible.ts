import type { Entry } from '../entry.ts';
import { roomOf } from '../room.ts';
import { keyOf } from '../state-keys.ts';
import type { World } from '../world.ts';

/** Whether a person can see that something happened. */
export function visible(world: World, user: string, entry: Entry): boolean {
  const isIn = (channel: string) => roomOf(world, channel)?.members.includes(user) === true;
  switch (entry.kind) {
    case 'posted':
      return isIn(entry.message.channel);
    case 'edited':
    case 'deleted':
    case 'reacted':
    case 'archived':
      return isIn(entry.channel);
    case 'joined':
    case 'left':
      return entry.user === user || isIn(entry.channel);
    case 'whispered':
      return entry.ephemeral.to === user;
    case 'whisper-edited':
    case 'whisper-deleted':
      return entry.to === user;
    case 'dm-opened':
      return entry.users.includes(user);
    case 'view-opened':
    case 'view-updated':
    case 'home-published':
      return entry.view.user === user;
    case 'view-closed':
    case 'read':
      return entry.user === user;
    case 'presence':
    case 'fault':
      return true;
    case 'delivered':
    case 'refused':
    case 'canvas':
    case 'canvas-opened':
      return false;
  }
}

/**
 * Leaves out every version of a message that a later one replaced: enough to draw everything as it
 * is now.
 */
export function compact(entries: readonly Entry[]): readonly Entry[] {
  const last = new Map<string, number>();
  for (const entry of entries) {
    const key = replacing(entry);
    if (key !== undefined) last.set(key, entry.seq);
  }
  return entries.filter((entry) => {
    const key = replacing(entry);
    return key === undefined || last.get(key) === entry.seq;
  });
}

function replacing(entry: Entry): string | undefined {
  switch (entry.kind) {
    case 'edited':
      return `edited ${keyOf(entry.channel, entry.ts)}`;
    case 'view-updated':
      return `view ${entry.view.id}`;
    case 'home-published':
      return 'home';
    case 'read':
      return `read ${keyOf(entry.channel, entry.thread ?? '')}`;
    default:
      return undefined;
  }
}
