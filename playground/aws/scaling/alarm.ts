import { z } from 'zod';
import type { World } from '../world.ts';

/** An alarm that goes off: a group shall have so many servers. */
export const alarmSchema = z.strictObject({ group: z.string(), desired: z.int().nonnegative() });

/** Does what a scaling policy would do, unless the group was told to leave alarms alone. */
export function ringAlarm(
  { scaling }: World,
  { group: name, desired }: z.output<typeof alarmSchema>,
): { readonly heard: boolean } {
  const group = scaling.groups.get(name);
  if (group === undefined || group.suspended.has('AlarmNotification')) return { heard: false };
  group.desired = Math.min(group.max, Math.max(group.min, desired));
  return { heard: true };
}
