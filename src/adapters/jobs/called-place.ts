import type { UpstreamError } from '../../ports/errors.ts';
import type { JobObstacle, JobOrder } from '../../ports/jobs.ts';
import type { JobProgress } from '../../release/state/job-run.ts';

/** What a place answered to an order. Whatever is thrown leaves open whether it arrived. */
export type Sent =
  | { readonly kind: 'taken'; readonly run: string }
  /** It said yes, and not what it calls the run. */
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly obstacle: JobObstacle }
  /** Nothing began, and it may later. */
  | { readonly kind: 'later'; readonly fault: UpstreamError };

/** How a place says that a run stands. `gone`: it knows no such run. */
export type SeenRun =
  | {
      readonly state: 'running' | 'gone';
      readonly output: string;
      readonly progress: JobProgress | null;
    }
  | {
      readonly state: 'ended';
      readonly code: number;
      readonly isStopped: boolean;
      /** The place itself stopped it, because its time was over. */
      readonly isLate?: boolean;
      readonly output: string;
      readonly progress: JobProgress | null;
    };

/**
 * A place of work that is reached by calls alone: it begins what it is told, tells how that stands,
 * and keeps nothing for Davy.
 */
export type CalledPlace = {
  readonly system: string;
  readonly send: (order: JobOrder, fetch: typeof globalThis.fetch) => Promise<Sent>;
  /** Sent twice, an order begins once: the place knows it by its key. */
  readonly isRepeatable: boolean;
  /** What it calls the run of this id; null where it shows none. Null: it cannot be asked so. */
  readonly find:
    ((id: string, sentAt: number, fetch: typeof globalThis.fetch) => Promise<string | null>) | null;
  /** So long after it was sent, what began is shown for certain; nothing is sent again before. */
  readonly visibleMs: number;
  /** `id` is Davy's own, for a place that should show it. */
  readonly see: (run: string, fetch: typeof globalThis.fetch, id: string) => Promise<SeenRun>;
  /** Null: it has no way to end a run early. */
  readonly cancel: ((run: string, fetch: typeof globalThis.fetch) => Promise<void>) | null;
  readonly timeoutMs: number;
  /**
   * What keeps it from working, asked without beginning anything; null where nothing does. `on` is
   * a server that it could work on, for a place that lets Davy work on some only.
   */
  readonly check: (
    fetch: typeof globalThis.fetch,
    on?: string | null,
  ) => Promise<JobObstacle | null>;
};
