import type { JobObstacleKind, JobProgress } from '../release/state/job-run.ts';

/**
 * Long work that runs once and ends: on a host, at a vendor, in CI. An id stands for one run in one
 * place and never runs twice there, however often, from how many replicas, and how late it is
 * begun. Every call ends within the call deadline; each throws `UpstreamError`, after which nobody
 * knows more than before.
 */
export type Jobs = {
  /** Begins it, or finds that it was begun before. Returns once it runs, never when it ends. */
  begin(order: JobOrder): Promise<JobBegun>;
  /** How it stands. What cannot be known is thrown or `lost`, and never said to have ended. */
  look(place: JobPlace): Promise<JobSight>;
  /** Ends it; what has not begun never begins. Safe to repeat until `look` shows the end. */
  stop(place: JobPlace): Promise<void>;
};

/** One run in one place. `on` is a host of the job's list; null where the vendor has no hosts. */
export type JobPlace = { readonly id: string; readonly job: string; readonly on: string | null };

/**
 * Whose order it is: of two for the same `under`, the one with the lower turn (or the same turn and
 * the lower fence) is late, and changes nothing. `words` fill the job's command.
 */
export type JobOrder = JobPlace & {
  readonly service: string;
  readonly under: string;
  readonly turn: number;
  readonly fence: number;
  readonly words: Readonly<Record<string, string>>;
};

/**
 * What became of a begin. `superseded`: a newer order came first, or it was stopped before.
 * `refused`: the place itself says that it did not begin, and a repetition would change nothing.
 */
export type JobBegun =
  { readonly kind: 'begun' | 'superseded' } | ({ readonly kind: 'refused' } & JobObstacle);

/**
 * How a run stands. `output` is masked, at most 200 KB; while it runs only its end is there.
 * `lost`: it began and nobody can ever say how it ended. `refused`: the place lets nobody look.
 */
export type JobSight =
  | { readonly state: 'none' }
  | { readonly state: 'running'; readonly output: string; readonly progress: JobProgress | null }
  | {
      readonly state: 'ended';
      /** 0 is success; null where it was stopped before it began. */
      readonly code: number | null;
      readonly how: 'exit' | 'timeout' | 'stopped';
      readonly output: string;
      readonly progress: JobProgress | null;
    }
  | { readonly state: 'lost'; readonly output: string; readonly progress: JobProgress | null }
  | ({ readonly state: 'refused' } & JobObstacle);

/** What only a person can take out of the way; `detail` is the vendor's own word for it. */
export type JobObstacle = {
  readonly why: JobObstacleKind;
  readonly detail: string;
};
