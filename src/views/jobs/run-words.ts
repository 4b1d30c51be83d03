/**
 * # src/views/jobs
 *
 * Jobs that people have run: one card for each run, and what each host wrote in its thread.
 */

import type { JobProgress, RunStep, StepEnd } from '../../release/state/job-run.ts';
import { texts } from '../../texts/texts.ts';
import { esc } from '../blocks/esc.ts';
import { clock } from '../blocks/when.ts';

const say = texts.jobs;

/** How a step stands, in the words after its name. */
export function howOf({ state }: RunStep): string {
  switch (state.kind) {
    case 'waiting':
    case 'skipped':
      return say.step[state.kind];
    case 'ordered':
      return say.step.ordered(clock(state.since));
    case 'over':
      return endOf(state.end, state.at - state.since);
  }
}

/** How far it is, in parts of a line; nothing once it is over, or where it does not count. */
export function farOf({ state }: RunStep, progress: JobProgress | null): readonly string[] {
  if (state.kind !== 'ordered' || progress === null) return [];
  const { done, of, failed } = progress;
  return [
    of === null ? say.done(done) : say.doneOf(done, of),
    ...(failed > 0 ? [say.failed(failed)] : []),
  ];
}

/** The same where no reader's own clock can be shown. */
export function spokenHowOf(step: RunStep): string {
  return step.state.kind === 'ordered' ? say.step.runs : howOf(step);
}

function endOf(end: StepEnd, ms: number): string {
  if (end.kind !== 'ended') return say.step[end.kind];
  if (end.how === 'stopped') return say.step.stopped;
  if (end.how === 'timeout') return say.step.timeout(ms);
  return end.code === 0 ? say.step.well(ms) : say.step.code(end.code ?? -1, ms);
}

/** What is wrong, what is true now, and what to do. */
export function whyOf(at: string, end: StepEnd): string {
  switch (end.kind) {
    case 'ended':
      return say.seeOutput;
    case 'lost':
      return say.lost[end.because](at);
    case 'refused':
      return say.refused[end.why](at, esc(end.detail, 200));
  }
}
