import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aBolt, aSlack } from './a-slack.ts';
import { until } from '../../support/until.ts';

const releases = 'C0RELEASES';

describe('a Slack that is not well', () => {
  let slack: Awaited<ReturnType<typeof aSlack>>;

  beforeEach(async () => {
    slack = await aSlack();
  });
  afterEach(() => slack.close());

  it('says how long to wait, for one method in one channel', async () => {
    await slack.fault({
      kind: 'rate-limit',
      method: 'chat.postMessage',
      channel: releases,
      seconds: 30,
    });
    const answer = await fetch(`${slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: 'Bearer xoxb-davy' },
      body: new URLSearchParams({ channel: releases, text: 'x' }),
    });
    expect([answer.status, answer.headers.get('retry-after'), await answer.json()]).toEqual([
      429,
      '30',
      { ok: false, error: 'ratelimited' },
    ]);
    await slack.post({ channel: 'C0CHANGELOG', text: 'elsewhere' });
    await slack.mend();
    await slack.post({ text: 'again' });
  });

  it('counts posts in each channel when its own limits are on', async () => {
    await slack.switchTo({ limits: true });
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        slack.refusal('chat.postMessage', { channel: releases, text: 'x' }),
      ),
    );
    expect(answers.filter((answer) => answer === 'no refusal')).toHaveLength(4);
    expect(answers.filter((answer) => answer === 'slack_webapi_rate_limited_error')).toHaveLength(
      4,
    );
    expect(await slack.refusal('chat.postMessage', { channel: 'C0CHANGELOG', text: 'x' })).toBe(
      'no refusal',
    );
  });

  it('is off both ways, and never tells the app what it missed', async () => {
    const bolt = await aBolt(slack);
    const heard: string[] = [];
    bolt.app.command('/hello', async ({ ack, command }) => {
      heard.push(command.text);
      await ack();
    });
    await slack.fault({ kind: 'outage' });
    expect(await slack.refusal('chat.postMessage', { channel: releases, text: 'x' })).toBe(
      'slack_webapi_request_error',
    );
    expect(await slack.as('priya').type(releases, '/hello lost')).toMatchObject({
      ok: false,
      error: 'Slack is not reachable. Nothing was sent.',
    });
    await slack.mend();
    await slack.fault({ kind: 'outage', how: '503' });
    expect((await fetch(`${slack.apiUrl}api.test`)).status).toBe(503);
    await slack.mend();
    await slack.as('priya').type(releases, '/hello back');
    expect(heard).toEqual(['back']);
    expect(await slack.of('posted')).toEqual([]);
    await bolt.stop();
  });

  it('does what it is asked and loses the answer', async () => {
    await slack.fault({ kind: 'answer-lost', method: 'chat.postMessage', times: 1 });
    expect(await slack.refusal('chat.postMessage', { channel: releases, text: 'once' })).toBe(
      'slack_webapi_request_error',
    );
    expect(await slack.refusal('chat.postMessage', { channel: releases, text: 'twice' })).toBe(
      'no refusal',
    );
    expect((await slack.of('posted')).map((entry) => entry.message.text)).toEqual([
      'once',
      'twice',
    ]);
  });

  it('answers an error for as often as wished', async () => {
    await slack.fault({ kind: 'error', method: 'chat.update', error: 'fatal_error' });
    const { ts } = await slack.post({ text: 'a' });
    expect(await slack.refusal('chat.update', { channel: releases, ts, text: 'b' })).toBe(
      'fatal_error',
    );
    expect(await slack.refusal('chat.update', { channel: releases, ts, text: 'b' })).toBe(
      'no refusal',
    );
  });

  it('refuses a fault it does not know', async () => {
    expect(await slack.fault({ kind: 'earthquake' })).toMatchObject({ ok: false });
  });

  it('sends an event again at once if the app did not take it', async () => {
    const bolt = await aBolt(slack, 'another-secret');
    await slack.as('priya').type(releases, '@Davy status');
    const deliveries = await until(async () => {
      const all = await slack.of('delivered');
      return all.length > 1 ? all : undefined;
    });
    expect(deliveries.map((entry) => [entry.delivery.status, entry.delivery.retry])).toEqual([
      [401, undefined],
      [401, 1],
    ]);
    await bolt.stop();
  });
});

describe('an older workspace', () => {
  it('does not know the newer blocks', async () => {
    const slack = await aSlack({ newBlocks: false });
    const answer = await slack.client
      .apiCall('chat.postMessage', {
        channel: releases,
        text: 'x',
        blocks: [{ type: 'plan', title: 'Going' }],
      })
      .catch((error) => error.data);
    expect(answer).toMatchObject({
      error: 'invalid_blocks',
      response_metadata: {
        messages: ['[ERROR] unsupported type: plan [json-pointer:/blocks/0/type]'],
      },
    });
    await slack.switchTo({ newBlocks: true });
    expect(
      await slack.refusal('chat.postMessage', {
        channel: releases,
        text: 'x',
        blocks: [{ type: 'plan', title: 'Going' }],
      }),
    ).toBe('no refusal');
    await slack.close();
  });
});

describe('a Slack that was stopped', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'slack-'));
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  it('goes on where it was: messages, views, what was read, and growing time stamps', async () => {
    const before = await aSlack({ dataDir });
    const { ts } = await before.post({ text: 'kept' });
    await before.client.chat.update({ channel: releases, ts: ts!, text: 'changed' });
    await before.client.views.publish({
      user_id: 'U0MAX',
      view: { type: 'home', blocks: [{ type: 'divider' }] },
    });
    await before.as('ana').read({ channel: releases, ts });
    await before.fault({ kind: 'outage' });
    const journal = await before.journal();
    await before.close();
    const after = await aSlack({ dataDir });
    expect((await after.journal()).slice(0, journal.length)).toEqual(journal);
    const history = await after.client.conversations.history({ channel: releases });
    expect(history.messages).toMatchObject([{ ts, text: 'changed' }]);
    expect((await after.as('ana').inbox()).unread).toEqual({});
    expect((await after.as('tom').inbox()).unread).toEqual({
      [releases]: { unread: 1, mentions: 0 },
    });
    const next = await after.post({ text: 'new' });
    expect(Number(next.ts)).toBeGreaterThan(Number(ts));
    await after.close();
  });
});
