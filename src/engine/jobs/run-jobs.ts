/**
 * # src/engine/jobs
 *
 * The lane of jobs: orders a step, looks at it, and tells how it ended. What has happened on a host
 * is asked there and never guessed.
 */

import { UpstreamError } from '../../ports/errors.ts';
import type { JobPlace } from '../../ports/jobs.ts';
import type { Claim } from '../../ports/ledger.ts';
import {
  currentStep,
  type JobProgress,
  type JobRun,
  type RunStep,
  type StepEnd,
  stepId,
} from '../../release/state/job-run.ts';
import { readKey } from '../../release/state/keys.ts';
import { beforeCall, inReal, type WorkerContext } from '../worker-context.ts';

/** How often a run is looked at while it is young, and later; real ms. */
const lookMs = { young: 1_000, old: 5_000 };
const youngMs = 60_000;

/** A host that says nothing for so long says nothing any more (clock ms). */
const silentMs = 10 * 60_000;

/** Messages are drawn again at most so often while only an output or a count grows (clock ms). */
const redrawMs = 5_000;

/** One step of one run, and what is needed to see to it. */
type Step = {
  readonly context: WorkerContext;
  readonly claim: Claim;
  readonly service: string;
  readonly run: JobRun;
  readonly index: number;
  readonly step: RunStep;
  readonly place: JobPlace;
};

/** Jobs lane: sees to the step at hand; answers when to look again. */
export async function jobsLane(context: WorkerContext, claim: Claim): Promise<number | null> {
  const key = readKey(claim.key);
  if (key?.kind !== 'run') return null;
  const { runs } = await context.ports.ledger.line(key.service);
  const run = runs.find(({ id }) => id === key.id);
  const index = run ? currentStep(run) : -1;
  const step = run?.steps[index];
  if (!run || !step) return null;
  const place = { id: stepId(run, index), job: run.job, on: step.on };
  return seeTo({ context, claim, service: key.service, run, index, step, place });
}

async function seeTo(at: Step): Promise<number | null> {
  const { context, claim, service, run, step, place } = at;
  if (isSilent(at)) return over(at, silence(step));
  const jobs = context.ports.jobs(service);
  if (run.stopped) {
    await beforeCall(context, claim, 'stop');
    await jobs.stop(place);
  }
  await beforeCall(context, claim, 'look');
  const sight = await jobs.look(place);
  switch (sight.state) {
    case 'none':
      return begin(at);
    case 'refused':
      // An order that is out may have reached the host before: then nobody says that nothing ran.
      if (step.state.kind === 'ordered') throw new UpstreamError(place.on ?? run.job, sight.why);
      return over(at, { kind: 'refused', why: sight.why, detail: sight.detail });
    case 'running':
      await keep(at, sight.output, sight.progress);
      return inReal(context.ports.clock, isYoung(at) ? lookMs.young : lookMs.old);
    case 'ended':
      return over(at, { kind: 'ended', code: sight.code, how: sight.how }, sight.output);
    case 'lost':
      return over(at, { kind: 'lost', because: 'killed' }, sight.output);
  }
}

/** The order is recorded first: whoever comes after a crash knows that it may be out. */
async function begin(at: Step): Promise<number | null> {
  const { context, claim, service, run, index, step, place } = at;
  const { clock, jobs } = context.ports;
  if (step.state.kind === 'waiting') {
    const ordered = await context.tell(
      { service, release: null, claim },
      { kind: 'job-ordered', at: clock.now(), run: run.id, step: index },
    );
    // Somebody stopped the run meanwhile: it is looked at anew.
    if (ordered.kind === 'refused') return clock.now();
  }
  await beforeCall(context, claim, 'begin');
  const begun = await jobs(service).begin({
    ...place,
    service,
    under: `${service}.runs`,
    turn: run.turn,
    fence: claim.fence,
    words: { version: run.version ?? '', by: run.by.id },
  });
  context.at('jobs after begin');
  switch (begun.kind) {
    case 'begun':
      return inReal(clock, lookMs.young / 4);
    case 'superseded':
      return over(at, { kind: 'refused', why: 'superseded', detail: '' });
    case 'refused':
      // An earlier order may have come between this look and this order, and the host shut since.
      if (step.state.kind === 'ordered') throw new UpstreamError(place.on ?? run.job, begun.why);
      return over(at, { kind: 'refused', why: begun.why, detail: begun.detail });
  }
}

/**
 * The next step, if there is one, is due by the wake row that the event brings. What counted counts
 * no more: a second try would show the count of the first.
 */
async function over(at: Step, end: StepEnd, output: string | null = null): Promise<number | null> {
  const { context, claim, service, run, index } = at;
  await keep(at, output, null);
  await context.tell(
    { service, release: null, claim },
    { kind: 'job-step-over', at: context.ports.clock.now(), run: run.id, step: index, end },
  );
  return null;
}

/** Keeps what was written and how far it is, and has it shown. `written` null: the old stays. */
async function keep(
  { context, claim, run, index }: Step,
  written: string | null,
  progress: JobProgress | null,
): Promise<void> {
  const { ledger, clock } = context.ports;
  const before = (await ledger.jobOutputs(run.id)).find(({ step }) => step === index);
  const output = written ?? before?.output ?? null;
  if (output === null) return;
  if (before?.output === output && isSameCount(before.progress, progress)) return;
  await ledger.saveJobOutput(claim, { run: run.id, step: index, output, progress });
  await ledger.wake([{ key: claim.key, lane: 'slack', dueAt: clock.now() + redrawMs }]);
}

function isSameCount(one: JobProgress | null, other: JobProgress | null): boolean {
  return one?.done === other?.done && one?.of === other?.of && one?.failed === other?.failed;
}

/** Nobody has answered for so long that, had it begun, its time would be over as well. */
function isSilent({ context, claim, run, step }: Step): boolean {
  const limit = silentMs + (step.state.kind === 'ordered' ? run.rules.timeoutMs : 0);
  return claim.failingSince !== null && context.ports.clock.now() - claim.failingSince > limit;
}

function silence({ state }: RunStep): StepEnd {
  return state.kind === 'ordered'
    ? { kind: 'lost', because: 'silent' }
    : { kind: 'refused', why: 'silent', detail: '' };
}

function isYoung({ context, step: { state } }: Step): boolean {
  return state.kind !== 'ordered' || context.ports.clock.now() - state.since < youngMs;
}
