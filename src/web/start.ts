import type { RequestListener } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import type { Ledger } from '../ports/ledger.ts';
import type { Log } from '../ports/log.ts';
import { type BuildsDoor, buildsDoor } from './builds.ts';
import { cdEventsDoor } from './cdevents.ts';
import { metricsOf } from './metrics.ts';
import { pagerDutyDoor } from './pagerduty.ts';
import { sentryDoor } from './sentry.ts';

/** What the web side needs to run, and where its faults are told. */
export type WebOptions = Omit<BuildsDoor, 'ledger'> & {
  readonly ledger: Pick<Ledger, 'addBuild' | 'build' | 'wake' | 'open' | 'line' | 'touch'>;
  readonly log: Pick<Log, 'error'>;
  /** The secrets of vendors' webhooks; null: nothing is taken. */
  readonly webhooks: { readonly pagerDuty: string | null; readonly sentry: string | null };
  /** The project at Sentry of each service that is watched there. */
  readonly projects: ReadonlyMap<string, string>;
};

const healthWithinMs = 1_000;

/** Everything that is not Slack on Davy's one port: builds, vendors' webhooks, health, metrics. */
export function webListener(options: WebOptions): RequestListener {
  const metrics = metricsOf(options.services, options.ledger);
  const web = new Hono();
  web.route('/', buildsDoor(options));
  web.route('/', cdEventsDoor(options));
  web.route('/', pagerDutyDoor({ ...options, secret: options.webhooks.pagerDuty }));
  web.route('/', sentryDoor({ ...options, secret: options.webhooks.sentry }));
  web.get('/healthz', async (context) => {
    const healthy = await stores(options.ledger);
    return context.json(
      { ok: healthy, ledger: healthy ? 'stores' : 'stores nothing' },
      healthy ? 200 : 503,
    );
  });
  web.get('/metrics', async (context) =>
    context.body(await metrics.text(), 200, { 'content-type': metrics.contentType }),
  );
  web.notFound((context) => context.json({ error: 'there is nothing here' }, 404));
  web.onError((cause, context) => {
    options.log.error({ cause: String(cause), path: context.req.path }, 'a web request failed');
    return context.json({ error: 'Davy could not do this just now; try again' }, 503);
  });
  const listener = getRequestListener(web.fetch);
  return (request, response) => void listener(request, response);
}

/** A ledger that stores nothing can decide nothing, so Davy is not healthy. */
async function stores(ledger: Pick<Ledger, 'touch'>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), healthWithinMs);
  });
  const touched = ledger.touch().then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([touched, late]);
  } finally {
    clearTimeout(timer);
  }
}
