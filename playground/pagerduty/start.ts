import { randomUUID } from 'node:crypto';
import type { Answered, Asked } from '../standin/exchange.ts';
import { fromJson } from '../standin/faults.ts';
import { openJournal } from '../standin/journal.ts';
import { type Standin, serve } from '../standin/serve.ts';
import { eventErrors, eventSchema } from './event.ts';
import { foldIncidents, type Paged, pagedSchema } from './incidents.ts';

/** What the stand-in may be told; an empty list of keys accepts every key of the right form. */
export type PagerDutyOptions = {
  readonly port: number;
  readonly routingKeys?: readonly string[];
  readonly dataDir?: string;
  readonly now?: () => number;
};

const bytesMax = 512 * 1024;

/**
 * PagerDuty's Events API v2 on a loopback port: as strict, and it remembers whom it would have
 * called.
 */
export function startPagerDuty(options: PagerDutyOptions): Promise<Standin> {
  const now = options.now ?? Date.now;
  const journal = openJournal<Paged>(options.dataDir, 'pagerduty', (value) =>
    pagedSchema.parse(value),
  );
  const enqueue = (asked: Asked): Answered => {
    if (asked.body.length > bytesMax) return { status: 413, body: 'Request Entity Too Large' };
    const parsed = eventSchema.safeParse(fromJson(asked.body));
    if (!parsed.success) return invalid(eventErrors(parsed.error));
    const event = parsed.data;
    const keys = options.routingKeys ?? [];
    if (keys.length > 0 && !keys.includes(event.routing_key))
      return invalid(['Invalid routing key']);
    const dedupKey =
      event.dedup_key === undefined || event.dedup_key === ''
        ? randomUUID().replaceAll('-', '')
        : event.dedup_key;
    journal.append({ atMs: now(), dedupKey, event });
    return {
      status: 202,
      body: { status: 'success', message: 'Event processed', dedup_key: dedupKey },
    };
  };
  return serve({
    port: options.port,
    tooMany: (seconds) => ({
      status: 429,
      headers: { 'retry-after': String(seconds) },
      body: 'Rate limit exceeded',
    }),
    answer: (asked) => {
      if (asked.url.pathname !== '/v2/enqueue')
        return { status: 404, body: { status: 'not found', message: 'Not found' } };
      if (asked.method !== 'POST') return { status: 405, headers: { allow: 'POST' }, body: '' };
      return enqueue(asked);
    },
    control: (asked) => {
      const path = asked.url.pathname;
      if (path === '/_control/journal') return { status: 200, body: journal.entries() };
      if (path === '/_control/incidents')
        return { status: 200, body: foldIncidents(journal.entries()) };
      return undefined;
    },
  });
}

function invalid(errors: readonly string[]): Answered {
  return {
    status: 400,
    body: { status: 'invalid event', message: 'Event object is invalid', errors },
  };
}
