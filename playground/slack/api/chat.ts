import { dmWith, personOf, roomOf } from '../room.ts';
import type { Room } from '../rooms.ts';
import type { World } from '../world.ts';
import { edit, post, whisper } from '../write.ts';
import { type Args, text } from './args.ts';
import { broadcast, contentErrors, readContent } from './content.ts';
import { messageJson, messageOf } from './message-json.ts';
import { type Answer, type Method, no, ok } from './method.ts';

const scope = 'chat:write';

/** `chat.*`: everything a bot says, changes and takes back. */
export const chatMethods: Readonly<Record<string, Method>> = {
  'chat.postMessage': {
    scope,
    errors: [
      'channel_not_found',
      'not_in_channel',
      'is_archived',
      'invalid_thread_ts',
      'thread_not_found',
      ...contentErrors,
    ],
    run: postMessage,
  },
  'chat.update': {
    scope,
    errors: [
      'channel_not_found',
      'message_not_found',
      'cant_update_message',
      'is_inactive',
      ...contentErrors,
    ],
    run: update,
  },
  'chat.postEphemeral': {
    scope,
    errors: [
      'channel_not_found',
      'not_in_channel',
      'is_archived',
      'user_not_in_channel',
      ...contentErrors,
    ],
    run: postEphemeral,
  },
  'chat.delete': {
    scope,
    errors: ['channel_not_found', 'message_not_found', 'cant_delete_message'],
    run: remove,
  },
  'chat.getPermalink': { errors: ['channel_not_found', 'message_not_found'], run: permalink },
};

function postMessage(world: World, args: Args): Answer {
  const room = target(world, text(args, 'channel') ?? '');
  if (room === undefined) return no('channel_not_found');
  const refusal = cannotSpeak(world, room);
  if (refusal !== undefined) return refusal;
  const thread = text(args, 'thread_ts');
  const root = thread === undefined || thread === '' ? undefined : threadRoot(world, room, thread);
  if (root?.kind === 'refused') return root.answer;
  const read = readContent(world, args);
  if (read.kind === 'refused') return read.answer;
  const where = {
    channel: room.id,
    user: world.workspace.bot.user,
    ...(root === undefined ? {} : { thread: root.ts, broadcast: broadcast(args) }),
  };
  const message = post(world, where, read.content);
  return ok({ channel: room.id, ts: message.ts, message: messageJson(world, message, true) });
}

function update(world: World, args: Args): Answer {
  const room = roomOf(world, text(args, 'channel') ?? '');
  if (room === undefined) return no('channel_not_found');
  const message = messageOf(world, room.id, text(args, 'ts') ?? '');
  if (message === undefined) return no('message_not_found');
  if (message.user !== world.workspace.bot.user) return no('cant_update_message');
  if (room.isArchived || !room.members.includes(world.workspace.bot.user)) return no('is_inactive');
  const read = readContent(world, args);
  if (read.kind === 'refused') return read.answer;
  edit(world, message, read.content);
  const now = messageOf(world, room.id, message.ts) ?? message;
  return ok({
    channel: room.id,
    ts: message.ts,
    text: now.text,
    message: messageJson(world, now, true),
  });
}

function postEphemeral(world: World, args: Args): Answer {
  const room = roomOf(world, text(args, 'channel') ?? '');
  if (room === undefined) return no('channel_not_found');
  const refusal = cannotSpeak(world, room);
  if (refusal !== undefined) return refusal;
  const to = text(args, 'user') ?? '';
  if (!room.members.includes(to)) return no('user_not_in_channel');
  const read = readContent(world, args);
  if (read.kind === 'refused') return read.answer;
  const thread = text(args, 'thread_ts');
  const ts = whisper(
    world,
    { channel: room.id, to, ...(thread === undefined || thread === '' ? {} : { thread }) },
    read.content,
  );
  return ok({ message_ts: ts });
}

function remove(world: World, args: Args): Answer {
  const room = roomOf(world, text(args, 'channel') ?? '');
  if (room === undefined) return no('channel_not_found');
  const message = messageOf(world, room.id, text(args, 'ts') ?? '');
  if (message === undefined) return no('message_not_found');
  if (message.user !== world.workspace.bot.user) return no('cant_delete_message');
  world.record({ kind: 'deleted', channel: room.id, ts: message.ts });
  return ok({ channel: room.id, ts: message.ts });
}

function permalink(world: World, args: Args): Answer {
  const room = roomOf(world, text(args, 'channel') ?? '');
  if (room === undefined) return no('channel_not_found');
  const message = messageOf(world, room.id, text(args, 'message_ts') ?? '');
  if (message === undefined) return no('message_not_found');
  const thread =
    message.thread_ts === undefined ? '' : `?thread_ts=${message.thread_ts}&cid=${room.id}`;
  return ok({
    channel: room.id,
    permalink: `${world.switches.url}/archives/${room.id}/p${message.ts.replace('.', '')}${thread}`,
  });
}

/** A person's id stands for the DM with them. */
function target(world: World, id: string): Room | undefined {
  const byName = id.startsWith('#')
    ? world.workspace.channels.find((channel) => `#${channel.name}` === id)?.id
    : undefined;
  if (!id.startsWith('U')) return roomOf(world, byName ?? id);
  const person = personOf(world, id);
  return person === undefined || person.bot === true || person.deactivated === true
    ? undefined
    : dmWith(world, id);
}

function cannotSpeak(world: World, room: Room): Answer | undefined {
  if (room.isArchived) return no('is_archived');
  return room.members.includes(world.workspace.bot.user) ? undefined : no('not_in_channel');
}

function threadRoot(
  world: World,
  room: Room,
  ts: string,
): { kind: 'root'; ts: string } | { kind: 'refused'; answer: Answer } {
  if (!/^\d{10}\.\d{6}$/.test(ts)) return { kind: 'refused', answer: no('invalid_thread_ts') };
  const message = messageOf(world, room.id, ts);
  if (message === undefined) return { kind: 'refused', answer: no('thread_not_found') };
  return { kind: 'root', ts: message.thread_ts ?? message.ts };
}
