import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sentry, startSentry } from '../../../playground/sentry/start.ts';
import { sentryErrors } from '../../../src/adapters/sentry/errors.ts';
import type { SentryErrorsOptions } from '../../../src/adapters/sentry/blank-reading.ts';
import { UpstreamError } from '../../../src/ports/errors.ts';
import type { WatchQuestion } from '../../../src/ports/meter.ts';
import { judge } from '../../../src/release/health/judge.ts';
import { sendError, sendSessions, thrown } from '../../support/sentry-events.ts';
import { worded } from '../../../src/release/state/worded.ts';
import { boardInSentry } from '../../support/board-in-sentry.ts';

let sentry: Sentry;
let options: SentryErrorsOptions;
beforeEach(async () => {
  sentry = await startSentry({ port: 0, tokens: ['secret-token'] });
  options = {
    url: sentry.url,
    token: 'secret-token',
    ...boardInSentry,
  };
  for (const release of ['board@1.41.0', 'board@1.42.0'])
    await sendSessions(sentry.dsns['board']!, release);
});
afterEach(() => sentry.close());

const send = (release: string, error: Record<string, unknown>) =>
  sendError(sentry.dsns['board']!, { release, ...error });
const question = (more: Partial<WatchQuestion> = {}): WatchQuestion => {
  const { users = 100, oldUsers = 900 } = more;
  const since = Date.now() - 300_000;
  return {
    service: 'board',
    version: '1.42.0',
    oldVersion: '1.41.0',
    since,
    until: Date.now() + 50,
    users,
    oldUsers,
    exposure: { since, users: users ?? 0, oldUsers: oldUsers ?? 0 },
    known: [],
    ...more,
  };
};
const read = async (
  more: Partial<WatchQuestion> = {},
  changed: Partial<SentryErrorsOptions> = {},
) => {
  const [groups, rate] = await sentryErrors({ ...options, ...changed }).read(question(more));
  if (groups === undefined || rate === undefined) throw new Error('two readings are expected');
  return { groups, rate, verdict: judge([groups, rate]) };
};
const fault = (body: unknown) =>
  fetch(`${sentry.url}/_control/faults`, { method: 'POST', body: JSON.stringify(body) });
const before = (ms: number) => ({ timestamp: (Date.now() - ms) / 1000 });
const change = (id: string, body: unknown) =>
  fetch(`${sentry.url}/api/0/organizations/acme/issues/${id}/`, {
    method: 'PUT',
    headers: { authorization: 'Bearer secret-token' },
    body: JSON.stringify(body),
  });

