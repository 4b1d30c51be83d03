import { z } from 'zod';

const Channel = z
  .string({ error: 'write the id of a channel, such as C0RELEASES' })
  .regex(/^[CG][A-Z0-9]{2,}$/, { error: 'write the id of a channel (C…), not its name' });
/** A person or a user group, by id. */
export const Somebody = z.string().regex(/^[UWS][A-Z0-9]{2,}$/, {
  error: 'write the id of a person (U…) or a user group (S…), not a name',
});
const Time = z
  .string({ error: 'write a time such as "17:00"' })
  .regex(/^([01]?\d|2[0-3]):[0-5]\d$/, { error: 'write a time such as "17:00"' });

/** Summaries that come by themselves. Times are in the file's time zone. */
export const SummariesEntry = z.strictObject({
  channel: Channel,
  /** On work days; `false` for never. A day on which nothing happened is skipped. */
  daily: z.union([Time, z.literal(false)]).default('17:00'),
  /** On the first work day of a week. */
  weekly: z.union([Time, z.literal(false)]).default('9:00'),
  /** On the first work day of a month, with the whole report as a canvas where Slack has them. */
  monthly: z.union([Time, z.literal(false)]).default('9:00'),
  /** Whose Home tab shows the numbers of the week. */
  managers: z.array(Somebody).default([]).readonly(),
});

/** `17:00` as minutes of the day; null for never. */
export function minutesOf(time: string | false): number | null {
  if (time === false) return null;
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
