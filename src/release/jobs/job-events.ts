/**
 * # src/release/jobs
 *
 * Jobs that people have run: who may, when, on one host after the other, and what follows from how
 * each ended.
 */

import type { Decision, Refusal } from '../state/decision.ts';
import type { LineEvent } from '../state/event.ts';
import {
  currentStep,
  isGood,
  isRunOver,
  type JobRun,
  type RunStep,
  runsKept,
  type StepEnd,
} from '../state/job-run.ts';
import type { Line } from '../state/line.ts';
import { moved, refuse } from '../state/outcome.ts';
import { type Person, rosterAgeMaxMs, type Roster, teamsOf } from '../state/people.ts';

/** What is run again when nobody can say how it ended, at most so often. */
const triesMost = 3;

type Of<Kind extends LineEvent['kind']> = Extract<LineEvent, { readonly kind: Kind }>;

/** Somebody asks for a run: those whom davy.yml names may, where nothing else is under way. */
export function askForJob(line: Line, event: Of<'job-asked'>): Decision {
  const { id, job, by, at, reason, rules, roster } = event;
  const no = runRefusal(line, job, by, roster, at);
  if (no) return no;
  if (line.moving && !rules.anytime) return refuse('moving', 'jobWhileMoving', line.service, job);
  const running = line.runs.find((run) => !isRunOver(run));
  if (running) return refuse('already-running', 'jobRuns', running.job, running.by.name);
  const run: JobRun = {
    id,
    job,
    by,
    at,
    reason,
    version: line.live?.version ?? null,
    rules,
    turn: line.seq + 1,
    steps: event.on.map((on) => ({ on, tries: 0, state: { kind: 'waiting' } })),
    stopped: null,
  };
  return moved({ ...line, runs: [run, ...line.runs].slice(0, runsKept) }, null);
}

/** The order for a host goes out: from here on nobody may say that nothing ran there. */
export function jobOrdered(line: Line, { run, step, at }: Of<'job-ordered'>): Decision {
  return onStep(line, run, step, (now, one) =>
    one.state.kind === 'waiting' && !now.stopped
      ? { ...now, steps: now.steps.with(step, { ...one, state: { kind: 'ordered', since: at } }) }
      : null,
  );
}

/** A host came to an end: the next one follows a success, and nothing follows a failure. */
export function jobStepOver(line: Line, { run, step, at, end }: Of<'job-step-over'>): Decision {
  return onStep(line, run, step, (now, one) => {
    if (end.kind === 'lost' && mayRunAgain(now, one, end))
      return {
        ...now,
        steps: now.steps.with(step, {
          ...one,
          tries: one.tries + 1,
          state: { kind: 'waiting' },
        }),
      };
    const since = one.state.kind === 'ordered' ? one.state.since : at;
    const steps = now.steps.with(step, { ...one, state: { kind: 'over', since, at, end } });
    return { ...now, steps: isGood(end) && !now.stopped ? steps : skipped(steps) };
  });
}

/** Somebody ends a run early: what has not begun never begins. */
export function stopJob(line: Line, { run, by, at, roster }: Of<'job-stopped'>): Decision {
  const now = line.runs.find(({ id }) => id === run);
  if (!now || isRunOver(now)) return refuse('nothing-to-do', 'noJobRuns', line.service);
  const no = by.id === now.by.id ? null : runRefusal(line, now.job, by, roster, at);
  if (no) return no;
  if (now.stopped) return refuse('nothing-to-do', 'jobStops', now.job, now.stopped.by.name);
  return moved(replaced(line, { ...now, steps: skipped(now.steps), stopped: { by, at } }), null);
}

function mayRunAgain({ rules, stopped }: JobRun, { tries }: RunStep, end: StepEnd): boolean {
  return end.kind === 'lost' && rules.again && !stopped && tries + 1 < triesMost;
}

function skipped(steps: readonly RunStep[]): readonly RunStep[] {
  return steps.map((step) =>
    step.state.kind === 'waiting' ? { ...step, state: { kind: 'skipped' } } : step,
  );
}

/** What concerns another step than the one at hand came late, and changes nothing. */
function onStep(
  line: Line,
  id: string,
  step: number,
  change: (run: JobRun, step: RunStep) => JobRun | null,
): Decision {
  const run = line.runs.find((one) => one.id === id);
  const one = run?.steps[step];
  const changed = run && one && currentStep(run) === step ? change(run, one) : null;
  return changed
    ? moved(replaced(line, changed), null)
    : refuse('nothing-to-do', 'noJobRuns', line.service);
}

function replaced(line: Line, run: JobRun): Line {
  return { ...line, runs: line.runs.map((one) => (one.id === run.id ? run : one)) };
}

/** The roster holds those whom davy.yml names for the job, as its one team. */
function runRefusal(
  { service }: Line,
  job: string,
  by: Person,
  roster: Roster,
  at: number,
): Refusal | null {
  if (at - roster.at > rosterAgeMaxMs) return refuse('roster-unknown', 'whoMayRun', job);
  return teamsOf(by, roster, at).length > 0 ? null : refuse('not-entitled', 'mayRun', job, service);
}
