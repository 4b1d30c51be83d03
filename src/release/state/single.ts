import type { Server } from './servers.ts';

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
  readonly state: 'running' | 'unhealthy' | 'starting' | 'stopping' | 'stopped' | 'unknown';
};

/** What one look at a fleet shows: its servers, and the jobs that must never run twice. */
export type Sight = { readonly servers: readonly Server[]; readonly singles: readonly Single[] };
