import { z } from 'zod';

const text = (max: number) =>
  z
    .string({ error: 'must be a string' })
    .max(max, { error: `is too long (maximum is ${max} characters)` });

const payloadSchema = z.object({
  summary: text(1024).min(1, { error: 'is missing or blank' }),
  source: text(1024).min(1, { error: 'is missing or blank' }),
  severity: z.enum(['critical', 'error', 'warning', 'info'], {
    error: "must be one of 'critical', 'error', 'warning' or 'info'",
  }),
  timestamp: z.iso.datetime({ offset: true, error: 'is not a valid ISO 8601 date' }).optional(),
  component: text(1024).optional(),
  group: text(1024).optional(),
  class: text(1024).optional(),
  custom_details: z.union([z.record(z.string(), z.unknown()), z.string()]).optional(),
});

const dedupKey = z.string().max(255, { error: 'is too long (maximum is 255 characters)' });
const routingKey = z
  .string()
  .length(32)
  .regex(/^[0-9a-zA-Z]*$/);
const link = z.object({ href: z.url(), text: z.string().optional() });
const image = z.object({
  src: z.url({ protocol: /^https$/ }),
  href: z.url().optional(),
  alt: z.string().optional(),
});

/**
 * An event of the Events API v2: only `trigger` carries a payload, the others must name what they
 * are about.
 */
export const eventSchema = z.discriminatedUnion(
  'event_action',
  [
    z.object({
      event_action: z.literal('trigger'),
      routing_key: routingKey,
      dedup_key: dedupKey.optional(),
      payload: payloadSchema,
      client: z.string().optional(),
      client_url: z.url().optional(),
      links: z.array(link).optional(),
      images: z.array(image).optional(),
    }),
    z.object({
      event_action: z.literal('acknowledge'),
      routing_key: routingKey,
      dedup_key: dedupKey.min(1),
    }),
    z.object({
      event_action: z.literal('resolve'),
      routing_key: routingKey,
      dedup_key: dedupKey.min(1),
    }),
  ],
  { error: "must be one of 'trigger', 'acknowledge' or 'resolve'" },
);

/** Each fault as PagerDuty words it. */
export function eventErrors(error: z.ZodError): string[] {
  return error.issues.map((issue) => {
    const field = issue.path.join('.');
    if (field === '') return 'JSON is invalid';
    if (field === 'routing_key' && issue.code !== 'invalid_type')
      return "Length of 'routing_key' is incorrect (should be 32 characters)";
    if (issue.code === 'invalid_type') return `'${field}' is missing or of the wrong type`;
    return `'${field}' ${issue.message}`;
  });
}
