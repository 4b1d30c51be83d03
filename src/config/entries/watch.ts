import { z } from 'zod';
import { usualJudgeOptions } from '../../release/state/judge-options.ts';
import { LabelsEntry, latencyKeys, Metric, requestsKeys, ToleranceEntry } from './measured.ts';
import { Duration, Share } from './measures.ts';
import { saidOnly } from './said-only.ts';

const slug = z
  .string({ error: 'write its slug' })
  .regex(/^[a-z0-9][\w-]*$/i, { error: 'write its slug: letters, digits, - and _' });

const newErrors = {
  error: 'write how many new error groups are borne, such as 0, or people, such as 4 users',
};
const peopleWritten = /^[1-9]\d{0,5} users?$/;

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
  /** So many new groups are borne; or how many people have to meet one before it is certain. */
  new_errors: z
    .union(
      [z.number().int().nonnegative(newErrors), z.string().regex(peopleWritten, newErrors)],
      newErrors,
    )
    .default(0),
  /** A fatal error needs no second reading. */
  fatal: z.enum(['roll-back', 'count']).default('roll-back'),
  worse_by: Share.prefault('50%'),
  /** Error events per 1,000 users a minute that are noise on any build. */
  floor: z.number().nonnegative().default(5),
  /** Tell Sentry what serves where: it writes to authors of commits, so only where it is wanted. */
  deploys: z.boolean().default(false),
};
const Sentry = z
  .strictObject(sentryKeys)
  .transform(({ new_errors: said, ...rest }) => ({
    ...rest,
    new_errors: typeof said === 'number' ? said : 0,
    new_error_people:
      typeof said === 'number' ? usualJudgeOptions.newErrorPeople : Number.parseInt(said, 10),
  }))
  .readonly();

/** Whether a query speaks of what went well, so that to read more of it as worse would be blind. */
function countsSuccesses({ name, query }: { readonly name: string; readonly query: string }) {
  return (
    /success|succeed|avail|uptime|healthy|hit.?rat|throughput|apdex/i.test(`${name} ${query}`) ||
    /(?:!~|!=)\s*["'`]\^?\(?[45]|=~?\s*["'`]\^?\(?[23](?:\.\.|xx|\d\d|\[|\.\*)/.test(query)
  );
}

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
    /** Which way is well; where `worse_by` compares, a rate of successes has to say it. */
    better: z.enum(['lower', 'higher']).optional(),
    /** Fewer requests than this in its window are too few to hold its value against a build. */
    least: z.number().int().nonnegative().default(20),
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
  .refine((query) => query.better === undefined || query.worse_by !== undefined, {
    path: ['better'],
    error: 'belongs to worse_by: max and min say it themselves',
  })
  .refine((query) => query.better !== 'higher' || query.floor === 0, {
    path: ['floor'],
    error: 'says what is low enough on any build, which means nothing where higher is better',
  })
  .refine(
    (query) =>
      query.worse_by === undefined || query.better !== undefined || !countsSuccesses(query),
    {
      path: ['worse_by'],
      error:
        'looks at successes, of which fewer are worse: write better: higher beside it, ' +
        'or better: lower if more of them are worse',
    },
  )
  .readonly();

const windowMaxMs = 15 * 60_000;
/** Nothing that is cold stays so for longer. */
const warmUpMaxMs = 30 * 60_000;

const watchKeys = {
  every: Duration.prefault('30s'),
  sentry: Sentry.optional(),
  requests: z.strictObject(requestsKeys).readonly().optional(),
  latency: z.strictObject(latencyKeys).readonly().optional(),
  /** Bytes that each server holds: who leaks grows and grows. */
  memory: Metric.optional(),
  tolerance: ToleranceEntry.prefault({}),
  labels: LabelsEntry.prefault({}),
  /**
   * Whether limits judge `requests` and `latency`, or counts on both sides; `rehearse` counts and
   * says so, and limits decide.
   */
  judge: z.enum(['counts', 'limits', 'rehearse']).default('counts'),
  /** How far back `requests` and `latency` count at a look. */
  window: Duration.prefault('2m')
    .refine((ms) => ms >= 1_000 && ms % 1_000 === 0, {
      error: 'write whole seconds, such as 2m or 90s',
    })
    .refine((ms) => ms <= windowMaxMs, {
      error:
        'looks back so far that a build which fails now is seen late: ' +
        'write 15m at most, such as 2m',
    }),
  /** So soon after its users came, a build may be slow. */
  warm_up: Duration.prefault('3m').refine((ms) => ms <= warmUpMaxMs, {
    error: 'excuses a slow build for so long that nobody is called: write 30m at most, such as 3m',
  }),
  prometheus: z.array(Query).default([]).readonly(),
};

/** What a further line says of it; the rest is its product's. */
export const WatchOfLine = saidOnly({
  ...watchKeys,
  sentry: saidOnly(sentryKeys),
  requests: saidOnly(requestsKeys),
  latency: saidOnly(latencyKeys),
});

/** Whether anything is measured by Prometheus. */
export function asksPrometheus({
  requests,
  latency,
  prometheus,
}: {
  readonly requests?: object | undefined;
  readonly latency?: object | undefined;
  readonly prometheus: readonly object[];
}): boolean {
  return requests !== undefined || latency !== undefined || prometheus.length > 0;
}

/** Without a single signal nothing could ever be judged healthy. */
export const WatchEntry = z
  .strictObject(watchKeys)
  .refine((watch) => watch.sentry !== undefined || asksPrometheus(watch), {
    error: 'write sentry, requests, latency or a prometheus query: no data is never health',
  })
  .refine(({ memory, requests, latency }) => !memory || requests || latency, {
    path: ['memory'],
    error: 'needs requests or latency beside it: they say whose servers it is of',
  })
  .readonly();
