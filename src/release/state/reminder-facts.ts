import type { OfficeHours } from './office-hours.ts';

/** What nobody has in a line or a release: when people work, and which owners are here no more. */
export type ReminderFacts = { readonly office: OfficeHours; readonly gone: readonly string[] };
