import { z } from 'zod';
import { messageOf } from '../api/message-json.ts';
import { roomOf } from '../room.ts';
import type { World } from '../world.ts';
import { edit as record } from '../write.ts';
import { sendEvent } from './event.ts';
import { done, type Outcome, refused } from './said.ts';
import { encode } from './typed.ts';

const asked = z.strictObject({ channel: z.string(), ts: z.string(), text: z.string().min(1) });

/**
 * A person writes something else into a message of their own. Slack brings a mention in it to the
 * app once more, as often as it is edited, and marks it.
 */
export async function edit(world: World, user: string, body: unknown): Promise<Outcome> {
  const parsed = asked.safeParse(body);
  if (!parsed.success)
    return refused(`Editing needs a channel, a ts and a text: ${z.prettifyError(parsed.error)}`);
  const { channel, ts, text } = parsed.data;
  const message = messageOf(world, channel, ts);
  if (message === undefined) return refused('That message is gone.');
  if (message.user !== user) return refused('You can edit only what you wrote yourself.');
  if (world.faults.outage() !== undefined)
    return refused('Slack is not reachable. Nothing was changed.');
  const said = encode(world, text);
  record(world, message, { text: said });
  const { bot, teamId } = world.workspace;
  const hears = roomOf(world, channel)?.members.includes(bot.user) === true;
  if (!hears || !said.includes(`<@${bot.user}>`)) return done();
  const editedAt = world.nextTs();
  const event = {
    type: 'app_mention',
    user,
    text: said,
    ts,
    team: teamId,
    channel,
    event_ts: editedAt,
    edited: { user, ts: editedAt },
    ...(message.thread_ts === undefined ? {} : { thread_ts: message.thread_ts }),
  };
  return done({ delivered: await sendEvent(world, user, event) });
}
