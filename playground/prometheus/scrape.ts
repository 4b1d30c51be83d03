import { z } from 'zod';
import { type Exposed, readExposition } from './exposition.ts';
import { labelKey, type Labels, type SeriesStore } from './series.ts';

/** Groups of targets with labels, as a discovery address lists them. */
export const targetGroups = z.array(
  z.object({
    targets: z.array(z.string().min(1)),
    labels: z.record(z.string(), z.string()).default({}),
  }),
);
type TargetGroups = z.infer<typeof targetGroups>;

type Target = { readonly address: string; readonly labels: Labels };

/** Reads targets again and again; what was there and is gone is marked stale. */
export type Scraper = {
  readonly setTargets: (groups: TargetGroups) => void;
  readonly targets: () => readonly {
    readonly labels: Labels;
    readonly scrapeUrl: string;
    readonly health: 'up' | 'down' | 'unknown';
    readonly lastError: string;
  }[];
  readonly round: () => Promise<void>;
};

export type ScraperOptions = {
  readonly job: string;
  readonly timeoutMs: number;
  readonly discoveryUrl?: string | undefined;
  readonly fetch: typeof fetch;
  readonly now: () => number;
  readonly store: SeriesStore;
};

/** Makes a scraper; each round asks the discovery address first, then every target at once. */
export function newScraper(options: ScraperOptions): Scraper {
  let told: TargetGroups = [];
  let discovered: TargetGroups = [];
  const known = new Map<
    string,
    { target: Target; error: string | null; series: readonly Labels[] }
  >();
  const round = async () => {
    discovered = (await discover(options)) ?? discovered;
    const wanted = new Map(
      [...told, ...discovered]
        .flatMap((group) => targetsOf(group, options.job))
        .map((target) => [labelKey(target.labels), target]),
    );
    const gone = [...known].filter(([key]) => !wanted.has(key));
    for (const [key, { series }] of gone) {
      known.delete(key);
      markStale(options, series, options.now());
    }
    await Promise.all(
      [...wanted].map(async ([key, target]) => {
        known.set(key, await scrape(options, target, known.get(key)?.series ?? []));
      }),
    );
  };
  return {
    setTargets: (groups) => {
      told = groups;
    },
    targets: () =>
      [...known.values()].map(({ target, error }) => ({
        labels: target.labels,
        scrapeUrl: target.address,
        health: error === null ? 'up' : 'down',
        lastError: error ?? '',
      })),
    round,
  };
}

async function discover({
  discoveryUrl,
  fetch,
  timeoutMs,
}: ScraperOptions): Promise<TargetGroups | undefined> {
  if (discoveryUrl === undefined) return [];
  try {
    const response = await fetch(discoveryUrl, { signal: AbortSignal.timeout(timeoutMs) });
    return response.ok ? targetGroups.safeParse(await response.json()).data : undefined;
  } catch {
    return undefined;
  }
}

function targetsOf({ targets, labels }: TargetGroups[number], job: string): Target[] {
  const { __metrics_path__: path = '/metrics', __scheme__: scheme = 'http', ...rest } = labels;
  const visible = Object.fromEntries(
    Object.entries(rest).filter(([name]) => !name.startsWith('__')),
  );
  return targets.map((target) => ({
    address: `${scheme}://${target}${path}`,
    labels: { job, instance: target, ...visible },
  }));
}

async function scrape(
  options: ScraperOptions,
  target: Target,
  before: readonly Labels[],
): Promise<{ target: Target; error: string | null; series: readonly Labels[] }> {
  const at = options.now();
  const { page, error } = await readPage(options, target);
  const exposed = page ?? [];
  for (const { labels, value, t } of exposed)
    options.store.append(merged(labels, target.labels), { t: t ?? at, v: value });
  const own = {
    up: page === undefined ? 0 : 1,
    scrape_duration_seconds: (options.now() - at) / 1000,
    scrape_samples_scraped: exposed.length,
  };
  for (const [name, v] of Object.entries(own))
    options.store.append({ ...target.labels, __name__: name }, { t: at, v });
  const series = exposed.flatMap(({ labels, t }) =>
    t === null ? [merged(labels, target.labels)] : [],
  );
  const still = new Set(series.map(labelKey));
  markStale(
    options,
    before.filter(
      (labels) => !still.has(labelKey(labels)) && !Object.hasOwn(own, labels['__name__'] ?? ''),
    ),
    at,
  );
  return {
    target,
    error,
    series: [...series, ...Object.keys(own).map((name) => ({ ...target.labels, __name__: name }))],
  };
}

async function readPage(
  { fetch, timeoutMs }: ScraperOptions,
  target: Target,
): Promise<{ page?: readonly Exposed[]; error: string | null }> {
  try {
    const response = await fetch(target.address, {
      headers: { accept: 'text/plain;version=0.0.4' },
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok)
      return { error: `server returned HTTP status ${response.status} ${response.statusText}` };
    const page = readExposition(await response.text());
    return page === undefined ? { error: 'invalid metrics page' } : { page, error: null };
  } catch (error) {
    return {
      error: `Get "${target.address}": ${error instanceof Error ? error.message : 'failed'}`,
    };
  }
}

/** A target's own labels win; what the page says under the same name is kept as `exported_…`. */
function merged(labels: Labels, own: Labels): Labels {
  const renamed = Object.entries(labels).map(([name, value]) => [
    Object.hasOwn(own, name) ? `exported_${name}` : name,
    value,
  ]);
  return { ...Object.fromEntries(renamed), ...own };
}

function markStale({ store }: ScraperOptions, series: readonly Labels[], t: number): void {
  for (const labels of series) store.append(labels, { t, v: Number.NaN, stale: true });
}
