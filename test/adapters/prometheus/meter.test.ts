import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../support/until.ts';
import { startPrometheus } from '../../../playground/prometheus/start.ts';
import { prometheusMeter, type MeterQuery } from '../../../src/adapters/prometheus/meter.ts';
import { UpstreamError } from '../../../src/ports/errors.ts';
import type { WatchQuestion } from '../../../src/ports/meter.ts';
import type { Reading } from '../../../src/release/state/reading.ts';
import { judge } from '../../../src/release/health/judge.ts';
import { startMetricsPage } from '../../support/metrics-page.ts';
import { findPrometheus, runPrometheus } from '../../support/real-prometheus.ts';
import { worded } from '../../../src/release/state/worded.ts';

type Server = { url: string; close: () => Promise<void> };
type Start = (target: string) => Promise<Server>;

const binaries = await findPrometheus();
const startLocal: Start = async (target) => {
  const server = await startPrometheus({ port: 0, scrapeIntervalMs: 250 });
  await fetch(`${server.url}/_control/targets`, {
    method: 'POST',
    body: JSON.stringify([{ targets: [target] }]),
  });
  return server;
};
const startReal: Start = (target) => {
  if (binaries === undefined) throw new Error('Prometheus is not installed');
  return runPrometheus(binaries, { targets: [target] });
};

const page = (round: number, more = '') => `
# TYPE latency_seconds gauge
latency_seconds{version="1.42.0"} 0.25
latency_seconds{version="1.41.0"} 0.2
${more}
nothing_measured{version="1.42.0"} NaN
endless{version="1.42.0"} +Inf
many{version="1.42.0",instance_id="a"} 1
many{version="1.42.0",instance_id="b"} 2
requests_total{version="1.42.0",code="200"} ${round * 100}
requests_total{version="1.41.0",code="200"} ${round * 100}
requests_total{version="1.42.0",code="500"} ${round * 25}
requests_total{version="1.41.0",code="500"} 0`;

const question = (more: Partial<WatchQuestion> = {}): WatchQuestion => ({
  service: 'board',
  version: '1.42.0',
  oldVersion: '1.41.0',
  since: Date.now() - 60_000,
  until: Date.now(),
  users: 10,
  oldUsers: 90,
  exposure: null,
  known: [],
  ...more,
});
const query = (text: string, more: Partial<MeterQuery> = {}): MeterQuery => ({
  name: 'latency',
  query: text,
  unit: ' s',
  limit: { kind: 'worse-by', share: 0.2, floor: 0 },
  baseline: true,
  ...more,
});
const latency = query('latency_seconds{version="{version}"}');

