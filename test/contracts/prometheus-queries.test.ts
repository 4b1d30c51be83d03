import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPrometheus } from '../../playground/prometheus/start.ts';
import { countersQueries } from '../support/counters-queries.ts';
import { classicText, corpus, openMetrics } from '../support/prometheus-samples.ts';
import { findPrometheus, runPrometheus } from '../support/real-prometheus.ts';

const startMs = Math.floor((Date.now() - 6 * 3_600_000) / 3_600_000) * 3_600_000;
const binaries = await findPrometheus();

type Answer = {
  status: number;
  body: {
    status: string;
    errorType?: string;
    error?: string;
    data?: { resultType: string; result: unknown };
  };
};
let real: { url: string; close: () => Promise<void> };
let local: { url: string; close: () => Promise<void> };

const ask = async (
  url: string,
  path: string,
  parameters: Record<string, string>,
  method: 'GET' | 'POST' = 'GET',
): Promise<Answer> => {
  const form = new URLSearchParams(parameters);
  const response =
    method === 'GET'
      ? await fetch(`${url}${path}?${form.toString()}`)
      : await fetch(`${url}${path}`, { method: 'POST', body: form });
  return { status: response.status, body: JSON.parse(await response.text()) };
};
const both = async (path: string, parameters: Record<string, string>) => {
  const [ours, theirs] = await Promise.all([
    ask(local.url, path, parameters),
    ask(real.url, path, parameters),
  ]);
  return { ours: comparable(ours), theirs: comparable(theirs) };
};

/** Series in one order, numbers rounded to what two orders of summing may differ in. */
function comparable({ status, body }: Answer) {
  if (body.status === 'error') return { status, errorType: body.errorType };
  const result = body.data?.result;
  const isSeries = body.data?.resultType !== 'scalar';
  const rows =
    isSeries && Array.isArray(result)
      ? result.map((row) => rounded(row)).sort()
      : [rounded(result)];
  return { status, resultType: body.data?.resultType, rows };
}

function rounded(row: unknown): string {
  return JSON.stringify(row, (_, value: unknown) => {
    if (value !== null && typeof value === 'object' && !Array.isArray(value))
      return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
    const isNumber = typeof value === 'string' && /^-?\d+(\.\d+)?(e[+-]\d+)?$/.test(value);
    return isNumber && !/^(200|500|1\.\d)$/.test(value) ? Number(value).toPrecision(10) : value;
  });
}

