import type { DavyYml } from '../config/davy-yml.ts';
import type { Office } from '../release/state/office-hours.ts';

/** When people are at work, as davy.yml says: reminders and summaries keep to it. */
export function officeOf({ timezone, office_hours, holidays }: DavyYml): Office {
  return { timezone, ...office_hours, holidays };
}
