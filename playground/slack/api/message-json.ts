import type { Message } from '../entry.ts';
import { keyOf } from '../state-keys.ts';
import type { World } from '../world.ts';

/** A message as the Web API and interaction payloads show it. */
export function messageJson(
  world: World,
  message: Message,
  withMetadata = false,
): Readonly<Record<string, unknown>> {
  const { bot, appId, teamId } = world.workspace;
  const fromBot = message.user === bot.user;
  const replies = repliesOf(world, message.channel, message.ts);
  const last = replies.at(-1);
  return {
    type: 'message',
    ...(message.broadcast === true
      ? { subtype: 'thread_broadcast', root: { ts: message.thread_ts } }
      : {}),
    user: message.user,
    ts: message.ts,
    text: message.text,
    team: teamId,
    ...(fromBot
      ? {
          bot_id: bot.bot_id,
          app_id: appId,
          bot_profile: botProfile(world),
        }
      : {}),
    ...(message.blocks === undefined ? {} : { blocks: message.blocks }),
    ...(message.edited === true ? { edited: { user: message.user, ts: message.ts } } : {}),
    ...(message.thread_ts === undefined ? {} : { thread_ts: message.thread_ts }),
    ...(last === undefined
      ? {}
      : {
          thread_ts: message.ts,
          reply_count: replies.length,
          reply_users: [...new Set(replies.map((reply) => reply.user))],
          latest_reply: last.ts,
        }),
    ...(message.reactions === undefined
      ? {}
      : { reactions: message.reactions.map((one) => ({ ...one, count: one.users.length })) }),
    ...(withMetadata && message.metadata !== undefined ? { metadata: message.metadata } : {}),
  };
}

const installedAt = 1_767_225_600;

/** A bot as Slack shows it beside each of its messages. */
export function botProfile({ workspace, switches }: World) {
  const { bot, appId, teamId } = workspace;
  const icon = `${switches.url}/_page/lamp.svg`;
  return {
    id: bot.bot_id,
    deleted: false,
    name: bot.real_name,
    updated: installedAt,
    app_id: appId,
    user_id: bot.user,
    icons: { image_36: icon, image_48: icon, image_72: icon },
    team_id: teamId,
  };
}

/** The replies of a thread, oldest first. */
export function repliesOf(world: World, channel: string, thread: string): readonly Message[] {
  return [...world.state().messages.values()]
    .filter((message) => message.channel === channel && message.thread_ts === thread)
    .sort((a, b) => (a.ts < b.ts ? -1 : 1));
}

/** One message by room and time stamp. */
export function messageOf(world: World, channel: string, ts: string): Message | undefined {
  return world.state().messages.get(keyOf(channel, ts));
}
