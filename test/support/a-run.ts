import type { Event } from '../../src/release/state/event.ts';
import type { JobRun, RunStep, StepEnd } from '../../src/release/state/job-run.ts';
import type { JobOffer } from '../../src/service/service.ts';
import { minute, noon } from './noon.ts';
import { ana } from './people.ts';

/** The job of a service that people may have run. */
export const clearCache: JobOffer = {
  name: 'clear-cache',
  hosts: ['web1.example.com', 'web2.example.com'],
  who: ['S0OPS'],
  rules: { anytime: false, again: false, timeoutMs: 5 * minute },
  needsVersion: false,
};

/** Somebody who may has it run. */
export function askedFor(
  more: Partial<Extract<Event, { kind: 'job-asked' }>> = {},
): Extract<Event, { kind: 'job-asked' }> {
  return {
    kind: 'job-asked',
    at: noon,
    by: ana,
    id: 'run_1',
    job: 'clear-cache',
    on: ['web1', 'web2'],
    reason: 'stale thumbnails',
    rules: clearCache.rules,
    roster: { at: noon, teams: { run: [ana.id] } },
    ...more,
  };
}

/** A step that came to this end after three seconds. */
export function overStep(on: string | null, end: StepEnd): RunStep {
  return { on, tries: 0, state: { kind: 'over', since: noon, at: noon + 3_000, end } };
}

export const endedWell = { kind: 'ended', code: 0, how: 'exit' } as const satisfies StepEnd;
export const endedBadly = { kind: 'ended', code: 3, how: 'exit' } as const satisfies StepEnd;

/** A run whose steps a test tells. */
export function aRun(steps: readonly RunStep[], more: Partial<JobRun> = {}): JobRun {
  return {
    id: 'run_1',
    job: 'clear-cache',
    by: ana,
    at: noon,
    reason: 'stale thumbnails',
    version: '1.41.2',
    rules: clearCache.rules,
    turn: 1,
    steps,
    stopped: null,
    ...more,
  };
}