describe('Sentry', () => {
  it('finds nothing wrong where nothing is wrong', async () => {
    const { groups, rate, verdict } = await read();
    expect(groups).toMatchObject({
      value: 0,
      missing: null,
      issues: [],
      sample: 100,
      source: 'sentry',
    });
    expect(rate).toMatchObject({ value: 0, baseline: 0, missing: null });
    expect(verdict.kind).toBe('healthy');
  });

  it('tells a new error of the release with its words, users and link', async () => {
    for (const id of ['u1', 'u2'])
      await send('board@1.42.0', { user: { id }, ...thrown('Boom', 'ink is gone') });
    const { groups, verdict } = await read();
    expect(groups).toMatchObject({
      value: 1,
      issues: [
        {
          what: 'new',
          title: 'Boom: ink is gone',
          culprit: 'draw(board)',
          level: 'error',
          count: 2,
          users: 2,
        },
      ],
    });
    expect(groups.issues[0]?.link).toMatch(/^http.*\/organizations\/acme\/issues\/1\/$/);
    expect(verdict.kind).toBe('unhealthy');
  });

  it('sees a fatal error, unless fatal ones shall only count', async () => {
    await send('board@1.42.0', { level: 'fatal', ...thrown('Segfault', 'x') });
    expect((await read()).verdict.fatal).toBe(true);
    expect((await read({}, { fatal: 'count' })).verdict).toMatchObject({
      kind: 'unhealthy',
      fatal: false,
    });
  });

  it('blames no release for errors of another release, environment or time', async () => {
    await send('board@1.41.0', thrown('Old', 'x'));
    await send('shop@1.42.0', thrown('Foreign', 'x'));
    await send('board@1.42.0', { environment: 'staging', ...thrown('Staging', 'x') });
    await send('board@1.42.0', { ...before(3_600_000), ...thrown('Early', 'x') });
    await send('board@1.42.01', thrown('Longer', 'x'));
    const { groups, rate } = await read();
    expect(groups).toMatchObject({ value: 0, issues: [] });
    expect(rate.value).toBe(0);
  });

  it('takes warnings for no errors', async () => {
    await send('board@1.42.0', { level: 'warning', ...thrown('Slow', 'x') });
    await send('board@1.42.0', { level: 'info', message: 'hello' });
    expect((await read()).groups.value).toBe(0);
    expect((await read()).rate.value).toBe(0);
  });

  it('finds an error that was solved and came back with the release', async () => {
    await send('board@1.41.0', { ...before(3_600_000), ...thrown('Boom', 'x') });
    await change('1', { status: 'resolved', statusDetails: { inRelease: 'board@1.41.0' } });
    await send('board@1.42.0', thrown('Boom', 'x'));
    expect((await read()).groups).toMatchObject({
      value: 1,
      issues: [{ what: 'regressed', count: 1 }],
    });
  });

  it('finds an archived error that grows with the release', async () => {
    await send('board@1.41.0', { ...before(3_600_000), ...thrown('Boom', 'x') });
    await change('1', { status: 'ignored', substatus: 'archived_until_escalating' });
    for (let n = 0; n < 10; n += 1) await send('board@1.42.0', thrown('Boom', 'x'));
    expect((await read()).groups).toMatchObject({
      value: 1,
      issues: [{ what: 'escalating', count: 10 }],
    });
  });

  it('cannot tell, and convicts nobody, when the old servers meet the error as often', async () => {
    await send('board@1.42.0', thrown('Database is away', 'x'));
    for (let n = 0; n < 9; n += 1) await send('board@1.41.0', thrown('Database is away', 'x'));
    const { groups, verdict } = await read();
    expect(groups).toMatchObject({ value: 1, baseline: 1, issues: [] });
    expect(verdict.kind).toBe('undecided');
  });

  it('lets noise on both sides pass', async () => {
    await send('board@1.41.0', { ...before(3_600_000), ...thrown('Noise', 'x') });
    for (let n = 0; n < 5; n += 1) {
      await send('board@1.41.0', thrown('Noise', 'x'));
      await send('board@1.42.0', thrown('Noise', 'x'));
    }
    const { rate, verdict } = await read({ users: 400, oldUsers: 400 });
    expect(rate.value).toBeCloseTo(rate.baseline ?? 0);
    expect(verdict.kind).toBe('healthy');
  });

  it('tells a known error that became much more frequent per user', async () => {
    await send('board@1.41.0', { ...before(3_600_000), ...thrown('Noise', 'x') });
    for (let n = 0; n < 9; n += 1) await send('board@1.41.0', thrown('Noise', 'x'));
    for (let n = 0; n < 30; n += 1) await send('board@1.42.0', thrown('Noise', 'x'));
    const { rate, verdict } = await read();
    expect(rate.value).toBeCloseTo(60, 0);
    expect(rate.baseline).toBeCloseTo(2, 0);
    expect(verdict.kind).toBe('unhealthy');
  });

  it('does not let one event of one unlucky user among few convict', async () => {
    await send('board@1.41.0', { ...before(3_600_000), ...thrown('Noise', 'x') });
    await send('board@1.42.0', thrown('Noise', 'x'));
    expect((await read({ users: 10 })).verdict.kind).toBe('healthy');
  });

  it.each([
    [null, 'the number of users is not known'],
    [0, 'no users yet who could meet an error'],
  ])('has no value with %s users, and says so', async (users, why) => {
    const { groups, rate, verdict } = await read({ users });
    expect(groups).toMatchObject({
      value: null,
      missing: worded('no users yet who could meet an error'),
    });
    expect(rate).toMatchObject({ value: null, missing: worded(why) });
    expect(verdict.kind).toBe('undecided');
  });

  it('judges by the floor when no old version or no old user is left', async () => {
    for (let n = 0; n < 30; n += 1) await send('board@1.42.0', thrown('Noise', 'x'));
    for (const more of [{ oldVersion: null, oldUsers: null }, { oldUsers: 0 }]) {
      expect((await read(more)).rate.limit).toEqual({ kind: 'max', value: 5 });
      expect((await read(more, { newErrors: 5 })).verdict.kind).toBe('unhealthy');
    }
    expect((await read({ oldUsers: null })).rate.missing).toEqual(
      worded('the number of users on the old servers is not known'),
    );
  });

  it('counts per user of the same minutes, however many users there are now', async () => {
    await send('board@1.41.0', { ...before(3_600_000), ...thrown('Noise', 'x') });
    for (let n = 0; n < 20; n += 1) await send('board@1.41.0', thrown('Noise', 'x'));
    for (let n = 0; n < 20; n += 1) await send('board@1.42.0', thrown('Noise', 'x'));
    const { rate, verdict } = await read({
      users: 900,
      oldUsers: 100,
      exposure: { since: Date.now() - 300_000, users: 500, oldUsers: 500 },
    });
    expect(rate.value).toBeCloseTo(rate.baseline ?? 0);
    expect(verdict.kind).toBe('healthy');
  });

  it('convicts nobody of an error of both sides while nobody counts their users', async () => {
    for (let n = 0; n < 20; n += 1) await send('board@1.42.0', thrown('Noise', 'x'));
    await send('board@1.41.0', thrown('Noise', 'x'));
    const { groups, rate, verdict } = await read({ exposure: null });
    expect([groups.missing, rate.missing]).toEqual([
      worded('both sides have these errors, and nobody counted their users just now'),
      worded('no users yet who could meet an error'),
    ]);
    expect(verdict.kind).toBe('undecided');
    await send('board@1.42.0', thrown('Boom', 'ink is gone'));
    expect((await read({ exposure: null })).verdict.kind).toBe('unhealthy');
  });

  it('reads every page of issues', async () => {
    for (let n = 0; n < 105; n += 1) await send('board@1.42.0', { message: `error ${n}` });
    expect((await read()).groups.value).toBe(105);
  });

  it.each([
    [{ token: 'wrong' }, 'Sentry refuses our token'],
    [{ project: 'other' }, 'our token may not read project other of acme'],
    [{ environment: 'moon' }, 'Sentry knows no organization acme, or no environment moon in it'],
    [
      { organization: 'nobody' },
      'Sentry knows no organization nobody, or no environment production in it',
    ],
  ])('says what is set wrong: %j', async (wrong, why) => {
    const { groups, rate, verdict } = await read({}, wrong);
    expect([groups.missing, rate.missing]).toEqual([worded(why), worded(why)]);
    expect(verdict.kind).toBe('undecided');
  });

  it('asks nothing about a version that could change the question', async () => {
    const { groups, rate } = await read({ version: '1" OR release:*' });
    expect([groups.missing, rate.missing]).toEqual(
      Array(2).fill(worded('the version has signs in it that no query may hold')),
    );
  });

  it.each([
    { kind: 'down' },
    { kind: 'too-many' },
    { kind: 'status', status: 502 },
    { kind: 'garbage' },
    { kind: 'slow', ms: 10_000 },
  ])('fails from outside, without its token in the error, when Sentry is %j', async (body) => {
    await fault({ ...body, times: 20 });
    const error: unknown = await read().then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(UpstreamError);
    expect(error).toMatchObject({ system: 'Sentry' });
    expect(
      JSON.stringify(error, Object.getOwnPropertyNames(error)) +
        String((error as UpstreamError).cause),
    ).not.toContain('secret-token');
  });
});
