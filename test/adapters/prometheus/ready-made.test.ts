import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MeterOptions, prometheusMeter } from '../../../src/adapters/prometheus/meter.ts';
import { judge } from '../../../src/release/health/judge.ts';
import type { Reading } from '../../../src/release/state/reading.ts';
import { missingText } from '../../../src/texts/en/missing.ts';
import { bothKeeping } from '../../support/prometheus-kept.ts';
import { clientLibrary, endMs } from '../../support/client-library.ts';

const both = await bothKeeping(clientLibrary());

const worseBy = (share: number, floor: number) => ({ kind: 'worse-by', share, floor }) as const;
const fairness = { windowMs: 120_000, least: 0, warmUpMs: 0 };
const own = { fairness, label: 'version', where: null, window: '120s' } as const;
const requests = { ...own, counter: 'http_requests_total', errors: 'code=~"5.."' };
const ready: Pick<MeterOptions, 'requests' | 'latency'> = {
  requests: { ...requests, limit: worseBy(1, 0.05) },
  latency: { ...own, histogram: 'http_seconds', quantile: 0.95, limit: worseBy(0.2, 0.05) },
};

describe.each(both)('metrics of client libraries on %s', (_, start, here) => {
  describe.skipIf(!here)('where a series is born with its first event', () => {
    let server: Awaited<ReturnType<typeof start>>;
    beforeAll(async () => {
      server = await start();
    });
    afterAll(async () => {
      await server?.close();
    });

    const read = async (version: string, options: Partial<MeterOptions>): Promise<Reading> => {
      const meter = prometheusMeter({
        url: server.url,
        authorization: null,
        fetch,
        now: () => endMs,
        queries: [],
        ...options,
      });
      const [reading] = await meter.read({
        service: 'board',
        version,
        oldVersion: 'old',
        since: endMs - 600_000,
        until: endMs,
        users: 10,
        oldUsers: 90,
        exposure: null,
        known: [],
      });
      if (!reading) throw new Error('one reading is expected');
      return reading;
    };
    const failed = (version: string) => read(version, { requests: ready.requests ?? null });
    const byHand = (version: string, query: string, limit: Reading['limit']) =>
      read(version, { queries: [{ name: 'q', query, unit: '', limit, baseline: false }] });
    const verdict = (reading: Reading) => judge([reading]).kind;

    it('finds no errors where no series of errors was ever made, and that is health', async () => {
      const reading = await failed('clean');
      expect(reading).toMatchObject({ value: 0, baseline: 0, missing: null });
      expect(reading.sample).toBeGreaterThan(200);
      expect(verdict(reading)).toBe('healthy');
    });

    it('sees half of all requests fail beside old servers that never made the series', async () => {
      const reading = await failed('half');
      expect(reading.value).toBeCloseTo(50, 0);
      expect(verdict(reading)).toBe('unhealthy');
    });

    it('counts twelve failures on twelve series each born at 1', async () => {
      const reading = await failed('twelve');
      expect(reading).toMatchObject({ missing: null, sample: 252 });
      expect(reading.value).toBeCloseTo((100 * 12) / 252, 5);
      expect(verdict(reading)).toBe('unhealthy');
      const perMinute = 'sum(rate(http_requests_total{version="{version}",code=~"5.."}[2m])) * 60';
      const limit = { kind: 'max', value: 5 } as const;
      expect((await byHand('twelve', perMinute, limit)).value).toBeCloseTo(6, 5);
    });

    it('lets one failed request among 18 convict nobody, and 18 among 18 do', async () => {
      const one = await failed('one-of-18');
      expect(one.sample).toBe(18);
      expect(one.value).toBeCloseTo(100 / 18, 5);
      expect(verdict(one)).toBe('healthy');
      expect(verdict(await failed('all-of-18'))).toBe('unhealthy');
    });

    it('counts a restart, and no series as new that a scrape or two missed', async () => {
      expect((await failed('restarted')).value).toBeCloseTo(10, 0);
      const gap = await failed('gap');
      expect(gap.sample).toBeLessThan(300);
      expect(gap.value).toBe(0);
    });

    it('counts nothing as new that comes back after a gap in scraping', async () => {
      const outage = await failed('outage');
      expect(outage).toMatchObject({ value: 0, missing: null });
      expect(outage.sample).toBeLessThan(300);
      const perMinute =
        'sum(increase(http_requests_total{version="{version}",code=~"5.."}[2m])) / 2';
      const limit = { kind: 'max', value: 50 } as const;
      expect(await byHand('outage', perMinute, limit)).toMatchObject({ value: 0, missing: null });
    });

    it('has no value where no series has the label that errors are told by', async () => {
      const told = async (errors: string) => {
        const asked = { ...requests, errors, limit: worseBy(1, 0.05) };
        const { value, missing } = await read('half', { requests: asked });
        return value ?? (missing === null ? null : missingText(missing));
      };
      const unknown = (label: string) =>
        `no series of http_requests_total has the label ${label}, which errors are told by`;
      expect(await told('status=~"5.."')).toBe(unknown('status'));
      expect(await told('status!~"2.."')).toBe(unknown('status'));
      expect(await told('code=~"5..",path!="/health"')).toBe(unknown('path'));
      expect(await told('code=~"6.."')).toBe(0);
    });

    it('has no value for a build that shows no requests, or none lately, and says so', async () => {
      const why = async (version: string) => {
        const { missing } = await failed(version);
        return missing === null ? null : missingText(missing);
      };
      expect(await why('nobody')).toBe('no series of http_requests_total{version="nobody"}');
      expect(await why('idle')).toBe('no requests of idle in the last 120s');
    });

    it('reads the slow end from buckets that are born with their first request', async () => {
      const slow = await read('slow', { latency: ready.latency ?? null });
      expect(slow).toMatchObject({ signal: 'p95 latency', unit: ' s', missing: null });
      expect(slow.value).toBeGreaterThan(0.5);
      expect(slow.baseline).toBeLessThan(0.1);
      expect(slow.sample).toBe(240);
      expect(verdict(slow)).toBe('unhealthy');
      expect(verdict(await read('clean', { latency: ready.latency ?? null }))).toBe('healthy');
    });

    it('knows which part of a query by hand has no series, and that it is nought', async () => {
      const share = (code: string) =>
        `sum(rate(http_requests_total{version="{version}",${code}}[2m])) / ` +
        'sum(rate(http_requests_total{version="{version}"}[2m]))';
      const max = { kind: 'max', value: 0.01 } as const;
      const min = { kind: 'min', value: 0.99 } as const;
      expect(await byHand('clean', share('code=~"5.."'), max)).toMatchObject({ value: 0 });
      expect(await byHand('all-of-18', share('code!~"5.."'), min)).toMatchObject({ value: 0 });
      const compared = await byHand('half', share('code=~"5.."'), worseBy(1, 0.001));
      expect(compared).toMatchObject({ baseline: 0, missing: null });
      expect(verdict(compared)).toBe('unhealthy');
      // Alone it says nothing about whether anything is measured.
      const alone = 'sum(rate(http_requests_total{version="{version}",code=~"5.."}[2m]))';
      expect((await byHand('clean', alone, max)).missing).toMatchObject({
        text: 'no series of http_requests_total{version="clean",code=~"5.."}',
      });
    });

    it('says of how many requests a value past its limit is made', async () => {
      const share =
        'sum(rate(http_requests_total{version="{version}",code=~"5.."}[2m])) / ' +
        'sum(rate(http_requests_total{version="{version}"}[2m]))';
      const p95 =
        'histogram_quantile(0.95, ' +
        'sum by (le) (rate(http_seconds_bucket{version="{version}"}[2m])))';
      const max = (value: number) => ({ kind: 'max', value }) as const;
      const found = (version: string, query: string, limit: Reading['limit']) =>
        read(version, {
          queries: [{ name: 'q', query, unit: '', limit, baseline: false, least: 20, warmUpMs: 7 }],
        });
      const enough = { windowMs: 120_000, least: 20, warmUpMs: 7 };
      expect(await found('one-of-18', share, max(0.01))).toMatchObject({
        sample: 18,
        fairness: enough,
      });
      expect(await found('slow', p95, max(0.1))).toMatchObject({ sample: 240, fairness: enough });
      // Nothing to hold against anybody, and nothing that counts.
      const uncounted = { sample: 10, fairness: { ...enough, least: 0 } };
      expect(await found('clean', share, max(0.01))).toMatchObject(uncounted);
      const now = 'max(http_requests_total{version="{version}",code="200"})';
      expect(await found('clean', now, max(0.01))).toMatchObject({
        sample: 10,
        fairness: { windowMs: 0, least: 0 },
      });
    });

    it('takes fewer successes for worse where higher is better', async () => {
      const successes =
        'sum(rate(http_requests_total{version="{version}",code!~"5.."}[2m])) / ' +
        'sum(rate(http_requests_total{version="{version}"}[2m]))';
      const limit = { ...worseBy(0.1, 0), better: 'higher' } as const;
      expect(verdict(await byHand('half', successes, limit))).toBe('unhealthy');
      expect(verdict(await byHand('clean', successes, limit))).toBe('healthy');
    });
  });
});
