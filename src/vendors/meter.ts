import { prometheusMeter } from '../adapters/prometheus/meter.ts';
import type { ServiceEntry } from '../config/davy-yml.ts';
import type { Meter } from '../ports/meter.ts';
import type { Limit } from '../release/state/reading.ts';
import type { WatchMeans } from './means.ts';

/** Who measures a service: the queries of davy.yml say in whose language they are. */
export function meterOf(
  { watch, release }: ServiceEntry,
  { environment, fetch, realNow: now }: WatchMeans,
): Meter {
  return prometheusMeter({
    url: environment.PROMETHEUS_URL ?? '',
    token: environment.PROMETHEUS_TOKEN ?? null,
    fetch,
    now,
    queries: watch.prometheus.map((query) => ({ ...query, limit: limitOf(query) })),
    reconnects: release.reconnects ?? null,
  });
}

function limitOf({
  max,
  min,
  worse_by,
  floor,
}: ServiceEntry['watch']['prometheus'][number]): Limit {
  if (max !== undefined) return { kind: 'max', value: max };
  if (min !== undefined) return { kind: 'min', value: min };
  return { kind: 'worse-by', share: worse_by ?? 0, floor };
}
