import type { Person } from './people.ts';

/** What davy.yml said of the job when the run was asked for: a run keeps to that until it ends. */
export type JobRules = {
  /** It may also run while a release moves. */
  readonly anytime: boolean;
  /** Where nobody can say how it ended, it may run again. */
  readonly again: boolean;
  readonly timeoutMs: number;
};

/** What keeps a job from beginning until a person takes it out of the way. */
export type JobObstacleKind =
  | 'host-key-changed'
  | 'host-unknown'
  | 'denied'
  | 'lacks'
  | 'cannot-write'
  | 'token-refused'
  | 'not-accepted';

/** How a step came to its end. `lost`: nobody can say whether it ended, or how. */
export type StepEnd =
  | {
      readonly kind: 'ended';
      readonly code: number | null;
      readonly how: 'exit' | 'timeout' | 'stopped';
    }
  | { readonly kind: 'lost'; readonly because: 'killed' | 'silent' }
  /** Nothing ran. */
  | {
      readonly kind: 'refused';
      readonly why: JobObstacleKind | 'silent' | 'superseded';
      readonly detail: string;
    };

/**
 * One host of a run. `waiting`: nothing was ordered. `ordered`: it may have begun. `tries` counts
 * the runs before this one that were lost.
 */
export type RunStep = {
  readonly on: string | null;
  readonly tries: number;
  readonly state:
    | { readonly kind: 'waiting' | 'skipped' }
    | { readonly kind: 'ordered'; readonly since: number }
    | { readonly kind: 'over'; readonly since: number; readonly at: number; readonly end: StepEnd };
};

/** A job that somebody had run: one host after the other, and no further than the first failure. */
export type JobRun = {
  readonly id: string;
  readonly job: string;
  readonly by: Person;
  readonly at: number;
  readonly reason: string;
  /** What was live when it was asked for; every host gets the same. */
  readonly version: string | null;
  readonly rules: JobRules;
  /** The line's number when it was asked for: a later run is never begun by an earlier order. */
  readonly turn: number;
  readonly steps: readonly RunStep[];
  readonly stopped: { readonly by: Person; readonly at: number } | null;
};

/** How far a run is, in whatever it counts; `of` is null while nobody knows. */
export type JobProgress = {
  readonly done: number;
  readonly of: number | null;
  readonly failed: number;
};

/**
 * What one step of a run wrote, masked and short enough to be stored, and how far it is: null where
 * it does not say, and once it is over.
 */
export type JobOutput = {
  readonly run: string;
  readonly step: number;
  readonly output: string;
  readonly progress: JobProgress | null;
};

/** So many are remembered with the line; the record has them all. */
export const runsKept = 5;

/** The step that is to be done or looked at; -1 when none is. */
export function currentStep({ steps }: Pick<JobRun, 'steps'>): number {
  return steps.findIndex(({ state }) => state.kind === 'waiting' || state.kind === 'ordered');
}

/** Nothing of it is left to do. */
export function isRunOver(run: Pick<JobRun, 'steps'>): boolean {
  return currentStep(run) < 0;
}

/** The job that keeps a release from starting its steps; null where none runs, or one that may. */
export function jobInTheWay({ runs }: { readonly runs: readonly JobRun[] }): JobRun | null {
  return runs.find((run) => !isRunOver(run) && !run.rules.anytime) ?? null;
}

/** It is over, and every host said that all went well. */
export function wentWell({ steps }: Pick<JobRun, 'steps'>): boolean {
  return steps.every(({ state }) => state.kind === 'over' && isGood(state.end));
}

/** The one end that is a success. */
export function isGood(end: StepEnd): boolean {
  return end.kind === 'ended' && end.how === 'exit' && end.code === 0;
}

/**
 * What one host is told to run: once for each try, so that a lost one is never taken for a new. The
 * moment belongs to it, because ids are short enough to type and may come again in years.
 */
export function stepId(
  { id, at, steps }: Pick<JobRun, 'id' | 'at' | 'steps'>,
  index: number,
): string {
  return `${id}.${Math.floor(at)}.${index + 1}.${(steps[index]?.tries ?? 0) + 1}`;
}
