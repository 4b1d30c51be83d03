import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prometheusMeter } from '../../../src/adapters/prometheus/meter.ts';
import type { HistoryBlock } from '../../../src/release/verdict/spread.ts';
import { bothKeeping } from '../../support/prometheus-kept.ts';
import type { CorpusSample } from '../../support/prometheus-samples.ts';

const block = 600_000;
const end = Math.floor(Date.now() / block) * block;
const first = end - 5 * block;

/** An hour of old servers, in scrapes of a minute: what each has counted after so many minutes. */
function past(): readonly CorpusSample[] {
  const rows: CorpusSample[] = [];
  for (let minute = 0; minute <= 50; minute += 1) {
    const t = first + minute * 60_000 - 500;
    const put = (name: string, labels: string, value: number) =>
      rows.push({ series: `${name}{version="old",${labels}}`, t, value: String(value) });
    const own = (server: string, requests: number, failed: number | null) => {
      put('requests_total', `server="${server}",status="200",route="/"`, requests);
      if (failed === null) return;
      put('requests_total', `server="${server}",status="500",route="/"`, failed);
    };
    // One that never fails, one whose first failure comes late, and restarts, and is away a while.
    own('a', minute * 100, null);
    own('b', minute * 10, minute < 25 ? null : minute - 24);
    own('c', minute < 35 ? minute * 10 : (minute - 34) * 10, null);
    if (minute < 14 || minute > 23) own('d', minute * 10, null);
    for (const [le, share] of [
      ['0.1', 50],
      ['1.0', 90],
      ['2.5', 99],
      ['+Inf', 100],
    ] as const)
      put('seconds_bucket', `server="a",le="${le}"`, minute * share);
    put('seconds_count', 'server="a"', minute * 100);
  }
  return rows;
}

const both = await bothKeeping(past());

describe.each(both)('the past of old servers, on %s', (_, start, here) => {
  describe.skipIf(!here)('in pieces of ten minutes', () => {
    let server: Awaited<ReturnType<typeof start>>;
    let blocks: readonly HistoryBlock[];
    beforeAll(async () => {
      server = await start();
      blocks = await history('old');
    });
    afterAll(async () => {
      await server?.close();
    });

    const history = (oldVersion: string | null) =>
      prometheusMeter({
        url: server.url,
        authorization: null,
        fetch,
        now: () => end + 1_000,
        queries: [],
        counters: {
          label: 'version',
          server: 'server',
          requests: { counter: 'requests_total', errors: 'status="500"', where: null, by: 'route' },
          latency: { histogram: 'seconds', where: null, fastEnough: 0.05 },
          memory: null,
        },
      }).history({
        service: 'board',
        version: 'new',
        oldVersion,
        since: end - block,
        until: end + 1_000,
        users: 10,
        oldUsers: 90,
        exposure: null,
        known: [],
      });
    const of = (signal: string, server: string) =>
      blocks
        .filter((one) => one.signal === signal && one.server === server)
        .toSorted((a, b) => a.block - b.block)
        .map(({ block: at, bad, all }) => `${at - first / block}: ${bad}/${all}`);

    it('is what each has counted in each of them', () => {
      expect(of('errors', 'a')).toEqual([
        '1: 0/1000',
        '2: 0/1000',
        '3: 0/1000',
        '4: 0/1000',
        '5: 0/1000',
      ]);
      expect(of('errors', 'b')).toEqual([
        '1: 0/100',
        '2: 0/100',
        '3: 6/106',
        '4: 10/110',
        '5: 10/110',
      ]);
      expect(of('endpoint:/', 'b')).toEqual(of('errors', 'b'));
    });

    it('counts after a restart what is shown, and nothing across a gap', () => {
      expect(of('errors', 'c')).toEqual([
        '1: 0/100',
        '2: 0/100',
        '3: 0/100',
        '4: 0/60',
        '5: 0/100',
      ]);
      expect(of('errors', 'd')).toEqual(['1: 0/100', '4: 0/100', '5: 0/100']);
    });

    it('is told at the edges around the slow end, however their numbers are written', () => {
      expect(of('latency:1', 'a')).toEqual(
        Array.from({ length: 5 }, (_, n) => `${n + 1}: 100/1000`),
      );
      const names = blocks.map(({ signal }) => signal).filter((one) => one.startsWith('latency'));
      expect([...new Set(names)].toSorted()).toEqual(['latency:0.1', 'latency:1', 'latency:2.5']);
    });

    it('is nothing where there is no old build, or nobody kept it', async () => {
      expect(await history(null)).toEqual([]);
      expect(await history('nobody')).toEqual([]);
    });
  });
});
