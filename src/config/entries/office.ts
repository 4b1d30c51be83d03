import { z } from 'zod';

const names = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const time = /([01]?\d|2[0-4]):([0-5]\d)/.source;
const day = `(${names.join('|')})`;
const pattern = new RegExp(`^${time}-${time} ${day}-${day}$`);
const fault = 'write office hours such as "9:00-17:00 mon-fri"';

/**
 * When people are at work: reminders come only then. Minutes of the day, and the days with 0 for
 * Sunday.
 */
export const OfficeHoursEntry = z.string({ error: fault }).transform((text, context) => {
  const [, fromHour, fromMinute, toHour, toMinute, first, last] =
    pattern.exec(text.trim().toLowerCase()) ?? [];
  const from = Number(fromHour) * 60 + Number(fromMinute);
  const to = Number(toHour) * 60 + Number(toMinute);
  const [begin, end] = [first, last].map((day) => names.findIndex((name) => name === day));
  if (
    begin === undefined ||
    end === undefined ||
    begin < 0 ||
    end < 0 ||
    !(from < to) ||
    to > 24 * 60
  ) {
    context.addIssue({ code: 'custom', message: `${fault}, not "${text}"` });
    return z.NEVER;
  }
  return {
    from,
    to,
    days: Array.from({ length: ((end - begin + 7) % 7) + 1 }, (_, i) => (begin + i) % 7),
  };
});

/** Days on which nobody is reminded of anything. */
export const Holidays = z
  .array(z.iso.date({ error: 'write a date such as 2026-12-25' }))
  .default([])
  .readonly();
