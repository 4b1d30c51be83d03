import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { sendByLink } from '../socket/send.ts';
import type { World } from '../world.ts';
import type { Parcel, Taken } from './parcel.ts';

const patienceMs = 3_000;

/** Sends one signed request to the app and waits as long as Slack would. */
export async function deliver(world: World, parcel: Parcel): Promise<Taken> {
  const taken = await attempt(world, parcel, undefined);
  const again = taken.kind === 'outage' ? undefined : world.faults.take('duplicate');
  if (again?.kind !== 'duplicate') return taken;
  const repeating = repeat(world, parcel, again.afterMs);
  if (again.afterMs === 0) await repeating;
  return taken;
}

/** What was lost on its way back comes once more, word for word. */
async function repeat(world: World, parcel: Parcel, afterMs: number): Promise<void> {
  if (afterMs > 0) await sleep(afterMs, undefined, { ref: false });
  if (!world.ended()) await attempt(world, parcel, { number: 1, reason: 'http_timeout' });
}

/** One try; a repeated one says so in its headers. */
export async function attempt(
  world: World,
  parcel: Parcel,
  retry: { number: number; reason: string } | undefined,
): Promise<Taken> {
  const started = performance.now();
  const taken =
    world.faults.outage() === undefined
      ? await send(world, parcel, retry)
      : ({ kind: 'outage' } as const);
  world.record({
    kind: 'delivered',
    delivery: {
      id: world.newId('DL'),
      what: parcel.what,
      about: parcel.about,
      user: parcel.user,
      ms: Math.round(performance.now() - started),
      ...(taken.kind === 'answered' ? { status: taken.status } : { fault: taken.kind }),
      ...(retry === undefined ? {} : { retry: retry.number }),
    },
  });
  return taken;
}

async function send(
  world: World,
  parcel: Parcel,
  retry: { number: number; reason: string } | undefined,
): Promise<Taken> {
  await sleep(world.faults.slowMs('deliver'));
  if (world.switches.socket) return sendByLink(world, parcel, retry);
  const stamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', world.options.signingSecret)
    .update(`v0:${stamp}:${parcel.body}`)
    .digest('hex');
  try {
    const response = await fetch(world.switches.requestUrl, {
      method: 'POST',
      body: parcel.body,
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
      headers: {
        'content-type': parcel.contentType,
        'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
        'x-slack-request-timestamp': stamp,
        'x-slack-signature': `v0=${signature}`,
        ...(retry === undefined
          ? {}
          : { 'x-slack-retry-num': String(retry.number), 'x-slack-retry-reason': retry.reason }),
      },
    });
    return {
      kind: 'answered',
      status: response.status,
      body: await response.text(),
      noRetry: response.headers.get('x-slack-no-retry') === '1',
    };
  } catch (error) {
    return {
      kind:
        error instanceof Error && error.name === 'TimeoutError'
          ? 'operation_timeout'
          : 'dispatch_failed',
    };
  }
}
