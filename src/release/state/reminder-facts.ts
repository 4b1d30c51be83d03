import type { Office } from './office-hours.ts';

/** What nobody has in a line or a release: when people work, and which owners are here no more. */
export type Facts = { readonly office: Office; readonly gone: readonly string[] };
