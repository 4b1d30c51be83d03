/**
 * What people are called for: a rollback that is about to start, a look, a stuck release, or that
 * somebody acted at a terminal.
 */
export const pageAbouts = ['rollback', 'look', 'stuck', 'terminal'] as const;

/** One of these. */
export type PageAbout = (typeof pageAbouts)[number];
