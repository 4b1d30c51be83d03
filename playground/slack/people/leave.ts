import { z } from 'zod';
import { stackOf, viewJson } from '../api/views.ts';
import { dmWith } from '../room.ts';
import type { World } from '../world.ts';
import { deliver } from './deliver.ts';
import { sendEvent } from './event.ts';
import { commonPayload } from './payload.ts';
import { done, type Outcome, refused } from './said.ts';

const closed = z.strictObject({ view_id: z.string(), all: z.boolean().optional() });
const read = z.strictObject({
  channel: z.string(),
  ts: z.string(),
  thread_ts: z.string().optional(),
});
const dismissed = z.strictObject({ channel: z.string(), ts: z.string() });

/** A person closes a form without sending it; the app hears of it only if it asked to. */
export async function closeView(world: World, user: string, body: unknown): Promise<Outcome> {
  const parsed = closed.safeParse(body);
  if (!parsed.success) return refused('Closing a form needs its view_id.');
  const stack = stackOf(world, user);
  const view = stack.find((one) => one.id === parsed.data.view_id);
  if (view === undefined) return refused('You have no such form open.');
  const all =
    parsed.data.all === true || (view.body.type === 'modal' && view.body.clear_on_close === true);
  world.record({ kind: 'view-closed', user, ids: all ? stack.map((one) => one.id) : [view.id] });
  if (view.body.type === 'home' || view.body.notify_on_close !== true) return done();
  const payload = {
    type: 'view_closed',
    ...commonPayload(world, user),
    view: viewJson(world, view),
    is_cleared: all,
  };
  await deliver(world, {
    what: 'view_closed',
    about: view.body.callback_id ?? view.id,
    user,
    contentType: 'application/x-www-form-urlencoded',
    body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString(),
  });
  return done();
}

/** A person opens the app's Home tab. */
export async function openHome(world: World, user: string): Promise<Outcome> {
  if (world.faults.outage() !== undefined) return refused('Slack is not reachable.');
  const room = dmWith(world, user);
  const home = world.state().homes.get(user);
  const event = {
    type: 'app_home_opened',
    user,
    channel: room.id,
    tab: 'home',
    event_ts: world.nextTs(),
    ...(home === undefined ? {} : { view: viewJson(world, home) }),
  };
  return done({ delivered: await sendEvent(world, user, event) });
}

/** A person has looked at a room or a thread up to a message. */
export function markRead(world: World, user: string, body: unknown): Outcome {
  const parsed = read.safeParse(body);
  if (!parsed.success) return refused('Reading needs a channel and a ts.');
  const { channel, ts, thread_ts } = parsed.data;
  world.record({
    kind: 'read',
    user,
    channel,
    ts,
    ...(thread_ts === undefined ? {} : { thread: thread_ts }),
  });
  return done();
}

/** A person sends away a message only they can see. */
export function dismiss(world: World, user: string, body: unknown): Outcome {
  const parsed = dismissed.safeParse(body);
  if (!parsed.success) return refused('Dismissing needs a channel and a ts.');
  world.record({ kind: 'whisper-deleted', ...parsed.data, to: user });
  return done();
}
