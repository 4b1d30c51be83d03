import type { DavyYml } from './config/davy-yml.ts';
import type { Office } from './release/office.ts';

/** When people are at work, as davy.yml says: on a holiday of the summaries nobody is reminded either. */
export function officeOf({ timezone, office_hours, holidays, summaries }: DavyYml): Office {
  return { timezone, ...office_hours, holidays: [...new Set([...holidays, ...(summaries?.holidays ?? [])])] };
}
