import type { CorpusSample } from './prometheus-samples.ts';

const stepMs = 15_000;
/** When the last samples were taken; everything is asked about a moment later. */
const lastMs = Math.floor((Date.now() - 3_600_000) / stepMs) * stepMs + 123;

/** The moment of the questions. */
export const endMs = lastMs + 2_000;

const minutesBefore = (minutes: number) => lastMs - minutes * 60_000;

/**
 * Half an hour of builds that are measured as client libraries do it: no series before its first
 * event. Each build is a version.
 */
export function clientLibrary(): readonly CorpusSample[] {
  return [
    ...server('old', { ok: () => 300 }),
    ...server('clean', { ok: () => 30 }),
    ...server('half', { ok: () => 15, failed: () => 15, since: 1.5 }),
    ...twelve(),
    ...server('one-of-18', {
      ok: (n) => (n === 0 ? 17 : 0),
      failed: (n) => Number(n === 0),
      since: 1,
    }),
    ...server('all-of-18', { failed: (n) => (n === 0 ? 18 : 0), since: 1 }),
    ...restarted(),
    ...server('gap', { ok: () => 30 }).filter(
      ({ t }) => t < minutesBefore(2.4) || t > minutesBefore(1.6),
    ),
    ...server('outage', {
      ok: (n) => (n === 0 ? 9_000 : 30),
      failed: (n) => (n === 0 ? 600 : 0),
    }).filter(({ t }) => t < minutesBefore(18) || t > minutesBefore(1)),
    ...server('idle', { ok: (n) => (n === 0 ? 500 : 0) }),
    ...latency('old', '0.05', 30),
    ...latency('clean', '0.05', 30),
    ...latency('slow', '1', 1.75),
  ];
}

type Traffic = {
  /** Requests in each step, counted from the first. */
  readonly ok?: (step: number) => number;
  readonly failed?: (step: number) => number;
  /** Minutes before the end at which the server started. */
  readonly since?: number;
};

function server(version: string, { ok, failed, since = 30 }: Traffic): CorpusSample[] {
  return [
    ...(ok ? counter(version, '200', ok, since) : []),
    ...(failed ? counter(version, '500', failed, since) : []),
  ];
}

function counter(
  version: string,
  code: string,
  grows: (step: number) => number,
  since: number,
  labels = '',
): CorpusSample[] {
  let total = 0;
  const times = Array.from({ length: (since * 60_000) / stepMs + 1 }, (_, n) => n);
  return times.flatMap((n) => {
    total += grows(n);
    const series = `http_requests_total{version="${version}",code="${code}"${labels}}`;
    const t = minutesBefore(since) + n * stepMs;
    return total === 0 ? [] : [{ series, t, value: String(total) }];
  });
}

/** 240 requests in two minutes, and twelve routes that each failed once. */
function twelve(): CorpusSample[] {
  const routes = Array.from({ length: 12 }, (_, n) => n);
  return [
    ...counter('twelve', '200', () => 30, 30),
    ...routes.flatMap((n) =>
      counter('twelve', '500', (step) => Number(step === 0), 1, `,route="/${n}"`),
    ),
  ];
}

/** One in ten fails before and after its counters began anew a minute ago. */
function restarted(): CorpusSample[] {
  const codes = [
    ['200', 27],
    ['500', 3],
  ] as const;
  return codes.flatMap(([code, by]) => [
    ...counter('restarted', code, () => by, 30).filter(({ t }) => t <= minutesBefore(1)),
    ...counter('restarted', code, () => by, 0.75),
  ]);
}

/** 30 requests in each step, all of them in the bucket of `le` seconds. */
function latency(version: string, le: string, since: number): CorpusSample[] {
  const edges = ['0.05', '0.1', '0.5', '1', '+Inf'];
  const times = Array.from({ length: (since * 60_000) / stepMs + 1 }, (_, n) => n);
  const row = (name: string, labels: string) =>
    times.map((n) => ({
      series: `http_seconds_${name}{version="${version}"${labels}}`,
      t: minutesBefore(since) + n * stepMs,
      value: String(name === 'bucket' && edgeOf(labels) < Number(le) ? 0 : (n + 1) * 30),
    }));
  return [...edges.flatMap((edge) => row('bucket', `,le="${edge}"`)), ...row('count', '')];
}

function edgeOf(labels: string): number {
  const edge = /le="([^"]+)"/.exec(labels)?.[1] ?? '+Inf';
  return edge === '+Inf' ? Infinity : Number(edge);
}
