import type { Environment } from '../config/environment.ts';
import type { JobNotes } from '../ports/job-notes.ts';
import type { Log } from '../ports/log.ts';

/**
 * The files of this room say which vendor plays a role, one role a file: davy.yml names the kind,
 * and a new vendor is one more `case`, or one more key, here and in the configuration. Beside
 * those and the doctor, nothing outside `src/adapters/` knows a vendor's name.
 */
export type Means = {
  readonly environment: Environment;
  readonly fetch: typeof globalThis.fetch;
  readonly realNow: () => number;
  readonly log: Pick<Log, 'warn'>;
  /** Takes every secret that Davy knows out of what others wrote. */
  readonly hide: (text: string) => string;
  /** What runners of jobs must remember where the places of their runs do not. */
  readonly notes: JobNotes;
};

/** What sources that are only read need of the process. */
export type WatchMeans = Pick<Means, 'environment' | 'fetch' | 'realNow'>;
