import type { Server } from './servers.ts';

/** How a job that must never run twice can look. */
export const singleStates = [
  'running',
  'unhealthy',
  'starting',
  'stopping',
  'stopped',
  'unknown',
] as const;

/**
 * A job that must never run twice at once: a scheduler, a queue's one worker. The fleet knows it by
 * its name and its place; `where` is for people to read.
 */
export type Single = {
  readonly name: string;
  readonly where: string;
  /** The version that runs or ran last; null where nothing was ever started there. */
  readonly version: string | null;
  /**
   * `stopped`: its place said that nothing of it runs any more. `unknown`: its place does not
   * answer, so it may run or not.
   */
  readonly state: (typeof singleStates)[number];
};

/** What a release knows of a job that must never run twice. Times are clock ms. */
export type KnownSingle = Single & {
  /** An order to stop it stands in the ledger: from then on it is this release's to see through. */
  readonly begun: boolean;
  /** Since when it has looked as it does. */
  readonly since: number;
  /** When it was last seen at its work; null: never. */
  readonly upAt: number | null;
  /** Since when nothing of it works; null while it works, or while nobody can tell. */
  readonly downSince: number | null;
  /** How long it was down in the times before that, since its swap was begun. */
  readonly downMs: number;
};

/** What one look at a fleet shows: its servers, and the jobs that must never run twice. */
export type Sight = { readonly servers: readonly Server[]; readonly singles: readonly Single[] };
