/**
 * What others may want to hear of a build: its canary, or everybody, has it; it was taken back from
 * those who had it; it was approved for everybody, or declined.
 */
export const newsKinds = ['canary', 'everybody', 'taken-back', 'approved', 'declined'] as const;

/** One of these. */
export type NewsKind = (typeof newsKinds)[number];
