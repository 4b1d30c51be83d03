import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sentry, startSentry } from '../../../playground/sentry/start.ts';
import { sendError, thrown } from '../../support/sentry-events.ts';

let sentry: Sentry;
beforeEach(async () => {
  sentry = await startSentry({ port: 0, tokens: ['secret'] });
});
afterEach(() => sentry.close());

const send = (error: Record<string, unknown>, options = {}) =>
  sendError(sentry.dsns['board']!, error, options);
const api = async (path: string, init: RequestInit = {}, on = sentry) => {
  const response = await fetch(`${on.url}/api/0/organizations/acme/${path}`, {
    headers: { authorization: 'Bearer secret' },
    ...init,
  });
  return {
    status: response.status,
    headers: response.headers,
    body: JSON.parse(await response.text()),
  };
};
const search = async (query: string, rest = '') =>
  (await api(`issues/?project=board&query=${encodeURIComponent(query)}${rest}`)).body;
const fault = (body: unknown) =>
  fetch(`${sentry.url}/_control/faults`, { method: 'POST', body: JSON.stringify(body) });

describe('what the local Sentry takes in', () => {
  it.each([
    ['plain with the key in a header', {}],
    ['plain with the key in the address', { auth: 'query' }],
    ['gzipped', { gzip: true }],
  ])('takes an envelope %s', async (_, options) => {
    const response = await send(
      { event_id: '9ec79c33ec9942ab8353589fcb2e04dc', release: 'board@1', ...thrown('Boom', 'x') },
      options,
    );
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ id: '9ec79c33ec9942ab8353589fcb2e04dc' });
    expect(await search('is:unresolved')).toMatchObject([
      { title: 'Boom: x', culprit: 'draw(board)', level: 'error', count: '1' },
    ]);
  });

  it('takes items without a length, ignores what is no event, refuses broken frames', async () => {
    const door = `${sentry.url}/api/1/envelope/?sentry_key=0123456789abcdef0123456789abcdef`;
    const post = async (body: string) => (await fetch(door, { method: 'POST', body })).status;
    expect(await post('{}\n{"type":"event"}\n{"message":"hello"}\n{"type":"session"}\n{}')).toBe(
      200,
    );
    expect(await search('')).toMatchObject([{ title: 'hello', count: '1' }]);
    expect(await post('not json\n')).toBe(400);
    expect(await post('{}\n{"type":"event","length":99}\n{}')).toBe(400);
    expect(await post('{}\n{"type":"event","length":1}\n{}')).toBe(400);
  });

  it('refuses no key, a wrong key and an unknown project', async () => {
    const post = async (path: string) =>
      (await fetch(`${sentry.url}${path}`, { method: 'POST', body: '{}\n' })).status;
    expect(await post('/api/1/envelope/')).toBe(401);
    expect(await post('/api/1/envelope/?sentry_key=abc')).toBe(403);
    expect(await post('/api/7/envelope/?sentry_key=0123456789abcdef0123456789abcdef')).toBe(403);
  });

  it('can accept envelopes and forget them', async () => {
    await fault({ kind: 'drop', times: 1 });
    expect((await send({ message: 'lost' })).status).toBe(200);
    await send({ message: 'kept' });
    expect(await search('')).toMatchObject([{ title: 'kept' }]);
  });
});

