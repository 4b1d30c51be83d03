import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startPagerDuty } from '../../../playground/pagerduty/start.ts';

const key = 'a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4';
const payload = { summary: 'board is unhealthy', source: 'davy', severity: 'critical' };
const trigger = { event_action: 'trigger', routing_key: key, dedup_key: 'board/1', payload };

let pagerDuty: Awaited<ReturnType<typeof startPagerDuty>>;
beforeEach(async () => {
  pagerDuty = await startPagerDuty({ port: 0, routingKeys: [key] });
});
afterEach(() => pagerDuty.close());

const send = async (event: unknown, url = pagerDuty.url) => {
  const response = await fetch(`${url}/v2/enqueue`, {
    method: 'POST',
    body: typeof event === 'string' ? event : JSON.stringify(event),
  });
  const text = await response.text();
  return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : text };
};
const control = async (path: string, url = pagerDuty.url): Promise<unknown> =>
  (await fetch(`${url}/_control/${path}`)).json();
const fault = (body: unknown) =>
  fetch(`${pagerDuty.url}/_control/faults`, { method: 'POST', body: JSON.stringify(body) });

describe('the local PagerDuty', () => {
  it('accepts a trigger and names its key', async () => {
    expect(await send(trigger)).toEqual({
      status: 202,
      body: { status: 'success', message: 'Event processed', dedup_key: 'board/1' },
    });
  });

  it('makes up a key when none is given', async () => {
    const { status, body } = await send({ ...trigger, dedup_key: undefined });
    expect(status).toBe(202);
    expect(body.dedup_key).toMatch(/^\w{32}$/);
  });

  it('folds repeats into one incident until it is resolved, then opens another', async () => {
    await send(trigger);
    await send(trigger);
    await send({ event_action: 'acknowledge', routing_key: key, dedup_key: 'board/1' });
    expect(await control('incidents')).toMatchObject([{ status: 'acknowledged', triggers: 2 }]);
    await send({ event_action: 'resolve', routing_key: key, dedup_key: 'board/1' });
    await send(trigger);
    expect(await control('incidents')).toMatchObject([
      { status: 'resolved' },
      { status: 'triggered', triggers: 1 },
    ]);
  });

  it('opens nothing for words about an incident that is not open', async () => {
    expect(
      (await send({ event_action: 'resolve', routing_key: key, dedup_key: 'nobody' })).status,
    ).toBe(202);
    expect(await control('incidents')).toEqual([]);
  });

  it.each([
    [
      'a short routing key',
      { ...trigger, routing_key: 'short' },
      "Length of 'routing_key' is incorrect (should be 32 characters)",
    ],
    ['an unknown routing key', { ...trigger, routing_key: 'f'.repeat(32) }, 'Invalid routing key'],
    [
      'an empty summary',
      { ...trigger, payload: { ...payload, summary: '' } },
      "'payload.summary' is missing or blank",
    ],
    [
      'a long summary',
      { ...trigger, payload: { ...payload, summary: 'x'.repeat(1025) } },
      "'payload.summary' is too long (maximum is 1024 characters)",
    ],
    [
      'an unknown severity',
      { ...trigger, payload: { ...payload, severity: 'fatal' } },
      "'payload.severity' must be one of 'critical', 'error', 'warning' or 'info'",
    ],
    [
      'a missing source',
      { ...trigger, payload: { ...payload, source: undefined } },
      "'payload.source' is missing or of the wrong type",
    ],
    [
      'a long key',
      { ...trigger, dedup_key: 'x'.repeat(256) },
      "'dedup_key' is too long (maximum is 255 characters)",
    ],
    [
      'a resolve about nothing',
      { event_action: 'resolve', routing_key: key },
      "'dedup_key' is missing or of the wrong type",
    ],
    [
      'an unknown action',
      { ...trigger, event_action: 'shout' },
      "'event_action' must be one of 'trigger', 'acknowledge' or 'resolve'",
    ],
    ['what is not JSON', '{"event_action"', 'JSON is invalid'],
  ])('refuses %s and remembers nothing of it', async (_, event, error) => {
    expect(await send(event)).toEqual({
      status: 400,
      body: { status: 'invalid event', message: 'Event object is invalid', errors: [error] },
    });
    expect(await control('journal')).toEqual([]);
  });

  it('says 429 while told to, and works again when the fault is used up', async () => {
    await fault({ kind: 'too-many', times: 1, retryAfterSeconds: 7 });
    const refused = await fetch(`${pagerDuty.url}/v2/enqueue`, {
      method: 'POST',
      body: JSON.stringify(trigger),
    });
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('7');
    expect((await send(trigger)).status).toBe(202);
  });

  it('can take an event and lose the answer', async () => {
    await fault({ kind: 'answer-lost', times: 1 });
    await expect(send(trigger)).rejects.toThrow('fetch failed');
    expect(await control('incidents')).toMatchObject([{ status: 'triggered' }]);
  });

  it('remembers its incidents after a restart', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'pagerduty-'));
    const first = await startPagerDuty({ port: 0, dataDir });
    await send(trigger, first.url);
    await first.close();
    const second = await startPagerDuty({ port: 0, dataDir });
    const incidents = await control('incidents', second.url);
    await second.close();
    await rm(dataDir, { recursive: true });
    expect(incidents).toMatchObject([{ dedupKey: 'board/1', triggers: 1 }]);
  });
});
