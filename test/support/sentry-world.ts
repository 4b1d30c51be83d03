import { startSentry } from '../../playground/sentry/start.ts';
import { sentryErrors } from '../../src/adapters/sentry/errors.ts';
import type { ErrorTrackerWorld, Happening } from '../contracts/error-tracker-laws.ts';
import { sendError, sendSessions, thrownAt } from './sentry-events.ts';
import { troubledWay } from './troubled-way.ts';
import { boardInSentry } from './board-in-sentry.ts';

/** Sentry's stand-in, filled as an SDK fills it. */
export async function sentryWorld(): Promise<ErrorTrackerWorld> {
  const sentry = await startSentry({ port: 0, tokens: ['secret-token'] });
  const way = troubledWay();
  for (const release of ['board@1.41.0', 'board@1.42.0'])
    await sendSessions(sentry.dsns['board'] ?? '', release);
  return {
    ...way,
    tracker: sentryErrors({
      url: sentry.url,
      token: 'secret-token',
      ...boardInSentry,
      fetch: way.fetch,
    }),
    async happen({ times = 1, ...what }) {
      for (let time = 0; time < times; time += 1)
        await sendError(sentry.dsns['board'] ?? '', eventOf(what));
    },
    close: sentry.close,
  };
}

function eventOf({
  version,
  name,
  level = 'error',
  agoMs = 0,
  environment = 'production',
  files = ['server/board/draw.ts'],
  user,
}: Happening) {
  const frames = (files ?? []).toReversed().map((filename) => ({
    filename,
    function: 'draw',
    lineno: 12,
    colno: 8,
    in_app: true,
  }));
  const bare = { exception: { values: [{ type: name, value: 'x' }] } };
  return {
    release: `board@${version}`,
    level,
    environment,
    ...(user === undefined ? {} : { user: { id: user } }),
    timestamp: (Date.now() - agoMs) / 1_000,
    ...(files === null ? bare : thrownAt(name, 'x', frames)),
  };
}
