import { z } from 'zod';
import { Duration, Share } from './measures.ts';
import { saidOnly } from './said-only.ts';

const slug = z
  .string({ error: 'write its slug' })
  .regex(/^[a-z0-9][\w-]*$/i, { error: 'write its slug: letters, digits, - and _' });

/** What Sentry is asked, and how much is too much. */
const sentryKeys = {
  organization: slug,
  project: slug,
  environment: z.string().min(1).default('production'),
  /** What its servers call a build when they report to Sentry. */
  release: z
    .string()
    .refine(
      (name) =>
        name.includes('{version}') &&
        /^[\w.@+/-]{0,100}$/.test(name.replaceAll(/\{(?:version|service)\}/g, '')),
      { error: 'write the name its servers report, such as board-server@{version}' },
    )
    .default('{service}@{version}'),
  new_errors: z.number().int().nonnegative().default(0),
  /** A fatal error needs no second reading. */
  fatal: z.enum(['roll-back', 'count']).default('roll-back'),
  worse_by: Share.prefault('50%'),
  /** Error events per 1,000 users a minute that are noise on any build. */
  floor: z.number().nonnegative().default(5),
};
const Sentry = z.strictObject(sentryKeys).readonly();

/** One Prometheus query: a limit, or a comparison with the old servers of the same minutes. */
const Query = z
  .strictObject({
    name: z.string().min(1).max(40),
    query: z
      .string()
      .min(1)
      .refine((query) => query.includes('{version}'), {
        error: 'must contain {version}, or it measures both builds at once',
      }),
    unit: z.string().max(12).default(''),
    max: z.number().optional(),
    min: z.number().optional(),
    baseline: z.boolean().default(false),
    worse_by: Share.optional(),
    floor: z.number().nonnegative().default(0),
  })
  .refine(
    (query) =>
      [query.max !== undefined, query.min !== undefined, query.worse_by !== undefined].filter(
        Boolean,
      ).length === 1,
    {
      error: 'write exactly one of max, min, worse_by',
    },
  )
  .readonly();

const watchKeys = {
  every: Duration.prefault('30s'),
  sentry: Sentry.optional(),
  prometheus: z.array(Query).default([]).readonly(),
};

/** What a further line says of it; the rest is its product's. */
export const WatchOfLine = saidOnly({ ...watchKeys, sentry: saidOnly(sentryKeys) });

/** Without a single signal nothing could ever be judged healthy. */
export const WatchEntry = z
  .strictObject(watchKeys)
  .refine((watch) => watch.sentry !== undefined || watch.prometheus.length > 0, {
    error: 'write sentry or at least one prometheus query: no data is never health',
  })
  .readonly();
