import { setTimeout as sleep } from 'node:timers/promises';
import type { World } from '../world.ts';
import { attempt, deliver } from './deliver.ts';
import type { Taken } from './parcel.ts';

const retryAfterMs = [0, 60_000, 300_000];

/**
 * Sends an event to the app; one that is not taken is sent again as Slack does: at once, after 1
 * min, after 5 min.
 */
export async function sendEvent(
  world: World,
  user: string,
  event: Readonly<Record<string, unknown>> & { readonly type: string },
): Promise<Taken | undefined> {
  const { events } = world.installed;
  if (events !== undefined && !events.includes(event.type)) return undefined;
  const parcel = {
    what: 'event',
    about: event.type,
    user,
    contentType: 'application/json',
    body: JSON.stringify(envelope(world, event)),
  } as const;
  const taken = await deliver(world, parcel);
  if (failed(taken)) void again(world, parcel, taken);
  return taken;
}

async function again(
  world: World,
  parcel: Parameters<typeof attempt>[1],
  first: Taken,
): Promise<void> {
  let taken = first;
  for (const [index, wait] of retryAfterMs.entries()) {
    if (!failed(taken)) return;
    await sleep(wait, undefined, { ref: false });
    if (world.ended()) return;
    taken = await attempt(world, parcel, {
      number: index + 1,
      reason: taken.kind === 'operation_timeout' ? 'http_timeout' : 'http_error',
    });
  }
}

/** What Slack lost in its own outage it never sends again. */
function failed(taken: Taken): boolean {
  if (taken.kind === 'answered')
    return (taken.status < 200 || taken.status > 299) && !taken.noRetry;
  return taken.kind !== 'outage';
}

function envelope(
  world: World,
  event: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { teamId, appId, bot } = world.workspace;
  return {
    token: 'verification-token',
    team_id: teamId,
    context_team_id: teamId,
    api_app_id: appId,
    event,
    type: 'event_callback',
    event_id: world.newId('Ev'),
    event_time: Math.floor(world.now() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: teamId,
        user_id: bot.user,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
    event_context: world.newId('EC'),
  };
}