describe.skipIf(binaries === undefined)(
  'the local Prometheus against the real one, over the same samples',
  () => {
    beforeAll(async () => {
      if (binaries === undefined) return;
      const rows = corpus(startMs);
      local = await startPrometheus({ port: 0, retentionMs: 30 * 86_400_000 });
      await fetch(`${local.url}/_control/samples`, {
        method: 'POST',
        body: JSON.stringify({ exposition: classicText(rows) }),
      });
      real = await runPrometheus(binaries, { samples: openMetrics(rows) });
    });
    afterAll(async () => {
      await local?.close();
      await real?.close();
    });

    it.each([
      'users',
      'users{instance="a:1"}',
      '{__name__="users",instance!="a:1"}',
      'users{instance=~"a.*|b:1"}',
      'users{instance!~"a.*"}',
      'users{instance=~"a"}',
      'users{nope=""}',
      'nothing_here',
      'requests_total{version="1.1"}[2m]',
      'users offset 5m',
      'rate(requests_total[5m] offset 3m)',
      'rate(requests_total[5m])',
      'increase(requests_total{code="500"}[3m])',
      'irate(requests_total[1m])',
      'delta(users[4m])',
      'rate(lonely_total[5m])',
      'rate(silent_total[5m])',
      'increase(born_total[10m])',
      'rate(requests_total[10s])',
      'avg_over_time(users[5m])',
      'min_over_time(users[5m])',
      'max_over_time(users[5m])',
      'sum_over_time(users[5m])',
      'count_over_time(users[5m])',
      'last_over_time(users[5m])',
      'max_over_time(mood[3m])',
      'avg_over_time(mood[3m])',
      'sum(rate(requests_total[5m]))',
      'sum by (version) (rate(requests_total[5m]))',
      'sum(rate(requests_total[5m])) by (version, code)',
      'avg without (instance) (users)',
      'max(users)',
      'min by (nope) (users)',
      'count(requests_total)',
      'count by (version) (build_info)',
      'max(mood)',
      'sum(mood)',
      'sum(rate(requests_total{code="500",version="1.1"}[5m])) / ' +
        'sum(rate(requests_total{version="1.1"}[5m]))',
      'sum by (version) (rate(requests_total{code="500"}[5m])) / sum by (version) ' +
        '(rate(requests_total[5m]))',
      'requests_total{code="500"} / on(instance) requests_total{code="200"}',
      'requests_total{code="500"} / ignoring(code) requests_total{code="200"}',
      'users * on(instance) group_left(version) build_info',
      'sum by (version) (users * on(instance) group_left(version) build_info)',
      'build_info * on(instance) group_right(arch) users',
      'histogram_quantile(0.95, sum by (le, version) (rate(latency_bucket[5m])))',
      'histogram_quantile(0.5, latency_bucket)',
      'histogram_quantile(0, latency_bucket)',
      'histogram_quantile(1, latency_bucket)',
      'histogram_quantile(2, latency_bucket)',
      'histogram_quantile(-1, latency_bucket)',
      'histogram_quantile(0.9, latency_bucket{le!="+Inf"})',
      'histogram_quantile(0.9, rate(nothing_bucket[5m]))',
      'users > 50',
      'users > bool 50',
      '50 < users',
      'users >= users',
      'users == bool users',
      'users != 3',
      '-users',
      '- users + 100 - 3 * 2 ^ 2',
      '2 ^ 3 ^ 2',
      '-2 ^ 2',
      '1 + 2 * 3 - 4 / 5 % 3',
      '(1 + 2) * 3',
      '1 == bool 1',
      '5 % 3',
      '0 / 0',
      '1 / 0',
      '-1 / 0',
      'users / 0',
      'users % 7',
      '2 * users',
      'below_zero',
      'abs(below_zero)',
      'ceil(users / 7)',
      'floor(users / 7)',
      'clamp_min(users, 30)',
      'clamp_max(users, 30)',
      'mood',
      'mood > 0',
      'huge',
      'gone',
      'absent(users)',
      'absent(nope{of="x",b=~"y"})',
      'vector(3)',
      'scalar(users{instance="a:1"})',
      'scalar(users)',
      'time()',
      'timestamp(users)',
      'max(timestamp(users{instance="a:1"}))',
      'timestamp(users offset 1m)',
      'timestamp(gone)',
      'timestamp(users + 1)',
      'users and on(instance) build_info{version="1.1"}',
      'users unless on(instance) build_info{version="1.1"}',
      'nothing_here or vector(0)',
      'increase(born_total[3m]) and last_over_time(born_total[10m] offset 3m)',
      'max_over_time(born_total[10m]) unless last_over_time(born_total[10m] offset 10m)',
      'sum by (le) (max_over_time(latency_bucket[3m]) unless ' +
        'last_over_time(latency_bucket[10m] offset 3m))',
      '((sum(gone) + sum(users)) or sum(gone) or sum(users))',
      'sum(nothing_here) or vector(0)',
      'users or build_info',
      ...countersQueries.answered,
      '1e3',
      '.5',
      '0x1F',
      'Inf',
      'NaN',
      'users + NaN',
      'sum(\n  rate(requests_total[5m]) # per second\n)',
      "users{instance='a:1'}",
      'users{instance=`a:1`,}',
      'sum(rate(requests_total[1h30m]))',
    ])('gives the same answer to %s', async (query) => {
      for (const minutes of [3, 10, 19, 24]) {
        const { ours, theirs } = await both('/api/v1/query', {
          query,
          time: String(startMs / 1000 + minutes * 60 + 0.5),
        });
        expect(theirs.status).toBe(200);
        expect(ours).toEqual(theirs);
      }
    });

    it.each([
      'sum by (version) (rate(requests_total[2m]))',
      'users',
      'gone',
      '1 + 1',
      'histogram_quantile(0.95, sum by (le) (rate(latency_bucket[1m])))',
    ])('gives the same table over time to %s', async (query) => {
      const { ours, theirs } = await both('/api/v1/query_range', {
        query,
        start: String(startMs / 1000 + 60.5),
        end: String(startMs / 1000 + 1500.5),
        step: '37',
      });
      expect(ours).toEqual(theirs);
    });

    it.each([
      '',
      'users{',
      'users{instance="a"',
      'sum(',
      'sum()',
      'rate(users)',
      'rate(users[5m',
      'users[5m] + 1',
      'users[5]',
      'nope(users)',
      '{}',
      '{instance=~".*"}',
      'users{instance=~"("}',
      '1 == 1',
      'users bool 1',
      'users + bool 1',
      'clamp_min(users)',
      'sum(3)',
      'users and 3',
      'foo bar',
      '"',
      '1 +',
      ')',
      'users{__name__="x"}',
      'rate(rate(users[5m]))',
      '5m',
      'users on(instance) users',
      ...countersQueries.refused,
    ])('refuses %j as the real one does', async (query) => {
      const { ours, theirs } = await both('/api/v1/query', {
        query,
        time: String(startMs / 1000 + 600),
      });
      expect(theirs).toEqual({ status: 400, errorType: 'bad_data' });
      expect(ours).toEqual(theirs);
    });

    it.each([
      ...countersQueries.impossible,
      'requests_total / on(instance) users',
      'users * on(instance) requests_total',
      'users * on(version) group_left users',
      'rate({__name__=~"users|build_info",instance="a:1"}[5m]) * 0 + on(instance) users',
    ])('cannot carry out %s, as the real one cannot', async (query) => {
      const { ours, theirs } = await both('/api/v1/query', {
        query,
        time: String(startMs / 1000 + 600.5),
      });
      expect(ours).toEqual(theirs);
      expect(theirs.status).toBe(422);
    });

    it.each([
      ['/api/v1/query', { query: 'users', time: 'soon' }],
      ['/api/v1/query_range', { query: 'users', start: '10', end: '5', step: '1' }],
      ['/api/v1/query_range', { query: 'users', start: '10', end: '50', step: '0' }],
      ['/api/v1/query_range', { query: 'users', start: '10', end: '500000', step: '1' }],
      ['/api/v1/query_range', { query: 'users[5m]', start: '10', end: '50', step: '1' }],
      ['/api/v1/query_range', { query: 'users', start: '10', end: '50' }],
    ])('refuses the parameters of %s %j as the real one does', async (path, parameters) => {
      const { ours, theirs } = await both(path, parameters);
      expect(theirs.status).toBe(400);
      expect(ours).toEqual(theirs);
    });

    it('takes a form by POST and times as text, as the real one does', async () => {
      const parameters = { query: 'sum(users)', time: new Date(startMs + 600_500).toISOString() };
      const ours = await ask(local.url, '/api/v1/query', parameters, 'POST');
      const theirs = await ask(real.url, '/api/v1/query', parameters, 'POST');
      expect(ours).toEqual(theirs);
    });
  },
);
