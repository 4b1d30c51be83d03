import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sentry, startSentry } from '../../../playground/sentry/start.ts';
import type { SentryErrorsOptions } from '../../../src/adapters/sentry/blank-reading.ts';
import { sentryErrors } from '../../../src/adapters/sentry/errors.ts';
import type { WatchQuestion } from '../../../src/ports/meter.ts';
import { judge } from '../../../src/release/health/judge.ts';
import { missingText } from '../../../src/texts/en/missing.ts';
import { boardInSentry } from '../../support/board-in-sentry.ts';
import { sendError, sendSessions, thrown } from '../../support/sentry-events.ts';

let sentry: Sentry;
beforeEach(async () => {
  sentry = await startSentry({ port: 0, tokens: ['t'], environments: ['production', 'canary'] });
});
afterEach(() => sentry.close());

const dsn = () => sentry.dsns['board'] ?? '';
const sessions = (release: string, more = {}) => sendSessions(dsn(), release, more);
const noise = (release: string, agoMs = 0) => {
  const timestamp = (Date.now() - agoMs) / 1_000;
  return sendError(dsn(), { release, timestamp, ...thrown('Noise', 'x') });
};
const minute = 60_000;
const hour = 60 * minute;

/** A look 4 h into a soak of 100 users beside 900. */
async function look(
  changed: Partial<SentryErrorsOptions> = {},
  more: Partial<WatchQuestion> = {},
): Promise<{ readonly says: string; readonly why: string }> {
  const until = Date.now() + 50;
  const readings = await sentryErrors({
    ...boardInSentry,
    url: sentry.url,
    token: 't',
    ...changed,
  }).read({
    service: 'board',
    version: '1.42.9',
    oldVersion: '1.41.0',
    since: until - 4 * hour,
    until,
    users: 100,
    oldUsers: 900,
    exposure: { since: until - 10 * minute, users: 100, oldUsers: 900 },
    known: [],
    ...more,
  });
  const missing = readings.flatMap((one) => (one.missing ? [missingText(one.missing)] : []));
  return { says: judge(readings).kind, why: missing.join(' | ') };
}

describe('a build that Sentry never heard', () => {
  it('is not healthy: its servers report under another name, which is said', async () => {
    await sessions('board@1.41.0');
    await noise('board-server@1.42.9');
    expect(await look()).toEqual({
      says: 'undecided',
      why: Array(2)
        .fill(
          'Sentry has not heard of board@1.42.9 in production. It hears board-server@1.42.9: if ' +
            'that is the name, write it into watch.sentry.release',
        )
        .join(' | '),
    });
  });

  it('is judged once it is asked about by its own name', async () => {
    const named = { release: 'board-server@{version}' };
    await sessions('board-server@1.41.0');
    await sessions('board-server@1.42.9');
    expect((await look(named)).says).toBe('healthy');
    await sendError(dsn(), { release: 'board-server@1.42.9', ...thrown('Boom', 'x') });
    expect((await look(named)).says).toBe('unhealthy');
  });

  it.each([
    ['nothing was heard of any build', [], {}],
    ['only the old servers send sessions', ['board@1.41.0'], {}],
    ['both were heard in another environment', [], { environment: 'canary' }],
    ['both were heard as another service', ['shop@1.41.0', 'shop@1.42.9'], {}],
  ])('is not healthy where %s', async (_, heard, changed) => {
    for (const release of heard) await sessions(release);
    if ('environment' in changed)
      for (const release of ['board@1.41.0', 'board@1.42.9']) await sessions(release);
    const { says, why } = await look(changed);
    expect(says).toBe('undecided');
    expect(why).toContain('Sentry has not heard of board@1.42.9');
  });

  it('is healthy by sessions, by a warning, and by what its soak sent days ago', async () => {
    await sessions('board@1.41.0');
    await sendError(dsn(), { release: 'board@1.42.9', level: 'warning', message: 'slow' });
    expect((await look()).says).toBe('healthy');
    const soaked = { version: '1.42.8' };
    await noise('board@1.42.8', 50 * hour);
    expect((await look({}, soaked)).says).toBe('healthy');
  });
});

describe('a build of which one event came days ago', () => {
  beforeEach(() => noise('board@1.42.9', 50 * hour));

  it('is not heard while the old one sends sessions that were due from it, too', async () => {
    await sessions('board@1.41.0', { count: 2_000 });
    const { says, why } = await look();
    expect(says).toBe('undecided');
    expect(why).toContain(
      'Sentry hears no session and no event of board@1.42.9 in production now, while the other ' +
        'build sends its sessions',
    );
  });

  it('is heard by one session, by one event, and where too few were due to tell', async () => {
    await sessions('board@1.41.0', { count: 5 });
    expect((await look()).says).toBe('healthy');
    await sessions('board@1.41.0', { count: 2_000 });
    await sessions('board@1.42.9', { count: 1 });
    expect((await look()).says).toBe('healthy');
    await sessions('board@1.42.7', { count: 1 });
    await sendError(dsn(), { release: 'board@1.42.8', level: 'warning', message: 'slow' });
    expect((await look({}, { version: '1.42.8' })).says).toBe('healthy');
  });

  it('is compared with no old one that is silent itself, and heard by another name', async () => {
    await noise('board@1.41.0', 50 * hour);
    await sessions('board@1.42.9', { count: 2_000 });
    for (let n = 0; n < 30; n += 1) await noise('board-server@1.41.0', minute);
    for (let n = 0; n < 30; n += 1) await noise('board@1.42.9');
    const { says, why } = await look({ newErrors: 1 });
    expect(says).toBe('undecided');
    expect(why).toContain('board@1.41.0 (the old servers) in production now');
  });
});

describe('a build that has nothing to say yet', () => {
  it('is well while the old one says hardly more, and unheard once something was due', async () => {
    for (let n = 0; n < 5; n += 1) await noise('board@1.41.0', (n + 1) * minute);
    expect((await look()).says).toBe('healthy');
    for (let n = 0; n < 40; n += 1) await noise('board@1.41.0', (n + 1) * minute);
    expect(await look()).toMatchObject({ says: 'undecided' });
  });

  it('is not excused by the old one where its version is heard by another name', async () => {
    await noise('board@1.41.0', minute);
    await noise('board-server@1.42.9');
    expect((await look()).says).toBe('undecided');
  });
});

describe('old servers that Sentry does not hear', () => {
  it('convict no healthy build: what they fail is counted under another name', async () => {
    for (let n = 0; n < 30; n += 1) await noise('board-server@1.41.0', minute);
    for (let n = 0; n < 30; n += 1) await noise('board@1.42.9');
    const { says, why } = await look({ newErrors: 1 });
    expect(says).toBe('undecided');
    expect(why).toContain('Sentry has not heard of board@1.41.0 (the old servers) in production');
    expect(why).toContain('It hears board-server@1.41.0');
  });

  it('are taken for a service without errors where nobody else is heard', async () => {
    await noise('board@1.40.0', 5 * 24 * hour);
    for (let n = 0; n < 30; n += 1) await noise('board@1.42.9');
    expect((await look({ newErrors: 1 })).says).toBe('unhealthy');
  });

  it('do not hide a new error', async () => {
    await noise('board-server@1.41.0', minute);
    await sendError(dsn(), { release: 'board@1.42.9', ...thrown('Boom', 'x') });
    expect((await look()).says).toBe('unhealthy');
  });
});
