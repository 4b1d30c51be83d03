import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Environment } from './environment.ts';

/**
 * Tells Sentry about errors, and how many requests there were; never waits and never fails its
 * caller.
 */
export type Reporter = {
  /** One request was answered. A build without errors is heard of by these alone. */
  session(how: 'exited' | 'errored'): void;
  report(
    error: unknown,
    about: { readonly handled: boolean; readonly user: string; readonly transaction: string },
  ): void;
};

type Frame = {
  readonly function: string;
  readonly filename: string;
  readonly abs_path: string;
  readonly lineno: number;
  readonly colno: number;
  readonly in_app: boolean;
};

/** The top of the repository this server was built from: Sentry gets paths as they stand in it. */
const root = fileURLToPath(new URL('..', import.meta.url));

/** Sends each error as one envelope to the address in the DSN. */
export function newReporter(environment: Environment): Reporter {
  const { dsn } = environment;
  const address = dsn === '' ? null : envelopeAddress(dsn);
  const sessions = newSessions(environment, address);
  return {
    session: (how) => sessions.count(how),
    report(error, about) {
      if (address === null) return;
      const event = eventOf(
        environment,
        error instanceof Error ? error : new Error(String(error)),
        about,
      );
      const header = { event_id: event.event_id, dsn, sent_at: new Date().toISOString() };
      const body =
        `${JSON.stringify(header)}\n${JSON.stringify({ type: 'event' })}\n` +
        `${JSON.stringify(event)}\n`;
      void post(address, body);
    },
  };
}

/** How often sessions are sent; an SDK takes a minute, which is long beside a soak of 40 s. */
const sessionsEveryMs = 1_000;

/** Counts requests and sends the counts now and then, as an SDK on a server does. */
function newSessions({ service, version, stage }: Environment, address: Address | null) {
  const attrs = { release: `${service}@${version}`, environment: stage };
  let waiting = { exited: 0, errored: 0 };
  let timer: NodeJS.Timeout | null = null;
  const send = (to: Address) => {
    timer = null;
    const started = new Date(Math.floor(Date.now() / 60_000) * 60_000).toISOString();
    const payload = JSON.stringify({ aggregates: [{ started, ...waiting }], attrs });
    waiting = { exited: 0, errored: 0 };
    void post(
      to,
      `${JSON.stringify({ sent_at: new Date().toISOString() })}\n` +
        `${JSON.stringify({ type: 'sessions' })}\n${payload}\n`,
    );
  };
  return {
    count(how: 'exited' | 'errored'): void {
      if (address === null) return;
      waiting[how] += 1;
      timer ??= setTimeout(() => send(address), sessionsEveryMs).unref();
    },
  };
}

async function post({ url, key }: Address, body: string): Promise<void> {
  const auth = ['sentry_version=7', 'sentry_client=board/1.0', `sentry_key=${key}`];
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-sentry-envelope',
        'x-sentry-auth': `Sentry ${auth.join(', ')}`,
      },
      body,
      signal: AbortSignal.timeout(5_000),
    });
    await response.arrayBuffer();
  } catch {
    // A lost report is not worth a second one.
  }
}

type Address = { readonly url: string; readonly key: string };

function envelopeAddress(dsn: string): Address {
  const { protocol, host, pathname, username } = new URL(dsn);
  return { url: `${protocol}//${host}/api/${pathname.slice(1)}/envelope/`, key: username };
}

function eventOf(
  { service, version, server, stage }: Environment,
  error: Error,
  about: { handled: boolean; user: string; transaction: string },
) {
  const frames = framesOf(error);
  return {
    event_id: randomUUID().replaceAll('-', ''),
    timestamp: Date.now() / 1000,
    platform: 'node',
    level: 'error',
    release: `${service}@${version}`,
    environment: stage,
    server_name: server,
    transaction: about.transaction,
    user: { id: about.user },
    fingerprint: [error.name, frames.at(-1)?.filename ?? ''],
    exception: {
      values: [
        {
          type: error.name,
          value: error.message,
          mechanism: { type: 'generic', handled: about.handled },
          stacktrace: { frames },
        },
      ],
    },
  };
}

/** Sentry wants the frames oldest first. */
function framesOf(error: Error): Frame[] {
  const lines = (error.stack ?? '').split('\n').slice(1);
  const frames = lines.flatMap((line): Frame[] => {
    const found = /^at (?:async )?(?:(.+) \()?(\S+?):(\d+):(\d+)\)?$/.exec(line.trim());
    if (found === null) return [];
    const [, name = '?', address = '', row = '0', column = '0'] = found;
    const path = address.startsWith('file:') ? fileURLToPath(address) : address;
    const own = path.startsWith(root) && !path.includes('node_modules');
    return [
      {
        function: name,
        filename: own ? path.slice(root.length) : path,
        abs_path: path,
        lineno: Number(row),
        colno: Number(column),
        in_app: own,
      },
    ];
  });
  return frames.toReversed();
}
