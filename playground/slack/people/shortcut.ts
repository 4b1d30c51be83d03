import { z } from 'zod';
import { messageJson, messageOf } from '../api/message-json.ts';
import { roomOf } from '../room.ts';
import type { World } from '../world.ts';
import { whisper } from '../write.ts';
import { failureOf } from './command.ts';
import { deliver } from './deliver.ts';
import { commonPayload } from './payload.ts';
import { done, type Outcome, refused } from './said.ts';

const asked = z.strictObject({
  callback_id: z.string(),
  channel: z.string().optional(),
  ts: z.string().optional(),
});

/** A person picks what the app offers: beside the box, or in the menu of one message. */
export async function shortcut(world: World, user: string, body: unknown): Promise<Outcome> {
  const parsed = asked.safeParse(body);
  if (!parsed.success)
    return refused('A shortcut needs its callback_id, and a message if it belongs to one.');
  const { callback_id, channel, ts } = parsed.data;
  const kind = ts === undefined ? 'global' : 'message';
  const known = world.installed.shortcuts.find(
    (one) => one.callback_id === callback_id && one.type === kind,
  );
  if (known === undefined) return refused(`The app has no such ${kind} shortcut.`);
  if (world.faults.outage() !== undefined)
    return refused('Slack is not reachable. Nothing was sent.');
  const about =
    kind === 'global'
      ? { kind: 'anywhere' as const }
      : aboutMessage(world, user, channel ?? '', ts ?? '');
  if (about === undefined) return refused('There is no such message for you to act on.');
  const payload = {
    type: kind === 'global' ? 'shortcut' : 'message_action',
    ...commonPayload(world, user),
    action_ts: world.nextTs(),
    trigger_id: world.tickets.trigger(user),
    callback_id,
    ...(about.kind === 'anywhere' ? {} : about.payload),
  };
  const taken = await deliver(world, {
    what: 'shortcut',
    about: callback_id,
    user,
    contentType: 'application/x-www-form-urlencoded',
    body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString(),
  });
  const failure = failureOf(taken);
  if (failure === undefined) return done();
  if (channel !== undefined)
    whisper(
      world,
      { channel, to: user, user: 'USLACKBOT' },
      { text: `${known.name} failed with the error "${failure}"` },
    );
  return refused(`${known.name} failed with the error "${failure}"`);
}

function aboutMessage(world: World, user: string, channel: string, ts: string) {
  const room = roomOf(world, channel);
  const message = room?.members.includes(user) === true ? messageOf(world, channel, ts) : undefined;
  if (room === undefined || message === undefined) return undefined;
  const reply = world.tickets.reply({
    channel,
    user,
    ts,
    ...(message.thread_ts === undefined ? {} : { thread: message.thread_ts }),
  });
  return {
    kind: 'message' as const,
    payload: {
      message_ts: ts,
      channel: { id: channel, name: room.kind === 'im' ? 'directmessage' : room.name },
      message: messageJson(world, message),
      response_url: `${world.switches.url}/response/${reply}`,
    },
  };
}