describe('issues of the local Sentry', () => {
  it('groups by exception and place, or by the fingerprint the service set', async () => {
    await send(thrown('Boom', 'one'));
    await send(thrown('Boom', 'two'));
    await send(thrown('Boom', 'one', 'erase'));
    await send({ ...thrown('Boom', 'one'), fingerprint: ['mine'] });
    await send({ ...thrown('Crash', 'x'), fingerprint: ['mine'] });
    expect((await search('')).map((issue: { count: string }) => issue.count).sort()).toEqual([
      '1',
      '2',
      '2',
    ]);
  });

  it('finds new issues by the release that saw them first, per environment', async () => {
    await send({ release: 'board@1.0.0', environment: 'staging', ...thrown('Old', 'x') });
    await send({ release: 'board@1.1.0', ...thrown('Old', 'x') });
    await send({ release: 'board@1.1.0', level: 'fatal', ...thrown('New', 'x') });
    expect(await search('firstRelease:"board@1.1.0"')).toMatchObject([
      { title: 'New: x', level: 'fatal' },
    ]);
    expect(await search('firstRelease:"board@1.1.0"', '&environment=production')).toHaveLength(2);
    expect(await search('!firstRelease:"board@1.1.0"')).toMatchObject([{ title: 'Old: x' }]);
  });

  it('brings a resolved issue back as regressed only when a newer release sees it', async () => {
    await send({ release: 'board@1.0.0', ...thrown('Boom', 'x') });
    const [issue] = await search('');
    const put = await api(`issues/?id=${issue.id}`, {
      method: 'PUT',
      headers: { authorization: 'Bearer secret' },
      body: JSON.stringify({ status: 'resolved', statusDetails: { inRelease: 'board@1.0.0' } }),
    });
    expect(put.status).toBe(200);
    await send({ release: 'board@1.0.0', ...thrown('Boom', 'x') });
    expect(await search('is:resolved')).toHaveLength(1);
    await send({ release: 'board@1.1.0', ...thrown('Boom', 'x') });
    expect(await search('release:"board@1.1.0" is:regressed')).toMatchObject([
      { substatus: 'regressed', count: '3', filtered: { count: '1' } },
    ]);
    expect(await search('release:"board@1.2.0" is:regressed')).toEqual([]);
  });

  it('lets an archived issue escalate', async () => {
    await send({ release: 'board@1', ...thrown('Boom', 'x') });
    const [issue] = await search('');
    await api(`issues/${issue.id}/`, {
      method: 'PUT',
      headers: { authorization: 'Bearer secret' },
      body: JSON.stringify({ status: 'ignored', substatus: 'archived_until_escalating' }),
    });
    for (let n = 0; n < 9; n += 1) await send({ release: 'board@2', ...thrown('Boom', 'x') });
    expect(await search('is:escalating')).toEqual([]);
    await send({ release: 'board@2', ...thrown('Boom', 'x') });
    expect(await search('release:board@2 is:escalating')).toMatchObject([
      { status: 'unresolved', substatus: 'escalating' },
    ]);
  });

  it('pages by cursor', async () => {
    for (const name of ['A', 'B', 'C']) await send(thrown(name, 'x'));
    const first = await api('issues/?limit=2');
    expect(first.body).toHaveLength(2);
    const [, next] =
      /<([^>]+)>; rel="next"; results="true"/.exec(first.headers.get('link') ?? '') ?? [];
    const second = await fetch(next!, { headers: { authorization: 'Bearer secret' } });
    expect(await second.json()).toHaveLength(1);
    expect(second.headers.get('link')).toContain('rel="next"; results="false"');
  });

  it.each([
    ['an unknown status', 'issues/?query=is:gone', 400, 'Invalid value for "is" search'],
    ['an unknown level', 'issues/?query=level:loud', 400, 'invalid level value'],
    ['a broken query', 'issues/?query=release:%22a', 400, 'Parse error'],
    ['a boolean', 'issues/?query=is:new+OR+is:regressed', 400, 'not supported'],
    [
      'a start without an end',
      'issues/?start=2026-01-01T00:00:00',
      400,
      'start and end are both required',
    ],
    ['a bad period', 'issues/?statsPeriod=soon', 400, 'Invalid statsPeriod'],
    ['a bad cursor', 'issues/?cursor=abc', 400, 'Invalid cursor'],
    ['a long page', 'issues/?limit=101', 400, 'per_page'],
    ['a foreign project', 'issues/?project=other', 403, 'permission'],
    ['an unknown environment', 'issues/?environment=moon', 404, 'does not exist'],
    ['an unknown issue', 'issues/99/', 404, 'does not exist'],
    ['events of an unknown issue', 'issues/99/events/', 404, 'does not exist'],
    ['no columns', 'events/?query=', 400, 'No columns selected'],
    ['an unknown function', 'events/?field=magic()', 400, 'not a valid function'],
    ['an unknown dataset', 'events/?field=count()&dataset=all', 400, 'dataset must be one of'],
    ['an order by what is not shown', 'events/?field=release&sort=count', 400, 'Cannot sort'],
  ])('refuses %s', async (_, path, status, detail) => {
    const answer = await api(path);
    expect(answer.status).toBe(status);
    expect(answer.body.detail).toContain(detail);
  });

  it('refuses a missing and a wrong token, and another organization', async () => {
    expect((await api('issues/', { headers: {} })).body).toEqual({
      detail: 'Authentication credentials were not provided.',
    });
    expect((await api('issues/', { headers: { authorization: 'Bearer wrong' } })).body).toEqual({
      detail: 'Invalid token',
    });
    expect(
      (
        await fetch(`${sentry.url}/api/0/organizations/other/issues/`, {
          headers: { authorization: 'Bearer secret' },
        })
      ).status,
    ).toBe(404);
  });
});

