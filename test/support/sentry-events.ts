import { gzipSync } from 'node:zlib';

/** Sends one error the way an SDK does: an envelope with real framing. */
export async function sendError(
  dsn: string,
  error: Readonly<Record<string, unknown>>,
  options: { gzip?: boolean; auth?: 'header' | 'query' } = {},
): Promise<Response> {
  const { origin, username, pathname } = new URL(dsn);
  const payload = JSON.stringify({
    platform: 'node',
    environment: 'production',
    timestamp: Date.now() / 1000,
    ...error,
  });
  const body =
    `${JSON.stringify({ sent_at: new Date().toISOString() })}\n` +
    `${JSON.stringify({ type: 'event', length: Buffer.byteLength(payload) })}\n${payload}\n`;
  const query = options.auth === 'query' ? `?sentry_key=${username}&sentry_version=7` : '';
  const auth =
    options.auth === 'query'
      ? {}
      : {
          'x-sentry-auth': `Sentry sentry_version=7, sentry_client=test/1, sentry_key=${username}`,
        };
  const encoding = options.gzip === true ? { 'content-encoding': 'gzip' } : {};
  return fetch(`${origin}/api${pathname}/envelope/${query}`, {
    method: 'POST',
    headers: { ...auth, ...encoding },
    body: options.gzip === true ? gzipSync(body) : body,
  });
}

/** Sends what an SDK on a server sends of requests that went well: sessions, counted. */
export async function sendSessions(
  dsn: string,
  release: string,
  { count = 5, environment = 'production' } = {},
): Promise<Response> {
  const { origin, username, pathname } = new URL(dsn);
  const aggregates = [{ started: new Date().toISOString(), exited: count }];
  const body =
    `${JSON.stringify({ sent_at: new Date().toISOString() })}\n` +
    `${JSON.stringify({ type: 'sessions' })}\n` +
    `${JSON.stringify({ aggregates, attrs: { release, environment } })}\n`;
  const auth = `Sentry sentry_version=7, sentry_client=test/1, sentry_key=${username}`;
  return fetch(`${origin}/api${pathname}/envelope/`, {
    method: 'POST',
    headers: { 'x-sentry-auth': auth },
    body,
  });
}

/** The part of an event that says which exception it is. */
export function thrown(type: string, value: string, where = 'draw'): { exception: object } {
  return {
    exception: {
      values: [
        {
          type,
          value,
          stacktrace: { frames: [{ function: where, module: 'board', in_app: true }] },
        },
      ],
    },
  };
}

/** The same with a whole stack, oldest frame first. */
export function thrownAt(
  type: string,
  value: string,
  frames: readonly object[],
): { exception: object } {
  return { exception: { values: [{ type, value, stacktrace: { frames } }] } };
}
