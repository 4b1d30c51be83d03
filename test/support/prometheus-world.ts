import { startPrometheus } from '../../playground/prometheus/start.ts';
import { prometheusMeter } from '../../src/adapters/prometheus/meter.ts';
import type { Measured, MeterWorld, Serving } from '../contracts/meter-laws.ts';
import { until } from './until.ts';
import { startMetricsPage } from './metrics-page.ts';
import { findPrometheus, runPrometheus } from './real-prometheus.ts';
import { troubledWay } from './troubled-way.ts';

type Server = { readonly url: string; readonly close: () => Promise<unknown> };

/** Prometheus's stand-in, which scrapes a page of numbers. */
export async function localPrometheusWorld(): Promise<MeterWorld> {
  return worldOn(async (target) => {
    const server = await startPrometheus({ port: 0, scrapeIntervalMs: 100 });
    const targets = JSON.stringify([{ targets: [target] }]);
    await fetch(`${server.url}/_control/targets`, { method: 'POST', body: targets });
    return server;
  });
}

/** The same on the real one, where it is installed; null where it is not. */
export async function realPrometheus(): Promise<(() => Promise<MeterWorld>) | null> {
  const binaries = await findPrometheus();
  return binaries
    ? () => worldOn((target) => runPrometheus(binaries, { targets: [target] }))
    : null;
}

async function worldOn(start: (target: string) => Promise<Server>): Promise<MeterWorld> {
  const page = await startMetricsPage();
  const shown = new Map<string, Measured>();
  const server = await start(page.target);
  const way = troubledWay();
  let servings: readonly Serving[] = [];
  let round = 0;
  const common = { url: server.url, authorization: null, fetch: way.fetch, now: Date.now };
  const limit = { kind: 'worse-by', share: 0.2, floor: 0 } as const;
  const query = 'latency_seconds{version="{version}"}';
  const latency = { name: 'latency', query, unit: ' s', limit, baseline: true };
  const arrived = 'sum(increase(reconnects_total{version="{version}"}[{since}]))';
  /** Each page bears its number, so that one can tell when the vendor has it. */
  const scraped = async () => {
    round += 1;
    const lines = [
      ...[...shown].map(([version, one]) => linesOf(version, one)),
      ...servings.flatMap(linesServed).map((line) => `${line}\n`),
    ];
    page.show(`${lines.join('')}round ${round}\n`);
    await until(async () => (await valueOf(server.url, 'round')) === String(round));
  };
  const whole = { ...common, queries: [latency], reconnects: { arrived, failed: arrived } };
  const requests = { counter: 'requests_total', errors: 'status="500"', where: null, by: 'route' };
  const counters = {
    label: 'version',
    server: 'server',
    requests,
    latency: { histogram: 'seconds', where: null, fastEnough: 0.05 },
    memory: 'memory_bytes',
  };
  const untold = { ...counters, requests: { ...requests, errors: 'code="500"' } };
  return {
    ...way,
    meter: prometheusMeter({ ...whole, counters }),
    untold: {
      errors: prometheusMeter({ ...whole, counters: untold }),
      servers: prometheusMeter({ ...whole, counters: { ...counters, server: 'machine' } }),
    },
    async serve(shown) {
      servings = shown;
      await scraped();
    },
    uncounting: prometheusMeter({ ...common, queries: [latency] }),
    async show(version, measured) {
      shown.set(version, measured);
      await scraped();
    },
    async silence(version) {
      shown.delete(version);
      await scraped();
    },
    async close() {
      await server.close();
      await page.close();
    },
  };
}

function linesOf(version: string, { latency, reconnects }: Measured): string {
  const number = (value: number) => (value === Number.POSITIVE_INFINITY ? '+Inf' : String(value));
  const line = (name: string, value: number | null) =>
    value === null ? '' : `${name}{version="${version}"} ${number(value)}\n`;
  return line('latency_seconds', latency) + line('reconnects_total', reconnects);
}

async function valueOf(url: string, query: string): Promise<string | undefined> {
  const answer = await fetch(`${url}/api/v1/query?query=${query}`);
  const said = (await answer.json()) as {
    data?: { result?: readonly { value: readonly [number, string] }[] };
  };
  return said.data?.result?.[0]?.value[1];
}

/** As client libraries show it: no series of failures before the first. */
function linesServed(one: Serving): readonly string[] {
  const { version, server, requests, failed, within, startedAt, memory, agoMs } = one;
  const own = `version="${version}",server="${server}"`;
  const when = agoMs === undefined ? '' : ` ${Date.now() - agoMs}`;
  const line = (name: string, more: string, value: number) =>
    `${name}{${own}${more}} ${value}${when}`;
  const route = `,route="${one.endpoint ?? '/'}"`;
  return [
    line('requests_total', `${route},status="200"`, requests - (failed ?? 0)),
    ...(failed === undefined ? [] : [line('requests_total', `${route},status="500"`, failed)]),
    line('seconds_count', '', requests),
    ...Object.entries(within ?? {}).map(([le, many]) =>
      line('seconds_bucket', `,le="${le}"`, many),
    ),
    ...(within ? [line('seconds_bucket', ',le="+Inf"', requests)] : []),
    ...(startedAt === undefined
      ? []
      : [`process_start_time_seconds{server="${server}"} ${startedAt / 1_000}${when}`]),
    ...(memory === undefined ? [] : [line('memory_bytes', '', memory)]),
  ];
}
