import { messageJson } from '../api/message-json.ts';
import { viewJson } from '../api/views.ts';
import { personOf, roomOf } from '../room.ts';
import type { World } from '../world.ts';
import type { Holder } from './holder.ts';

/** State values of a form: by block, then by action. */
export type Values = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** What every interaction payload says: who, where, for which app. */
export function commonPayload(world: World, user: string): Readonly<Record<string, unknown>> {
  const { teamId, domain, appId } = world.workspace;
  const name = personOf(world, user)?.name ?? user;
  return {
    user: { id: user, username: name, name, team_id: teamId },
    api_app_id: appId,
    token: 'verification-token',
    team: { id: teamId, domain },
    enterprise: null,
    is_enterprise_install: false,
  };
}

/** The payload of a press, with what the person was looking at. */
export function actionPayload(
  world: World,
  user: string,
  holder: Holder,
  action: Readonly<Record<string, unknown>>,
  values: Values,
): Readonly<Record<string, unknown>> {
  const view = holder.kind === 'view' ? holder.view : undefined;
  return {
    type: 'block_actions',
    ...commonPayload(world, user),
    trigger_id: world.tickets.trigger(user, view?.id),
    ...standing(world, user, holder, values),
    actions: [{ ...action, action_ts: world.nextTs() }],
  };
}

function standing(
  world: World,
  user: string,
  holder: Holder,
  values: Values,
): Readonly<Record<string, unknown>> {
  if (holder.kind === 'view') {
    const { view } = holder;
    return { container: { type: 'view', view_id: view.id }, view: viewJson(world, view, values) };
  }
  const held = holder.kind === 'message' ? holder.message : holder.whisper;
  const room = roomOf(world, held.channel);
  const isWhisper = holder.kind === 'whisper';
  const thread = held.thread_ts === undefined ? {} : { thread: held.thread_ts };
  const reply = world.tickets.reply({
    channel: held.channel,
    user,
    ts: held.ts,
    whisper: isWhisper,
    ...thread,
  });
  return {
    container: {
      type: 'message',
      message_ts: held.ts,
      channel_id: held.channel,
      is_ephemeral: isWhisper,
      ...(held.thread_ts === undefined ? {} : { thread_ts: held.thread_ts }),
    },
    channel: { id: held.channel, name: room?.kind === 'im' ? 'directmessage' : (room?.name ?? '') },
    ...(holder.kind === 'message' ? { message: messageJson(world, holder.message) } : {}),
    state: { values },
    response_url: `${world.switches.url}/response/${reply}`,
  };
}
