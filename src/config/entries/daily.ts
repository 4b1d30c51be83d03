import { z } from 'zod';

const names = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const how = { error: 'write when releases go out, such as "10:00 mon-fri" or "10:00 mon,wed"' };

/** `10:00 mon-fri`: a time of the day, and the days on which it counts; without days, every day. */
export const DailyEntry = z.string(how).transform((text, context) => {
  const [, hours, minutes, days = 'sun-sat'] =
    /^([01]?\d|2[0-3]):([0-5]\d)(?: +([a-z,-]+))?$/i.exec(text.trim()) ?? [];
  const read = days.toLowerCase().split(',').map(daysIn);
  if (hours === undefined || read.some((part) => part === null)) {
    context.addIssue({ code: 'custom', message: how.error });
    return z.NEVER;
  }
  return {
    minute: Number(hours) * 60 + Number(minutes),
    days: [...new Set(read.flatMap((part) => part ?? []))].sort((a, b) => a - b),
  };
});

/** `mon` or `fri-mon`, which goes over the week's end; null for words that are no days. */
function daysIn(part: string): readonly number[] | null {
  const [from = -1, to = from, more] = part
    .split('-')
    .map((name) => names.findIndex((one) => one === name));
  if (from < 0 || to < 0 || more !== undefined) return null;
  return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, i) => (from + i) % 7);
}
