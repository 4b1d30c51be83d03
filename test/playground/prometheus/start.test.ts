import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readExposition } from '../../../playground/prometheus/exposition.ts';
import { startPrometheus } from '../../../playground/prometheus/start.ts';
import { startMetricsPage } from '../../support/metrics-page.ts';
import { eventually } from '../../support/until.ts';

let metrics: Awaited<ReturnType<typeof startMetricsPage>>;
let discovery: Awaited<ReturnType<typeof startMetricsPage>>;
let prometheus: Awaited<ReturnType<typeof startPrometheus>>;
beforeEach(async () => {
  metrics = await startMetricsPage();
  discovery = await startMetricsPage();
  discovery.show('[]');
  prometheus = await startPrometheus({
    port: 0,
    scrapeIntervalMs: 60_000,
    discoveryUrl: `http://${discovery.target}/`,
  });
});
afterEach(async () => {
  await prometheus.close();
  await metrics.close();
  await discovery.close();
});

const list = (labels: Record<string, string>) =>
  discovery.show(JSON.stringify([{ targets: [metrics.target], labels }]));
const scrape = () => fetch(`${prometheus.url}/_control/scrape`, { method: 'POST' });
const query = async (text: string) => {
  const response = await fetch(`${prometheus.url}/api/v1/query?query=${encodeURIComponent(text)}`);
  const body = JSON.parse(await response.text());
  return body.data.result.map(({ metric, value }: { metric: object; value: [number, string] }) => ({
    ...metric,
    value: value[1],
  }));
};

describe('the local Prometheus', () => {
  it('scrapes discovered targets and gives their labels to every series', async () => {
    list({ version: '1.42.0', __secret: 'x' });
    metrics.show('users{version="page"} 7');
    await scrape();
    const own = { instance: metrics.target, job: 'playground', version: '1.42.0' };
    expect(await query('users')).toEqual([
      { __name__: 'users', ...own, exported_version: 'page', value: '7' },
    ]);
    expect(await query('up')).toEqual([{ __name__: 'up', ...own, value: '1' }]);
  });

  it('ends series that left the page, and all of a target that is gone', async () => {
    list({});
    metrics.show('a 1\nb 2');
    await scrape();
    metrics.show('b 3');
    await scrape();
    expect(await query('{__name__=~"a|b"}')).toMatchObject([{ __name__: 'b', value: '3' }]);
    discovery.show('[]');
    await scrape();
    expect(await query('{__name__=~"a|b|up"}')).toEqual([]);
  });

  it('marks a target that is silent or answers nonsense as down, its series as ended', async () => {
    list({});
    metrics.show('a 1');
    await scrape();
    metrics.show('<html>');
    await scrape();
    expect(await query('{__name__=~"a|up"}')).toMatchObject([{ __name__: 'up', value: '0' }]);
    const targets = JSON.parse(await (await fetch(`${prometheus.url}/api/v1/targets`)).text());
    expect(targets.data.activeTargets).toMatchObject([
      { health: 'down', lastError: 'invalid metrics page' },
    ]);
  });

  it('keeps the targets it knows while the discovery is away', async () => {
    list({ version: '1' });
    metrics.show('a 1');
    await scrape();
    discovery.show('not json');
    metrics.show('a 2');
    await scrape();
    expect(await query('a')).toMatchObject([{ version: '1', value: '2' }]);
  });

  it('scrapes by itself', async () => {
    const quick = await startPrometheus({
      port: 0,
      scrapeIntervalMs: 20,
      discoveryUrl: `http://${discovery.target}/`,
    });
    list({});
    metrics.show('a 1');
    await eventually(async () =>
      expect(
        await (await fetch(`${quick.url}/api/v1/query?query=count_over_time(a[1m])%3E2`)).text(),
      ).toContain('"value"'),
    );
    await quick.close();
    expect(await (await fetch(`${prometheus.url}/-/ready`)).text()).toBe(
      'Prometheus Server is Ready.\n',
    );
    expect((await fetch(`${prometheus.url}/api/v1/nothing`)).status).toBe(404);
  });
});

describe('a metrics page', () => {
  it('is read with labels, quotes, times and special values', () => {
    const text =
      '# HELP a words\n# TYPE a counter\n' +
      'a{x="1,2",y="say \\"hi\\"\\n{}"} 1.5e3 1700000000000\nb +Inf\nc NaN\nd{} -3\n' +
      'e{x="1",} .5\n';
    expect(readExposition(text)).toEqual([
      { labels: { __name__: 'a', x: '1,2', y: 'say "hi"\n{}' }, value: 1500, t: 1_700_000_000_000 },
      { labels: { __name__: 'b' }, value: Infinity, t: null },
      { labels: { __name__: 'c' }, value: Number.NaN, t: null },
      { labels: { __name__: 'd' }, value: -3, t: null },
      { labels: { __name__: 'e', x: '1' }, value: 0.5, t: null },
    ]);
  });

  it.each(['a', 'a b', 'a{x=1} 1', 'a{x="1} 1', '1a 1', 'a{x="1" y="2"} 1'])(
    'is refused whole for %j',
    (line) => {
      expect(readExposition(`good 1\n${line}\n`)).toBeUndefined();
    },
  );
});
