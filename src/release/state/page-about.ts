/** What people are called for: a rollback that is about to start, a look, or a stuck release. */
export const pageAbouts = ['rollback', 'look', 'stuck'] as const;

/** One of these. */
export type PageAbout = (typeof pageAbouts)[number];
