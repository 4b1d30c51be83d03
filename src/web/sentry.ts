import type { Hono } from 'hono';
import { z } from 'zod';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import { webhookDoor } from './webhook.ts';

/** What the door for Sentry's webhooks needs. */
export type SentryDoor = {
  readonly ledger: Pick<Ledger, 'open' | 'wake'>;
  readonly clock: Pick<Clock, 'now'>;
  /** The project of each service that is watched there. */
  readonly projects: ReadonlyMap<string, string>;
  /** Of the internal integration; null: nothing is taken, because anybody could send it. */
  readonly secret: string | null;
};

/** Hints in a flood of errors are one hint (clock ms). */
const oneHintMs = 10_000;

/** Where a webhook names its project by slug: issues, and alerts on metrics. */
const Hook = z.object({
  data: z.object({
    issue: z.object({ project: z.object({ slug: z.string() }) }).optional(),
    metric_alert: z.object({ projects: z.array(z.string()) }).optional(),
  }),
});

/**
 * Sentry says that something happened: whatever soaks or moves is looked at now instead of at the
 * next look. It is a hint and no evidence: nothing it says is believed, everything is asked.
 */
export function sentryDoor({ ledger, clock, projects, secret }: SentryDoor): Hono {
  const hinted = new Map<string, number>();
  return webhookDoor(
    {
      path: '/sentry',
      variable: 'SENTRY_WEBHOOK_SECRET',
      secret,
      header: 'sentry-hook-signature',
      form: /^([0-9a-f]{64})$/,
      mostBytes: 1_048_576,
    },
    async (said) => {
      const now = clock.now();
      const services = meant(projects, said).filter(
        (service) => now - (hinted.get(service) ?? Number.NEGATIVE_INFINITY) >= oneHintMs,
      );
      for (const service of services) hinted.set(service, now);
      const open = (await Promise.all(services.map((service) => ledger.open(service)))).flat();
      await ledger.wake(open.map(({ id }) => ({ key: id, lane: 'watch', dueAt: now })));
      return { looked: open.length };
    },
  );
}

/** Errors and alerts on issues name no slug: then every service there is looked at. */
function meant(projects: ReadonlyMap<string, string>, said: unknown): readonly string[] {
  const read = Hook.safeParse(said);
  const { issue, metric_alert } = read.success ? read.data.data : {};
  const named = [
    ...(issue === undefined ? [] : [issue.project.slug]),
    ...(metric_alert?.projects ?? []),
  ];
  return [...projects].flatMap(([service, project]) =>
    named.length === 0 || named.includes(project) ? [service] : [],
  );
}
