import type { RunAs } from './run-as.ts';

/** One data directory, the programs for it, the user they run as, and where its socket goes. */
export type DatabaseServer = {
  readonly user: RunAs;
  readonly native: string;
  readonly pgdata: string;
  readonly socket: string;
};

/**
 * A server that answers. `socket` is where it really listens: an adopted one may have been started
 * with another.
 */
export type Postmaster = { readonly pid: number; readonly socket: string };

/** What the supervisor has to say: one sentence, and the fault behind it where there is one. */
export type Notify = (sentence: string, cause?: unknown) => void;
