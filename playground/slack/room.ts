import { keyOf } from './state.ts';
import type { World } from './world.ts';
import type { Person } from './workspace.ts';

/** A channel or DM as it is now. */
export type Room = {
  readonly id: string;
  readonly name: string;
  readonly kind: 'channel' | 'im';
  readonly isPrivate: boolean;
  readonly isArchived: boolean;
  readonly members: readonly string[];
  readonly topic: string;
};

/** Every room there is, DMs included. */
export function rooms(world: Pick<World, 'workspace' | 'state'>): readonly Room[] {
  const state = world.state();
  const everyone = [...world.workspace.people.map((person) => person.id), world.workspace.bot.user];
  const channels = world.workspace.channels.map((channel): Room => ({
    id: channel.id,
    name: channel.name,
    kind: 'channel',
    isPrivate: channel.is_private === true,
    isArchived: channel.is_archived === true || state.archived.has(channel.id),
    members: everyone.filter((user) => state.joined.get(keyOf(channel.id, user)) ?? channel.members.includes(user)),
    topic: channel.topic ?? '',
  }));
  const dms = [...state.dms].map(([id, users]): Room => ({ id, name: '', kind: 'im', isPrivate: true, isArchived: false, members: users, topic: '' }));
  return [...channels, ...dms];
}

/** One room by its id. */
export function roomOf(world: Pick<World, 'workspace' | 'state'>, id: string): Room | undefined {
  return rooms(world).find((room) => room.id === id);
}

/** The DM between the bot and a person, opened if there is none yet. */
export function dmWith(world: World, user: string): Room {
  const found = rooms(world).find((room) => room.kind === 'im' && room.members.includes(user));
  if (found !== undefined) return found;
  world.record({ kind: 'dm-opened', channel: `D${user.slice(1)}`, users: [user, world.workspace.bot.user] });
  return dmWith(world, user);
}

/** Somebody by id, the bot included. */
export function personOf(world: World, id: string): Person | undefined {
  const { bot } = world.workspace;
  if (id === bot.user) return { id, name: bot.name, real_name: bot.real_name, tz: 'Etc/UTC', locale: 'en-US', bot: true };
  return world.workspace.people.find((person) => person.id === id);
}
