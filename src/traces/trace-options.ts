import { z } from 'zod';
import { type JudgeOptions, usualJudgeOptions } from '../release/state/judge-options.ts';

const units = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

const Duration = z.string().transform((text, context) => {
  const [, count = '', unit] = /^(\d+(?:\.\d+)?)\s*([smhd])$/.exec(text) ?? [];
  if (unit === 's' || unit === 'm' || unit === 'h' || unit === 'd')
    return Number(count) * units[unit];
  context.addIssue('a time is written 30s, 20m, 4h or 3d');
  return z.NEVER;
});

const Share = z.string().transform((text, context) => {
  const [, percent] = /^(\d+(?:\.\d+)?)\s*%$/.exec(text) ?? [];
  if (percent !== undefined) return Number(percent) / 100;
  context.addIssue('a share is written 20% or 0.05%');
  return z.NEVER;
});

const People = z.string().transform((text, context) => {
  const [, many] = /^(\d+)\s+users?$/.exec(text) ?? [];
  if (many !== undefined) return Number(many);
  context.addIssue('people are written 4 users');
  return z.NEVER;
});

/** What davy.yml says of a verdict, with the words that it has there. */
export const TraceOptions = z.strictObject({
  watch: z
    .strictObject({
      errors: z
        .strictObject({ worse_by: Share.optional(), floor: Share.optional() })
        .nullable()
        .optional(),
      latency: z
        .strictObject({ worse_by: Share.optional(), warm_up: Duration.optional() })
        .nullable()
        .optional(),
      sentry: z
        .strictObject({
          new_errors: People.optional(),
          fatal: z.enum(['roll-back', 'ask']).optional(),
        })
        .optional(),
    })
    .optional(),
  prerelease: z
    .strictObject({
      soak: Duration.optional(),
      at_most: Duration.optional(),
      users: z.int().optional(),
      baseline: z.enum(['fleet', 'fresh']).optional(),
      countdown: Duration.optional(),
    })
    .optional(),
});

/** As the judge takes them. A kind of signal that is null in `watch:` need not be proven. */
export function judgeOptionsOf({ watch, prerelease }: z.infer<typeof TraceOptions>): JudgeOptions {
  const usual = usualJudgeOptions;
  const soakMs = prerelease?.soak ?? usual.soakMs;
  return {
    soakMs,
    atMostMs: prerelease?.at_most ?? (soakMs * usual.atMostMs) / usual.soakMs,
    countdownMs: prerelease?.countdown ?? usual.countdownMs,
    holdsDeadline: true,
    warmUpMs: watch?.latency?.warm_up ?? usual.warmUpMs,
    fresh: prerelease?.baseline === 'fresh',
    users: prerelease?.users ?? usual.users,
    errorsWorseBy: watch?.errors?.worse_by ?? usual.errorsWorseBy,
    errorsFloor: watch?.errors?.floor ?? usual.errorsFloor,
    slowerBy: watch?.latency?.worse_by ?? usual.slowerBy,
    fastEnoughMs: usual.fastEnoughMs,
    newErrorPeople: watch?.sentry?.new_errors ?? usual.newErrorPeople,
    fatalIsCertain: watch?.sentry?.fatal !== 'ask',
    required: [
      ...(watch?.errors === null ? [] : (['errors'] as const)),
      ...(watch?.latency === null ? [] : (['latency'] as const)),
    ],
  };
}