describe.each([
  ['the local Prometheus', startLocal, true],
  ['the real Prometheus', startReal, binaries !== undefined],
] as const)('a meter on %s', (name, start, here) => {
  describe.skipIf(!here)('when it runs', () => {
    let server: Server;
    let metrics: Awaited<ReturnType<typeof startMetricsPage>>;
    const read = async (
      asked: MeterQuery,
      more: Partial<WatchQuestion> = {},
      url = server.url,
    ): Promise<Reading> => {
      const [reading] = await prometheusMeter({
        url,
        authorization: null,
        fetch,
        now: Date.now,
        queries: [asked],
      }).read(question(more));
      if (reading === undefined) throw new Error('one reading is expected');
      return reading;
    };

    beforeAll(async () => {
      metrics = await startMetricsPage();
      metrics.show(page(1));
      server = await start(metrics.target);
      let round = 1;
      await eventually(async () => {
        metrics.show(page((round += 1), 'soon_gone{version="1.42.0"} 1'));
        const { value } = await read(
          query('sum(rate(requests_total{version="{version}",code="500"}[10s]))'),
        );
        if (!value) throw new Error('nothing is counted yet');
      });
    });
    afterAll(async () => {
      await server?.close();
      await metrics?.close();
    });

    it('computes ratios of rates, and finds zero where nothing failed', async () => {
      const ratio =
        'sum(rate(requests_total{version="{version}",code="500"}[30s])) / ' +
        'sum(rate(requests_total{version="{version}"}[30s]))';
      const reading = await read(query(ratio, { limit: { kind: 'max', value: 0.1 } }));
      expect(reading.value).toBeCloseTo(0.2, 1);
      expect(reading.baseline).toBe(0);
    });

    it('reads no baseline where none is asked for', async () => {
      expect(
        await read({ ...latency, baseline: false, limit: { kind: 'max', value: 1 } }),
      ).toMatchObject({ value: 0.25, baseline: null, missing: null });
    });

    it.each([
      [
        'nothing measured',
        'nothing_measured{version="{version}"}',
        'the value is NaN, not a number',
      ],
      ['an endless value', 'endless{version="{version}"}', 'the value is +Inf, not a number'],
      [
        'an unknown metric',
        'unknown{version="{version}"}',
        'no series of unknown{version="1.42.0"}',
      ],
      [
        'a division by nothing',
        'sum(latency_seconds{version="{version}"}) / 0 * 0',
        'the value is NaN, not a number',
      ],
      [
        'several series',
        'many{version="{version}"}',
        'the query gives 2 series, not one: sum or average them',
      ],
      [
        'a range',
        'latency_seconds{version="{version}"}[1m]',
        'the query gives a matrix, not one number',
      ],
      [
        'servers that report nothing',
        'sum(unknown{version="{version}"}) or vector(0)',
        'no server of 1.42.0 reports now',
      ],
      [
        'no selector with the version',
        'vector(3)',
        'the query names {version} in no selector, so nobody can tell how old its answer is',
      ],
    ])('has no value for %s, and says why', async (_, text, why) => {
      const reading = await read(
        query(text, { limit: { kind: 'max', value: 1 }, baseline: false }),
      );
      expect(reading).toMatchObject({ value: null, ageMs: null, missing: worded(why) });
      expect(judge([reading]).kind).toBe('undecided');
    });

    it('says so when a query does not parse', async () => {
      const reading = await read(query('sum(latency_seconds{version="{version}"}'));
      expect(reading.value).toBeNull();
      expect(reading.missing).toMatchObject({
        text: expect.stringContaining('Prometheus cannot answer the query') as string,
      });
    });

    it('compares with nothing when the old version is unknown or silent', async () => {
      expect(await read(latency, { oldVersion: null })).toMatchObject({
        value: null,
        missing: worded('there is no old version to compare with'),
      });
      expect(await read(latency, { oldVersion: '1.0.0' })).toMatchObject({
        value: null,
        missing: worded('old servers: no series of latency_seconds{version="1.0.0"}'),
      });
    });

    it('asks about the time when the old servers had users, once they have none', async () => {
      expect(await read(latency, { oldUsers: 0, since: Date.now() })).toMatchObject({
        value: 0.25,
        baseline: 0.2,
      });
      expect(await read(latency, { oldUsers: 0, since: Date.now() - 3_600_000 })).toMatchObject({
        value: null,
        missing: worded('old servers: no series of latency_seconds{version="1.41.0"}'),
      });
    });

    it('counts reconnects since a batch began, and says what it could not count', async () => {
      const counter = (name: string, code: string) =>
        `sum(increase(${name}{version="{version}",code="${code}"}[{since}]))`;
      const reconnects = {
        arrived: counter('requests_total', '200'),
        failed: counter('requests_total', '500'),
      };
      const asked = (queries: typeof reconnects & { slow?: string }, version = '1.42.0') =>
        prometheusMeter({
          url: server.url,
          authorization: null,
          fetch,
          now: Date.now,
          queries: [],
          reconnects: queries,
        }).reconnects({ service: 'board', version, since: Date.now() - 20_000, until: Date.now() });
      const counted = await asked(reconnects);
      expect(counted).toMatchObject({ slow: null, missing: null });
      expect((counted?.failed ?? 0) / (counted?.arrived ?? 0)).toBeCloseTo(0.25, 1);
      expect(Number.isInteger(counted?.failed)).toBe(true);
      expect(await asked({ ...reconnects, slow: counter('nobody_counts', '1') })).toMatchObject({
        slow: null,
        missing: worded('no series of nobody_counts{version="1.42.0",code="1"}'),
        failed: expect.any(Number),
      });
      expect(await asked(reconnects, '1.0.0')).toEqual({
        arrived: null,
        failed: null,
        slow: null,
        missing: worded('no series of requests_total{version="1.0.0",code="200"}'),
      });
    });

    it('has no value once the series has ended, though a longer range would give one', async () => {
      metrics.show(page(1000));
      await eventually(async () =>
        expect(
          (
            await read(
              query('max_over_time(soon_gone{version="{version}"}[1m])', {
                limit: { kind: 'max', value: 1 },
                baseline: false,
              }),
            )
          ).missing,
        ).toEqual(worded('no server of 1.42.0 reports now')),
      );
    });

    it('gives the age of the newest sample, not of the answer', async () => {
      const [old] = await prometheusMeter({
        url: server.url,
        authorization: null,
        fetch,
        now: () => Date.now() + 100_000,
        queries: [{ ...latency, baseline: false, limit: { kind: 'max', value: 1 } }],
      }).read(question());
      expect(old?.ageMs).toBeGreaterThan(99_000);
      expect(judge([old!]).kind).toBe('undecided');
    });

    it(`fails from outside when ${name} is away`, async () => {
      const away = await read(latency, {}, 'http://127.0.0.1:1').then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(away).toBeInstanceOf(UpstreamError);
    });
  });
});

describe('a meter on a Prometheus with faults', () => {
  it.each([
    { kind: 'down' },
    { kind: 'too-many' },
    { kind: 'status', status: 503 },
    { kind: 'garbage' },
    { kind: 'slow', ms: 10_000 },
  ])('fails from outside when it is %j', async (body) => {
    const server = await startPrometheus({ port: 0 });
    await fetch(`${server.url}/_control/faults`, { method: 'POST', body: JSON.stringify(body) });
    const error: unknown = await prometheusMeter({
      url: `${server.url}/`,
      authorization: 'Bearer secret-token',
      fetch,
      now: Date.now,
      queries: [latency],
    })
      .read(question())
      .then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
    await server.close();
    expect(error).toBeInstanceOf(UpstreamError);
    expect(error).toMatchObject({
      system: 'Prometheus',
      message: expect.stringContaining('measuring latency of board 1.4'),
    });
  });
});
