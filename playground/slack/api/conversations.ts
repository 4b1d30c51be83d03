import { dmWith, personOf, roomOf, rooms } from '../room.ts';
import type { Room } from '../rooms.ts';
import type { Message } from '../entry.ts';
import type { World } from '../world.ts';
import { type Args, flag, limit, text } from './args.ts';
import { messageJson, messageOf, repliesOf } from './message-json.ts';
import { type Answer, type Method, no, ok, page } from './method.ts';

/** `conversations.*`: what a bot may know of rooms. */
export const conversationMethods: Readonly<Record<string, Method>> = {
  'conversations.info': { scope: 'channels:read', errors: ['channel_not_found'], run: info },
  'conversations.list': {
    scope: 'channels:read',
    ofTeam: true,
    errors: ['invalid_cursor'],
    run: list,
  },
  'conversations.members': {
    scope: 'channels:read',
    errors: ['channel_not_found', 'invalid_cursor'],
    run: members,
  },
  'conversations.history': {
    scope: 'channels:history',
    errors: ['channel_not_found', 'not_in_channel', 'invalid_cursor'],
    run: history,
  },
  'conversations.replies': {
    scope: 'channels:history',
    errors: ['channel_not_found', 'not_in_channel', 'thread_not_found', 'invalid_cursor'],
    run: replies,
  },
  'conversations.open': {
    scope: 'im:write',
    errors: [
      'users_list_not_supplied',
      'user_not_found',
      'user_disabled',
      'too_many_users',
      'channel_not_found',
    ],
    run: open,
  },
  'conversations.join': {
    scope: 'channels:join',
    errors: ['channel_not_found', 'is_archived', 'method_not_supported_for_channel_type'],
    run: join,
  },
};

function info(world: World, args: Args): Answer {
  const room = seen(world, args);
  return room === undefined
    ? no('channel_not_found')
    : ok({ channel: roomJson(world, room, flag(args, 'include_num_members')) });
}

function list(world: World, args: Args): Answer {
  const types = (text(args, 'types') ?? 'public_channel').split(',');
  const wanted = rooms(world).filter((room) =>
    types.includes(
      room.kind === 'im' ? 'im' : room.isPrivate ? 'private_channel' : 'public_channel',
    ),
  );
  const open = wanted.filter((room) => !(flag(args, 'exclude_archived') && room.isArchived));
  const part = page(open, text(args, 'cursor'), limit(args, 100));
  if (part === undefined) return no('invalid_cursor');
  return ok({
    channels: part.items.map((room) => roomJson(world, room, true)),
    response_metadata: { next_cursor: part.next },
  });
}

function members(world: World, args: Args): Answer {
  const room = seen(world, args);
  if (room === undefined) return no('channel_not_found');
  const part = page(room.members, text(args, 'cursor'), limit(args, 100));
  return part === undefined
    ? no('invalid_cursor')
    : ok({ members: part.items, response_metadata: { next_cursor: part.next } });
}

function history(world: World, args: Args): Answer {
  const room = seen(world, args);
  if (room === undefined) return no('channel_not_found');
  if (!room.members.includes(world.workspace.bot.user)) return no('not_in_channel');
  const shown = [...world.state().messages.values()]
    .filter(
      (message) =>
        message.channel === room.id &&
        (message.thread_ts === undefined || message.broadcast === true),
    )
    .sort((a, b) => (a.ts < b.ts ? 1 : -1));
  return messagePage(world, args, between(args, shown), { pin_count: 0 });
}

function replies(world: World, args: Args): Answer {
  const room = seen(world, args);
  if (room === undefined) return no('channel_not_found');
  if (!room.members.includes(world.workspace.bot.user)) return no('not_in_channel');
  const named = messageOf(world, room.id, text(args, 'ts') ?? '');
  const root = named?.thread_ts === undefined ? named : messageOf(world, room.id, named.thread_ts);
  if (root === undefined) return no('thread_not_found');
  return messagePage(world, args, [root, ...between(args, repliesOf(world, room.id, root.ts))], {});
}

function messagePage(
  world: World,
  args: Args,
  messages: readonly Message[],
  rest: Readonly<Record<string, unknown>>,
): Answer {
  const part = page(messages, text(args, 'cursor'), limit(args, 100));
  if (part === undefined) return no('invalid_cursor');
  const withMetadata =
    flag(args, 'include_all_metadata') && world.scopes.includes('metadata.message:read');
  return ok({
    messages: part.items.map((message) => messageJson(world, message, withMetadata)),
    has_more: part.next !== '',
    ...rest,
    response_metadata: { next_cursor: part.next },
  });
}

function between(args: Args, messages: readonly Message[]): readonly Message[] {
  const oldest = Number(text(args, 'oldest') ?? 0);
  const latest = Number(text(args, 'latest') ?? Number.POSITIVE_INFINITY);
  const inclusive = flag(args, 'inclusive');
  return messages.filter(({ ts }) =>
    inclusive
      ? Number(ts) >= oldest && Number(ts) <= latest
      : Number(ts) > oldest && Number(ts) < latest,
  );
}

function open(world: World, args: Args): Answer {
  const existing = text(args, 'channel');
  if (existing !== undefined)
    return roomOf(world, existing) === undefined
      ? no('channel_not_found')
      : ok({ channel: { id: existing } });
  const users = (text(args, 'users') ?? '').split(',').filter((user) => user !== '');
  const [user] = users;
  if (user === undefined) return no('users_list_not_supplied');
  if (users.length > 1) return no('too_many_users');
  const person = personOf(world, user);
  if (person === undefined || person.bot === true) return no('user_not_found');
  if (person.deactivated === true) return no('user_disabled');
  return ok({ channel: { id: dmWith(world, user).id } });
}

function join(world: World, args: Args): Answer {
  const room = roomOf(world, text(args, 'channel') ?? '');
  if (room === undefined || (room.kind === 'channel' && room.isPrivate))
    return no('channel_not_found');
  if (room.kind === 'im') return no('method_not_supported_for_channel_type');
  if (room.isArchived) return no('is_archived');
  const { user } = world.workspace.bot;
  if (!room.members.includes(user)) world.record({ kind: 'joined', channel: room.id, user });
  return ok({ channel: roomJson(world, roomOf(world, room.id) ?? room, false) });
}

/** A bot sees public rooms, and private ones only from inside. */
function seen(world: World, args: Args): Room | undefined {
  const room = roomOf(world, text(args, 'channel') ?? '');
  return room?.isPrivate === true && !room.members.includes(world.workspace.bot.user)
    ? undefined
    : room;
}

function roomJson(world: World, room: Room, counted: boolean): Readonly<Record<string, unknown>> {
  const isChannel = room.kind === 'channel';
  return {
    id: room.id,
    ...(isChannel ? { name: room.name, name_normalized: room.name } : { user: room.members[0] }),
    is_channel: isChannel && !room.isPrivate,
    is_group: isChannel && room.isPrivate,
    is_im: !isChannel,
    is_mpim: false,
    is_private: room.isPrivate,
    is_archived: room.isArchived,
    is_general: false,
    is_shared: false,
    is_ext_shared: false,
    is_org_shared: false,
    is_member: room.members.includes(world.workspace.bot.user),
    topic: { value: room.topic, creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    context_team_id: world.workspace.teamId,
    ...(counted ? { num_members: room.members.length } : {}),
  };
}
