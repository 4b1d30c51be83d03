import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fillSentry } from '../../../playground/sentry/past.ts';
import { boardSample } from '../../support/board-sample.ts';
import { until } from '../../support/until.ts';

type Event = {
  release: string;
  server_name: string;
  environment: string;
  fingerprint: string[];
  exception: {
    values: {
      type: string;
      mechanism: { handled: boolean };
      stacktrace: { frames: { filename: string; in_app: boolean }[] };
    }[];
  };
};

/** Keeps what is sent to a DSN, as it came over the wire. */
async function listen() {
  const events: Event[] = [];
  const addresses = new Set<string>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      addresses.add(`${request.url} ${request.headers['content-type']}`);
      const [, item = '', payload = ''] = Buffer.concat(chunks).toString().split('\n');
      if (JSON.parse(item).type === 'event') events.push(JSON.parse(payload));
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    events,
    addresses,
    dsn: `http://key@127.0.0.1:${port}/42`,
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}

let ear: Awaited<ReturnType<typeof listen>>;
let sample: Awaited<ReturnType<typeof boardSample>>;
beforeEach(async () => {
  ear = await listen();
  sample = await boardSample({ dsn: ear.dsn, connectionsMax: 8 });
});
afterEach(async () => {
  await sample.close();
  await ear.close();
});

const types = () => [...new Set(ear.events.map((event) => event.exception.values[0]!.type))].sort();
const groups = (events: readonly Event[]) =>
  new Set(events.map(({ fingerprint }) => fingerprint.join(' ')));
const noise = ['CacheError', 'CropError', 'EncodeError', 'FontError', 'PaletteError'];

describe('a build', () => {
  it.each(['healthy', 'noisy'])(
    'that is %s makes five known errors nobody feels, the old one too',
    async (behaviour) => {
      await sample.serve(
        's',
        behaviour === 'noisy' ? sample.imageOf('noisy') : sample.repository.live.image,
      );
      const users = await sample.users({ boards: 10, drawEveryMs: 150 });
      await until(async () => types().length === 5);
      expect(types()).toEqual(noise);
      expect(ear.events.every((event) => event.exception.values[0]!.mechanism.handled)).toBe(true);
      expect(await users.summary()).toMatchObject({ failedRequests: 0, lostStrokes: 0 });
      // Whatever a build makes by chance, Sentry has known since before the playground opened.
      const made = groups(ear.events);
      await fillSentry(ear.dsn, 'board@past', Date.now());
      expect(groups(ear.events.filter(({ release }) => release === 'board@past'))).toEqual(made);
    },
  );

  it('that throws on short strokes fails users, tells Sentry where, and counts it', async () => {
    const server = await sample.serve('s', sample.imageOf('throws'));
    const users = await sample.users();
    const thrown = await until(async () =>
      ear.events.find((event) => event.exception.values[0]!.type === 'TypeError'),
    );
    const { version } = sample.repository.builds.find(({ behaviour }) => behaviour === 'throws')!;
    expect(thrown).toMatchObject({
      release: `board@${version}`,
      server_name: server.id,
      environment: 'production',
      fingerprint: ['TypeError', 'server/board/smooth.ts'],
    });
    expect(thrown.exception.values[0]!.mechanism.handled).toBe(false);
    expect(thrown.exception.values[0]!.stacktrace.frames.at(-1)).toMatchObject({
      filename: 'server/board/smooth.ts',
      in_app: true,
    });
    expect([...ear.addresses]).toEqual(['/api/42/envelope/ application/x-sentry-envelope']);
    await until(async () => (await users.summary()).failedRequests > 0);
    const { body: metrics } = await sample.call('GET', `http://${server.address}/metrics`);
    const failed = new RegExp(
      `board_requests_total{service="board",version="${version.replaceAll('.', '\\.')}",` +
        `server="${server.id}",route="stroke",status="500"} (\\d+)`,
    ).exec(metrics);
    expect(Number(failed?.[1])).toBeGreaterThan(0);
    expect((await users.summary()).firstBadAtMs).toBeTypeOf('number');
  });

  it('that takes a connection a board serves a few boards well and fails with many', async () => {
    const server = await sample.serve('s', sample.imageOf('half-fleet'));
    const few = await sample.users({ boards: 4, dataDir: `${sample.dataDir}/few` });
    await until(async () => (await few.summary()).sent > 60);
    expect(await few.summary()).toMatchObject({ failedRequests: 0, lostStrokes: 0 });
    const more = await sample.users({ boards: 6, dataDir: `${sample.dataDir}/more`, seed: 4 });
    await until(async () => (await more.summary()).failedRequests > 0);
    const decision = await until(async () =>
      ear.events.find((event) => event.exception.values[0]!.type === 'StoreError'),
    );
    expect(decision.fingerprint).toEqual(['StoreError', 'server/board/store.ts']);
    expect((await sample.call('GET', `http://${server.address}/metrics`)).body).toContain(
      'type="StoreError"',
    );
  });

  it('that never becomes healthy runs, and its balancer sends nobody', async () => {
    const { body } = await sample.call(
      'POST',
      `${sample.host().url}/servers`,
      sample.order('t', sample.imageOf('never-healthy')),
    );
    const address = await until(
      async () =>
        (await sample.call('GET', `${sample.host().url}/servers/${body.id}`)).body.address,
    );
    expect((await sample.call('GET', `http://${address}/healthz`)).status).toBe(503);
    expect((await sample.call('GET', `http://${address}/smoke`)).status).toBe(200);
    await sample.call('PUT', `${sample.balancer.adminUrl}/targets/${body.id}`, {
      address,
      admits: true,
    });
    await until(
      async () =>
        (await sample.call('GET', `${sample.balancer.adminUrl}/targets/${body.id}`)).body
          .healthy === false,
    );
    expect((await sample.call('GET', `${sample.balancer.url}/boards/one?user=u1`)).status).toBe(
      503,
    );
  });

  it('refuses a drain that makes no sense', async () => {
    const { address } = await sample.serve('s');
    for (const keep of [-1, 1.5, '0', null])
      expect((await sample.call('POST', `http://${address}/drain`, { keep })).status).toBe(400);
  });
});
