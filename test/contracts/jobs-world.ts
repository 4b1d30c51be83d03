import type { JobOrder, JobPlace, Jobs } from '../../src/ports/jobs.ts';
import type { PortWorld } from './contract.ts';

/** What the job of a world does when it is told to end. */
export type Ending = {
  readonly code: number;
  /** Written before it ends, line by line. */
  readonly says?: readonly string[];
  /** Lines of filling between what it says first and last. */
  readonly filling?: number;
  readonly progress?: string;
};

/**
 * Jobs over one place, and the place's own book. The job `work` writes its id into that book when
 * it starts, and then waits to be told how to end; `brief` is the same with a short time limit.
 */
export type JobsWorld = PortWorld & {
  readonly jobs: Jobs;
  /** Another replica, over the same place. */
  readonly other: Jobs;
  readonly on: string | null;
  /** The codes that the place can tell apart. */
  readonly codes: readonly number[];
  /** A word in the job's environment that may never be shown. */
  readonly secret: string;
  /** How often each id began, by the place's own book. */
  readonly runs: (id: string) => Promise<number>;
  /** A secret of digits alone, which may not be shown as a count. */
  readonly number: string;
  /** The run says so of how far it is: a line of counts, or what is none. */
  readonly count: (id: string, said: string) => Promise<void>;
  readonly tell: (id: string, ending: Ending) => Promise<void>;
  /** Whatever keeps the run is killed without a word, as by a reboot. */
  readonly kill: (id: string) => Promise<void>;
};

/** One run of the job `work`. */
export function placeOf({ on }: JobsWorld, id: string, job = 'work'): JobPlace {
  return { id, job, on };
}

/** An order for it; what is not said does not matter to the law. */
export function orderFor(world: JobsWorld, id: string, more: Partial<JobOrder> = {}): JobOrder {
  return {
    ...placeOf(world, id),
    service: 'board',
    under: 'board.runs',
    turn: 7,
    fence: 1,
    words: { version: '1.42.0' },
    ...more,
  };
}
