import type { DavyYml } from '../config/davy-yml.ts';
import type { OfficeHours } from '../release/state/office-hours.ts';

/** When people are at work, as davy.yml says: reminders and summaries keep to it. */
export function officeOf({ timezone, office_hours, holidays }: DavyYml): OfficeHours {
  return { timezone, ...office_hours, holidays };
}
