import { type Room, roomsOf } from './rooms.ts';
import type { World } from './world.ts';
import type { Person } from './workspace.ts';

/** Every room there is now, DMs included. */
export const rooms = (world: World): readonly Room[] => roomsOf(world.workspace, world.state());

/** One room by its id. */
export function roomOf(world: World, id: string): Room | undefined {
  return rooms(world).find((room) => room.id === id);
}

/** The DM between the bot and a person, opened if there is none yet. */
export function dmWith(world: World, user: string): Room {
  const found = rooms(world).find((room) => room.kind === 'im' && room.members.includes(user));
  if (found !== undefined) return found;
  world.record({
    kind: 'dm-opened',
    channel: `D${user.slice(1)}`,
    users: [user, world.workspace.bot.user],
  });
  return dmWith(world, user);
}

/** Somebody by id, the bot included. */
export function personOf(world: World, id: string): Person | undefined {
  const { bot } = world.workspace;
  if (id === bot.user)
    return {
      id,
      name: bot.name,
      real_name: bot.real_name,
      tz: 'Etc/UTC',
      locale: 'en-US',
      bot: true,
    };
  return world.workspace.people.find((person) => person.id === id);
}
