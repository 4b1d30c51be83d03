/**
 * What becomes of the pre-releases that are there when another one is asked for. `alone`: nobody
 * was asked, because none was there.
 */
export type Among = 'alone' | 'beside' | 'replace' | 'in-line';
