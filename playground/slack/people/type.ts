import { z } from 'zod';
import { roomOf } from '../room.ts';
import type { Room } from '../rooms.ts';
import { messageOf } from '../api/message-json.ts';
import type { World } from '../world.ts';
import { post, whisper } from '../write.ts';
import { runCommand } from './command.ts';
import { sendEvent } from './event.ts';
import { done, type Outcome, refused } from './said.ts';
import { encode } from './typed.ts';

const asked = z.strictObject({
  channel: z.string(),
  text: z.string().min(1),
  thread_ts: z.string().optional(),
});

/** A person types into the box of a room or a thread and presses Enter. */
export async function type(world: World, user: string, body: unknown): Promise<Outcome> {
  const parsed = asked.safeParse(body);
  if (!parsed.success)
    return refused(`Typing needs a channel and a text: ${z.prettifyError(parsed.error)}`);
  const { text, thread_ts } = parsed.data;
  const room = roomOf(world, parsed.data.channel);
  if (room === undefined || !room.members.includes(user))
    return refused('You are not in that channel, so you cannot write there.');
  if (room.isArchived) return refused('This channel is archived. Nobody can write there.');
  if (world.faults.outage() !== undefined)
    return refused('Slack is not reachable. Nothing was sent.');
  if (!text.startsWith('/')) return say(world, user, room, text, thread_ts);
  if (thread_ts !== undefined) {
    const word = text.split(/\s/)[0] ?? text;
    whisper(
      world,
      { channel: room.id, to: user, user: 'USLACKBOT', thread: thread_ts },
      { text: `\`${word}\` is not supported in threads. Sorry!` },
    );
    return refused(`${word} is not supported in threads. Mention the app instead.`);
  }
  return slash(world, user, room, text);
}

async function slash(world: World, user: string, room: Room, text: string): Promise<Outcome> {
  const [word = '', ...rest] = text.split(/\s+/);
  const words = text.slice(word.length).trim();
  if (word === '/invite' || word === '/remove')
    return move(world, user, room, word, rest.join(' '));
  const command = world.installed.commands.find((one) => one.command === word);
  if (command === undefined && world.installed.events !== undefined) {
    whisper(
      world,
      { channel: room.id, to: user, user: 'USLACKBOT' },
      {
        text:
          `\`${word}\` is not a valid command. In Slack, all messages that start with "/" are ` +
          'interpreted as commands.',
      },
    );
    return refused(`${word} is not a command of this workspace.`);
  }
  return runCommand(world, user, room, word, words, command?.should_escape === true);
}

async function say(
  world: World,
  user: string,
  room: Room,
  text: string,
  thread: string | undefined,
): Promise<Outcome> {
  const root = thread === undefined ? undefined : messageOf(world, room.id, thread);
  if (thread !== undefined && root === undefined) return refused('That thread is gone.');
  const threadTs = root?.thread_ts ?? root?.ts;
  const where = { channel: room.id, user, ...(threadTs === undefined ? {} : { thread: threadTs }) };
  const message = post(world, where, { text: encode(world, text) });
  world.record({
    kind: 'read',
    user,
    channel: room.id,
    ts: message.ts,
    ...(threadTs === undefined ? {} : { thread: threadTs }),
  });
  const { bot, teamId } = world.workspace;
  const mentioned = message.text.includes(`<@${bot.user}>`);
  if (!mentioned || room.kind === 'im') return done({ ts: message.ts });
  if (!room.members.includes(bot.user)) {
    whisper(
      world,
      { channel: room.id, to: user, user: 'USLACKBOT' },
      {
        text:
          `You mentioned <@${bot.user}>, but they're not in this channel. Type \`/invite ` +
          `@${bot.real_name}\` to add them.`,
      },
    );
    return done({ ts: message.ts });
  }
  const event = {
    type: 'app_mention',
    user,
    text: message.text,
    ts: message.ts,
    team: teamId,
    channel: room.id,
    event_ts: message.ts,
    ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
  };
  return done({ ts: message.ts, delivered: await sendEvent(world, user, event) });
}

function move(world: World, user: string, room: Room, word: string, who: string): Outcome {
  const id = /<@(U[A-Z0-9]+)>/.exec(encode(world, who))?.[1];
  if (id === undefined)
    return refused(`Name whom to ${word.slice(1)}: ${word} @${world.workspace.bot.real_name}`);
  const isIn = room.members.includes(id);
  if (isIn !== (word === '/invite'))
    world.record({ kind: word === '/invite' ? 'joined' : 'left', channel: room.id, user: id });
  whisper(
    world,
    { channel: room.id, to: user, user: 'USLACKBOT' },
    {
      text:
        word === '/invite'
          ? `<@${id}> is in this channel now.`
          : `<@${id}> was removed from this channel.`,
    },
  );
  return done();
}
