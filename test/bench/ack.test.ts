import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { signedBodies, workspace } from '../../bench/ack/bodies.ts';
import { type Child, startChild } from '../../bench/ack/child.ts';
import { compared, figuresOf, percentile } from '../../bench/ack/figures.ts';
import { load } from '../../bench/ack/load.ts';
import { davyYml, environmentOf, services } from '../../bench/ack/settings.ts';
import { loadConfig } from '../../src/config/load.ts';
import { readInbound } from '../../src/slack/door/inbound.ts';
import { readBody } from '../../src/slack/door/read-body.ts';
import { freshDirectories } from '../support/directories.ts';

const directory = freshDirectories();

const round = {
  round: 7,
  count: 40,
  services: ['s01', 's02', 's03'],
  answersTo: 'http://127.0.0.1:9',
  atSeconds: 1_790_000_000,
};

describe('the bodies of a round', () => {
  it('are what Slack sends, each with a trigger of its own, and signed over their bytes', () => {
    const bodies = signedBodies(round);
    for (const { body, headers, trigger } of bodies) {
      expect(readInbound(readBody(body, headers['content-type'] ?? ''))).toMatchObject({
        trigger_id: trigger,
        api_app_id: workspace.app,
      });
      const hmac = createHmac('sha256', workspace.signingSecret);
      hmac.update(`v0:1790000000:${body}`);
      expect(headers['x-slack-signature']).toBe(`v0=${hmac.digest('hex')}`);
    }
    expect(new Set(bodies.map(({ trigger }) => trigger)).size).toBe(40);
    expect(bodies.filter(({ body }) => body.includes('command=')).length).toBe(20);
  });

  it('are the same for both sides, and others in another round', () => {
    expect(signedBodies(round)).toEqual(signedBodies(round));
    expect(signedBodies({ ...round, round: 8 })[0]?.body).not.toBe(signedBodies(round)[0]?.body);
  });
});

describe('the figures', () => {
  const acked = (...times: readonly number[]) => times.map((ms, i) => ({ trigger: `t${i}`, ms }));

  it('are rates over all rounds, and times of Davy alone', () => {
    const davy = [
      { sent: 3, elapsedMs: 1_000, refused: {}, acked: acked(1, 2, 30) },
      { sent: 3, elapsedMs: 2_000, refused: {}, acked: acked(3, 4, 5) },
    ];
    const bolt = [{ sent: 4, elapsedMs: 1_000, refused: {}, acked: acked(1, 1, 1, 1) }];
    expect(JSON.stringify(figuresOf(davy, bolt, 50))).toBe(
      '{"bench":"ack","perSecond":2,"baselinePerSecond":4,"ratio":0.5,"p50Ms":3,"p99Ms":30,' +
        '"moving":50}',
    );
  });

  it('take the slowest of a hundred as the 99th percentile of fewer', () => {
    expect(percentile([5, 1, 3], 0.99)).toBe(5);
    expect(
      percentile(
        Array.from({ length: 200 }, (_, i) => i + 1),
        0.99,
      ),
    ).toBe(198);
  });

  it('tell what was promised and is not there from what is there and was not promised', () => {
    expect(compared(new Set(['a', 'b']), new Set(['b', 'c', 'd']))).toEqual({
      lost: 1,
      invented: 2,
    });
  });
});

it('the configuration of the benchmark is one Davy starts with', () => {
  const environment = environmentOf('http://127.0.0.1:9', {
    port: 0,
    data: '.davy',
    config: 'davy.yml',
  });
  const loaded = loadConfig(environment, () => davyYml('http://127.0.0.1:9'));
  expect(loaded).toMatchObject({
    kind: 'loaded',
    warnings: [expect.stringContaining('BUILDS_SECRET')],
  });
  expect(services).toHaveLength(50);
});

describe('the client', () => {
  let bolt: Child;
  let url: string;
  beforeEach(async () => {
    bolt = startChild(new URL('../../bench/ack/plain-bolt.ts', import.meta.url), {});
    url = await bolt.line();
  });
  afterEach(() => bolt.stop());

  it('counts every acknowledgement of plain Bolt once', async () => {
    const said = await load({ ...round, url, seconds: 60, concurrency: 4, dir: await directory() });
    expect(said).toMatchObject({ sent: 40, refused: {} });
    expect(said.acked.map(({ trigger }) => trigger).sort()).toEqual(
      signedBodies(round)
        .map(({ trigger }) => trigger)
        .sort(),
    );
  });

  it('meets a Bolt that refuses what somebody else signed', async () => {
    const [signed] = signedBodies({ ...round, atSeconds: Math.floor(Date.now() / 1_000) });
    const answer = await fetch(url, {
      method: 'POST',
      headers: { ...signed?.headers, 'x-slack-signature': `v0=${'0'.repeat(64)}` },
      body: signed?.body ?? '',
    });
    expect(answer.status).toBe(401);
  });

  it('takes words in the answer for what they are: nothing was saved', async () => {
    const server = createServer(
      (request, response) =>
        void request.resume().on('end', () => response.writeHead(200).end('{"text":"Not saved."}')),
    );
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const { port } = z.object({ port: z.number() }).parse(server.address());
    const said = await load({
      ...round,
      count: 3,
      url: `http://127.0.0.1:${port}/slack/events`,
      seconds: 60,
      concurrency: 2,
      dir: await directory(),
    });
    server.close();
    expect(said).toMatchObject({ acked: [], refused: { '200 {"text":"Not saved."}': 3 } });
  });
});
