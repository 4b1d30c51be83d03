import { z } from 'zod';

const unitMs: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/**
 * Reads `4h`, `15m`, `1h30m`. A number without its unit is null: nobody guesses minutes from
 * seconds.
 */
function readDuration(text: string): number | null {
  if (!/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(text)) return null;
  const parts = [...text.matchAll(/(?<!\d)(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)];
  const ms = parts.reduce(
    (sum, [, count = '0', unit = 'ms']) => sum + Number(count) * (unitMs[unit] ?? 0),
    0,
  );
  return Number.isSafeInteger(Math.round(ms)) ? Math.round(ms) : null;
}

/** Reads `25%` as 0.25. */
function readShare(text: string): number | null {
  const percent = /^(\d+(\.\d+)?)%$/.exec(text)?.[1];
  return percent === undefined ? null : Number(percent) / 100;
}

/** Reads `2x` as 2. */
function readFactor(text: string): number | null {
  const times = /^(\d+(\.\d+)?)x$/.exec(text)?.[1];
  return times === undefined ? null : Number(times);
}

/** A length of time in davy.yml, in ms once read. */
export const Duration = measure('a duration such as 4h, 15m or 40s', readDuration);

/** A share of the users, 0 to 1 once read. */
export const Share = measure('a share such as 25%', readShare);

/** How many times as much. */
export const Factor = measure('a factor such as 2x', readFactor);

function measure(what: string, read: (text: string) => number | null) {
  return z.string({ error: `write ${what}` }).transform((text, context) => {
    const value = read(text.trim());
    if (value !== null) return value;
    context.addIssue({ code: 'custom', message: `write ${what}, not "${text}"` });
    return z.NEVER;
  });
}
