import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Answered, Asked } from '../standin/exchange.ts';
import { fromJson } from '../standin/faults.ts';
import { type Standin, serve } from '../standin/serve.ts';
import { answerQuery } from './api.ts';
import { readExposition } from './exposition.ts';
import { newScraper, type Scraper, targetGroups } from './scrape.ts';
import { newSeriesStore, type SeriesStore } from './series.ts';

/**
 * What the stand-in may be told. Targets come from the discovery address, from `/_control/targets`,
 * or from both.
 */
export type PrometheusOptions = {
  readonly port: number;
  /**
   * An address that lists targets, in the format of HTTP service discovery; asked before every
   * round.
   */
  readonly discoveryUrl?: string;
  readonly job?: string;
  readonly scrapeIntervalMs?: number;
  readonly retentionMs?: number;
  readonly now?: () => number;
};

/** Prometheus on a loopback port: scrapes by itself, answers queries of a part of PromQL. */
export async function startPrometheus(options: PrometheusOptions): Promise<Standin> {
  const now = options.now ?? Date.now;
  const intervalMs = options.scrapeIntervalMs ?? 1000;
  const store = newSeriesStore(options.retentionMs ?? 3 * 3_600_000);
  const scraper = newScraper({
    job: options.job ?? 'playground',
    timeoutMs: Math.max(1000, intervalMs),
    discoveryUrl: options.discoveryUrl,
    fetch: globalThis.fetch,
    now,
    store,
  });
  const stop = new AbortController();
  const scraping = keepScraping(scraper, intervalMs, stop.signal);
  const standin = await serve({
    port: options.port,
    tooMany: (seconds) => ({
      status: 429,
      headers: { 'retry-after': String(seconds) },
      body: 'Too Many Requests',
    }),
    answer: (asked) => answer(store, scraper, asked, now),
    control: (asked) => control(store, scraper, asked),
  });
  const close = async () => {
    stop.abort();
    await standin.close();
    await scraping;
  };
  return { ...standin, close };
}

async function keepScraping(
  scraper: Scraper,
  intervalMs: number,
  stopped: AbortSignal,
): Promise<void> {
  while (!stopped.aborted) {
    await scraper.round();
    await sleep(intervalMs, undefined, { signal: stopped }).catch(() => undefined);
  }
}

function answer(store: SeriesStore, scraper: Scraper, asked: Asked, now: () => number): Answered {
  switch (asked.url.pathname) {
    case '/-/ready':
      return { status: 200, body: 'Prometheus Server is Ready.\n' };
    case '/-/healthy':
      return { status: 200, body: 'Prometheus Server is Healthy.\n' };
    case '/api/v1/query':
    case '/api/v1/query_range':
      return answerQuery(store, asked, now);
    case '/api/v1/targets':
      return {
        status: 200,
        body: { status: 'success', data: { activeTargets: scraper.targets(), droppedTargets: [] } },
      };
    default:
      return { status: 404, body: '404 page not found\n' };
  }
}

const samplesBody = z.object({ exposition: z.string() });

function control(
  store: SeriesStore,
  scraper: Scraper,
  asked: Asked,
): Promise<Answered> | Answered | undefined {
  switch (asked.url.pathname) {
    case '/_control/targets': {
      const parsed = targetGroups.safeParse(fromJson(asked.body));
      if (!parsed.success) return { status: 400, body: { error: z.prettifyError(parsed.error) } };
      scraper.setTargets(parsed.data);
      return { status: 200, body: {} };
    }
    case '/_control/scrape':
      return scraper.round().then(() => ({ status: 200, body: {} }));
    case '/_control/samples': {
      const page = readExposition(
        samplesBody.safeParse(fromJson(asked.body)).data?.exposition ?? '?',
      );
      if (page === undefined || page.some(({ t }) => t === null))
        return { status: 400, body: { error: 'lines of the text format with times are wanted' } };
      for (const { labels, value, t } of page) store.append(labels, { t: t ?? 0, v: value });
      return { status: 200, body: { taken: page.length } };
    }
    default:
      return undefined;
  }
}