describe('event counts of the local Sentry', () => {
  it('counts events and users of each release in the same minutes', async () => {
    for (const id of ['u1', 'u2', 'u2'])
      await send({ release: 'board@2', user: { id }, ...thrown('Boom', 'x') });
    await send({ release: 'board@1', user: { id: 'u9' }, ...thrown('Boom', 'x') });
    await send({ release: 'board@1', timestamp: Date.now() / 1000 - 3600, ...thrown('Boom', 'x') });
    const { body } = await api(
      'events/?dataset=errors&field=release&field=count()&field=count_unique(user)&' +
        'sort=-count&statsPeriod=10m&query=' +
        encodeURIComponent('release:["board@1","board@2"]'),
    );
    expect(body.data).toEqual([
      { release: 'board@2', 'count()': 3, 'count_unique(user)': 2 },
      { release: 'board@1', 'count()': 1, 'count_unique(user)': 1 },
    ]);
    expect(body.meta.fields).toEqual({
      release: 'string',
      'count()': 'integer',
      'count_unique(user)': 'integer',
    });
  });

  it('understands AND, OR and parentheses', async () => {
    await send({ release: 'a', level: 'fatal', message: 'm1' });
    await send({ release: 'b', message: 'm2' });
    await send({ release: 'c', message: 'm3' });
    const { body } = await api(
      'events/?field=message&query=' +
        encodeURIComponent('(release:a AND level:fatal) OR release:c'),
    );
    expect(body.data.map((row: { message: string }) => row.message).sort()).toEqual(['m1', 'm3']);
  });
});

describe('faults and memory of the local Sentry', () => {
  it('shows an event only after the ingestion delay, but journals when it came', async () => {
    let now = Date.now();
    const slow = await startSentry({
      port: 0,
      tokens: ['secret'],
      ingestDelayMs: 5000,
      now: () => now,
    });
    await sendError(slow.dsns['board']!, { release: 'board@1', message: 'late' });
    expect((await api('issues/', {}, slow)).body).toEqual([]);
    expect(await (await fetch(`${slow.url}/_control/journal`)).json()).toMatchObject([
      { release: 'board@1', atMs: now, count: 1 },
    ]);
    now += 5000;
    expect((await api('issues/', {}, slow)).body).toMatchObject([{ title: 'late' }]);
    await slow.close();
  });

  it('goes down, refuses, answers garbage and recovers on command', async () => {
    await fault({ kind: 'down', times: 1 });
    await expect(api('issues/')).rejects.toThrow('fetch failed');
    await fault({ kind: 'too-many', times: 1, retryAfterSeconds: 3 });
    const refused = await api('issues/');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('x-sentry-rate-limit-remaining')).toBe('0');
    await fault({ kind: 'garbage', times: 1 });
    await expect(api('issues/')).rejects.toThrow('JSON');
    expect((await api('issues/')).body).toEqual([]);
  });

  it('goes on where it stopped after a restart', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'sentry-'));
    const first = await startSentry({ port: 0, tokens: ['secret'], dataDir });
    await sendError(first.dsns['board']!, {
      release: 'board@1',
      user: { id: 'u1' },
      message: 'kept',
    });
    await first.close();
    const second = await startSentry({ port: 0, tokens: ['secret'], dataDir });
    const { body } = await api('issues/', {}, second);
    await second.close();
    await rm(dataDir, { recursive: true });
    expect(body).toMatchObject([{ title: 'kept', count: '1', userCount: 1 }]);
  });
});
