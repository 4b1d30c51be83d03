import { z } from 'zod';
import { Duration, Factor, Share } from './measures.ts';

/** The name of a metric as Prometheus has it. */
export const Metric = z.string().regex(/^[A-Za-z_:][\w:]*$/, {
  error: 'write the name of a metric, such as http_requests_total',
});

const oneMatcher = /\s*[A-Za-z_]\w*\s*(?:=~|!~|!=|=)\s*"(?:[^"\\{}]|\\.|\{service\})*"\s*/.source;
const matchersOnly = new RegExp(`^${oneMatcher}(?:,${oneMatcher})*$`);
const Matchers = z
  .string()
  .max(500)
  .refine((text) => matchersOnly.test(text), {
    error: `write label matchers, such as code=~"5.." or env="sandbox",route!="/health"`,
  });

const label = z.string().regex(/^[A-Za-z_]\w*$/, { error: 'write the name of a label' });

/** The labels that hold the version and the server, where they are called otherwise. */
export const LabelsEntry = z
  .strictObject({ version: label.default('version'), server: label.default('instance') })
  .readonly();

/** A counter of requests, and which of them failed: Davy makes the queries. */
export const requestsKeys = {
  counter: Metric,
  errors: Matchers.default('code=~"5.."'),
  /** The label that tells one endpoint from another: those with the most requests are watched. */
  by: label.optional(),
  /** More of the selector, where the version alone does not tell whose requests they are. */
  where: Matchers.optional(),
};

/** A histogram of seconds, of which the slow end is compared with the old servers'. */
export const latencyKeys = {
  histogram: Metric.transform((name) => name.replace(/_(?:bucket|count|sum)$/, '')),
  slower_by: Share.prefault('20%'),
  /** What stays under this is fast enough on any build. */
  floor: Duration.prefault('50ms'),
  quantile: Share.prefault('95%').refine((share) => share > 0 && share < 1, {
    error: 'write a share between 0% and 100%, such as 95%',
  }),
  where: Matchers.optional(),
};

/** How much more may fail than on the old servers, and what is noise on any build. */
export const ToleranceEntry = z
  .strictObject({
    errors: Factor.prefault('2x').refine((factor) => factor >= 1, {
      error: 'write how many times as many errors are borne, such as 2x',
    }),
    floor: Share.prefault('0.05%'),
  })
  .readonly();
