import { type Logger, SocketModeReceiver } from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';
import { z } from 'zod';
import { shallowJson } from '../../ports/shallow-json.ts';
import { accept, type Door } from './accept.ts';

const helloWithinMs = 15_000;
const pongWithinMs = 5_000;
const pingWithinMs = 30_000;
const waitMostMs = 15_000;
const calmAfterMs = 30_000;

/** What the socket needs: the app's own token, and a way to ask Slack for an address. */
export type SocketOptions = {
  readonly door: Door;
  readonly appToken: string;
  readonly clientOptions: WebClientOptions;
  readonly logger: Logger;
  readonly realNow: () => number;
};

const Envelope = z.object({
  ack: z.custom<(body?: object) => Promise<void>>((value) => typeof value === 'function'),
  body: z.unknown(),
});

/**
 * Socket Mode: Slack brings over a connection Davy opens, so that nothing of Davy's needs to be
 * reachable. Connections end all the time, because Slack refreshes them; a new one is opened at
 * once, and later and later while none comes about. What was not acknowledged on the old one, Slack
 * brings again.
 */
export function keepConnected({ door, appToken, clientOptions, logger, realNow }: SocketOptions): {
  stop(): Promise<void>;
} {
  const ending = new AbortController();
  let drop: () => Promise<void> = async () => undefined;

  async function live(): Promise<void> {
    let failures = 0;
    while (!ending.signal.aborted) {
      const since = realNow();
      const client = newClient({ appToken, clientOptions, logger });
      hearOnlyEnvelopes(client, door.log);
      const over = new Promise<void>((resolve) => client.once('disconnected', () => resolve()));
      drop = async () => {
        await Promise.race([client.disconnect().catch(() => undefined), wait(pongWithinMs)]);
      };
      client.on('slack_event', (event: unknown) => void take(door, event));
      const connected = await Promise.race([
        client.start().then(
          () => true,
          (cause: unknown) => sayWhy(cause),
        ),
        wait(helloWithinMs).then(() => false),
      ]);
      if (connected) {
        door.log.info({}, 'Slack is connected by the socket');
        await over;
      } else await drop();
      failures = connected && realNow() - since > calmAfterMs ? 0 : failures + 1;
      if (!ending.signal.aborted && failures > 1)
        await wait(Math.min(waitMostMs, 125 * 2 ** Math.min(failures, 8)), ending.signal);
    }
  }

  function sayWhy(cause: unknown): false {
    if (!ending.signal.aborted)
      door.log.warn(
        { cause: String(cause) },
        'the socket to Slack did not open; it is tried again',
      );
    return false;
  }

  const living = live();
  return {
    async stop() {
      ending.abort();
      await drop();
      await living;
    },
  };
}

/**
 * The client is made anew each time: its own way to connect again ends the process when Slack is
 * away.
 */
function newClient({
  appToken,
  clientOptions,
  logger,
}: Pick<SocketOptions, 'appToken' | 'clientOptions' | 'logger'>) {
  return new SocketModeReceiver({
    appToken,
    logger,
    autoReconnectEnabled: false,
    clientPingTimeout: pongWithinMs,
    serverPingTimeout: pingWithinMs,
    installerOptions: { clientOptions: { ...clientOptions } },
  }).client;
}

/**
 * What Slack sends over a link. The client names its own doings by the same words as Slack's kinds
 * of frames and events, so a frame or an event of any other name may pose as one of them.
 */
const Frame = z.discriminatedUnion('type', [
  z.object({ type: z.literal(['hello', 'disconnect']) }),
  z.object({ type: z.literal(['slash_commands', 'interactive']), payload: z.looseObject({}) }),
  z.object({
    type: z.literal('events_api'),
    payload: z.looseObject({ event: z.looseObject({ type: z.string() }) }),
  }),
]);
const ofTheClient: readonly string[] = [
  'ws_message',
  'slack_event',
  'outgoing_message',
  'error',
  'close',
  'connecting',
  'connected',
  'reconnecting',
  'disconnecting',
  'disconnected',
  'authenticated',
];

/**
 * The client believes whatever comes over the wire, and what it throws there would end the process:
 * what is no envelope is left out before it reads it.
 */
function hearOnlyEnvelopes(client: ReturnType<typeof newClient>, log: Door['log']): void {
  const pass = client.emit.bind(client);
  client.emit = (name, ...given) => {
    if (name !== 'ws_message' || isEnvelope(given[0])) return pass(name, ...given);
    log.warn({}, 'left out what is no envelope of Slack');
    return false;
  };
}

function isEnvelope(data: unknown): boolean {
  if (typeof data !== 'string') return false;
  try {
    const { data: frame } = Frame.safeParse(shallowJson(data));
    if (!frame) return false;
    return frame.type !== 'events_api' || !ofTheClient.includes(frame.payload.event.type);
  } catch {
    return false;
  }
}

/** Saved first, then acknowledged, then worked on: the same order as by HTTP. */
async function take(door: Door, event: unknown): Promise<void> {
  const envelope = Envelope.safeParse(event).data;
  if (!envelope) return;
  try {
    const accepted = await accept(door, envelope.body);
    if (accepted.kind === 'again') return;
    if (accepted.kind === 'refused')
      door.log.warn({ why: accepted.why }, 'refused a delivery that is not for us');
    await envelope
      .ack(accepted.kind === 'acknowledged' && accepted.body ? accepted.body : undefined)
      .catch((cause: unknown) =>
        door.log.warn(
          { cause: String(cause) },
          'an acknowledgement did not leave; Slack brings the delivery again, and it counts once',
        ),
      );
    if (accepted.kind === 'acknowledged') accepted.begin();
  } catch (cause) {
    door.log.error({ cause: String(cause) }, 'a delivery of Slack could not be read');
  }
}

function wait(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
