import type { CountersAsked } from '../adapters/prometheus/counters/asked.ts';
import { prometheusMeter } from '../adapters/prometheus/meter.ts';
import type { LatencyAsked, RequestsAsked } from '../adapters/prometheus/ready-made.ts';
import type { ServiceEntry } from '../config/davy-yml.ts';
import type { Meter } from '../ports/meter.ts';
import type { Limit } from '../release/state/reading.ts';
import type { WatchMeans } from './means.ts';
import { prometheusAuthorization } from './prometheus-account.ts';

/** Who measures a service: the queries of davy.yml say in whose language they are. */
export function meterOf(
  { watch, release }: ServiceEntry,
  { environment, fetch, realNow: now }: WatchMeans,
): Meter {
  return prometheusMeter({
    url: environment.PROMETHEUS_URL ?? '',
    authorization: prometheusAuthorization(environment),
    fetch,
    now,
    requests: watch.requests ? requestsOf(watch.requests, watch) : null,
    latency: watch.latency ? latencyOf(watch.latency, watch) : null,
    queries: watch.prometheus.map(({ name, query, unit, baseline, least, ...limit }) => ({
      name,
      query,
      unit,
      baseline,
      least,
      warmUpMs: isLatency({ query, unit }) ? watch.warm_up : 0,
      limit: limitOf(limit),
    })),
    reconnects: release.reconnects ?? null,
    counters: countersOf(watch),
  });
}

function limitOf({
  max,
  min,
  worse_by,
  better,
  floor,
}: Pick<WatchEntry['prometheus'][number], 'max' | 'min' | 'worse_by' | 'better' | 'floor'>): Limit {
  if (max !== undefined) return { kind: 'max', value: max };
  if (min !== undefined) return { kind: 'min', value: min };
  const compared = { kind: 'worse-by', share: worse_by ?? 0, floor } as const;
  return better === 'higher' ? { ...compared, better } : compared;
}

type WatchEntry = ServiceEntry['watch'];

/**
 * Whether it says how long something takes, which caches that are cold yet make longer. Names tell
 * nothing: what counts durations counts failures, too.
 */
function isLatency({ query, unit }: { readonly query: string; readonly unit: string }): boolean {
  return /quantile/.test(query) || /^\s*[mµun]?s$/.test(unit);
}

/** Below this the slow end of requests is whichever was the slowest. */
const leastForLatency = 20;

/** Shares of requests are told in %. */
function requestsOf(
  { counter, errors, where }: NonNullable<WatchEntry['requests']>,
  watch: WatchEntry,
): RequestsAsked {
  const { tolerance } = watch;
  const limit = {
    kind: 'worse-by',
    share: tolerance.errors - 1,
    floor: tolerance.floor * 100,
  } as const;
  // How few errors prove nothing is reckoned from the counts of both sides.
  const fairness = { windowMs: watch.window, least: 0, warmUpMs: 0 };
  return { ...ownOf(where, watch), counter, errors, limit, fairness };
}

function latencyOf(
  { histogram, quantile, slower_by: share, floor, where }: NonNullable<WatchEntry['latency']>,
  watch: WatchEntry,
): LatencyAsked {
  const limit = { kind: 'worse-by', share, floor: floor / 1_000 } as const;
  const fairness = { windowMs: watch.window, least: leastForLatency, warmUpMs: watch.warm_up };
  return { ...ownOf(where, watch), histogram, quantile, limit, fairness };
}

/** What is counted for the verdict, server by server. */
function countersOf({ requests, latency, labels, memory }: WatchEntry): CountersAsked {
  return {
    label: labels.version,
    server: labels.server,
    requests: requests
      ? { ...requests, where: requests.where ?? null, by: requests.by ?? null }
      : null,
    latency: latency
      ? {
          histogram: latency.histogram,
          where: latency.where ?? null,
          fastEnough: latency.floor / 1_000,
        }
      : null,
    memory: memory ?? null,
  };
}

function ownOf(where: string | undefined, { labels, window }: WatchEntry) {
  return { label: labels.version, where: where ?? null, window: `${window / 1_000}s` };
}
