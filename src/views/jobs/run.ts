import {
  currentStep,
  isGood,
  isRunOver,
  type JobRun,
  type RunStep,
  type StepEnd,
} from '../../release/state/job-run.ts';
import { writeKey } from '../../release/state/keys.ts';
import { texts } from '../../texts/texts.ts';
import { actions, button, confirm, context, header, idsOf, section } from '../blocks/blocks.ts';
import { content } from '../blocks/content.ts';
import { esc, plainly } from '../blocks/esc.ts';
import { mention } from '../blocks/mention.ts';
import { clock } from '../blocks/when.ts';
import type { RunFacts, WantedMessage } from '../thread-facts.ts';
import { farOf, howOf, whyOf } from './run-words.ts';
import { stepMessage } from './step.ts';

const say = texts.jobs;

/** So many hosts are shown by name, so many of them before the one that matters now. */
const hostsShown = 30;
const shownBefore = 10;

/** All that a run should show: its card in the channel, and what each host wrote in the thread. */
export function runMessages(facts: RunFacts): readonly WantedMessage[] {
  const { run } = facts;
  return [
    card(facts),
    ...run.steps.map((_, index) => stepMessage(facts, index)),
    callBack(facts),
  ].filter((message) => message !== null);
}

function card({ run, service, outputs }: RunFacts): WantedMessage {
  const subject = writeKey({ kind: 'run', service: service.name, id: run.id });
  const id = idsOf(subject, 'card', isRunOver(run) ? 2 : 1);
  const headline = headlineOf(run, service.name);
  return {
    subject,
    kind: 'card',
    lane: 'slack',
    place: 'channel',
    broadcast: false,
    post: true,
    content: content(say.spoken(headline, esc(run.by.name, 60), esc(run.reason, 120)), [
      header(id('head'), headline),
      section(id('hosts'), linesOf(run, outputs).join('\n')),
      why(run, id('why')),
      isRunOver(run) || run.stopped ? null : actions(id('act'), [stopButton(run, service.name)]),
      context(id('foot'), [
        say.by(esc(run.by.name, 60), clock(run.at)),
        run.reason === '' ? null : say.because(esc(run.reason, 200)),
        run.stopped
          ? say.stoppedBy(esc(run.stopped.by.name, 60), clock(run.stopped.at))
          : say.limit(run.rules.timeoutMs),
      ]),
    ]),
  };
}

/** The hosts around the one that matters now, and how many more there are on both sides. */
function linesOf(run: JobRun, outputs: RunFacts['outputs']): readonly string[] {
  const { steps } = run;
  const failed = failedStep(run);
  const now = failed ? steps.indexOf(failed.step) : isRunOver(run) ? 0 : currentStep(run);
  const from = Math.max(0, Math.min(now - shownBefore, steps.length - hostsShown));
  const shown = steps.slice(from, from + hostsShown);
  const after = steps.length - from - shown.length;
  return [
    ...(from > 0 ? [say.before(from)] : []),
    ...shown.map((step, i) => {
      const far = outputs.find((one) => one.step === from + i)?.progress ?? null;
      return say.line(nameOf(step, run), [howOf(step), ...farOf(step, far)].join(', '));
    }),
    ...(after > 0 ? [say.after(after)] : []),
  ];
}

/** Whoever asked is called once, when it is over and did not go well. */
function callBack({ run, service }: RunFacts): WantedMessage | null {
  const failed = failedStep(run);
  if (!failed) return null;
  const subject = writeKey({ kind: 'run', service: service.name, id: run.id });
  const id = idsOf(subject, 'end', 1);
  const headline = headlineOf(run, service.name);
  return {
    subject,
    kind: 'end',
    lane: 'slack',
    place: 'thread',
    broadcast: false,
    post: true,
    content: content(`${headline}.`, [
      section(id('text'), `${mention(run.by.id)} ${headline}. ${whyItStopped(run, failed)}`),
    ]),
  };
}

function why(run: JobRun, blockId: string) {
  const failed = failedStep(run);
  return failed ? section(blockId, whyItStopped(run, failed)) : null;
}

function whyItStopped(run: JobRun, { step, end }: Failed): string {
  const left = run.steps.filter(({ state }) => state.kind === 'skipped').length;
  return `${whyOf(nameOf(step, run), end)}${say.leftOut(left)}`;
}

function stopButton(run: JobRun, service: string) {
  const { title, text, yes, no } = say.sure(plainly(run.job, 40));
  return button(say.stop, 'release run-stop', `${service} ${run.id}`, {
    spoken: say.spokenStop(run.job, service),
    confirm: confirm(title, text, yes, no),
  });
}

type Failed = { readonly step: RunStep; readonly end: StepEnd };

function failedStep({ steps, stopped }: JobRun): Failed | null {
  for (const step of steps)
    if (step.state.kind === 'over' && !isGood(step.state.end)) {
      const { end } = step.state;
      return stopped && end.kind === 'ended' && end.how === 'stopped' ? null : { step, end };
    }
  return null;
}

function headlineOf(run: JobRun, service: string): string {
  const failed = failedStep(run);
  const job = plainly(run.job, 40);
  const { head } = say;
  if (failed) {
    const { end, step } = failed;
    return head[end.kind === 'ended' ? 'failed' : end.kind](job, service, step.on);
  }
  if (run.stopped) return head[isRunOver(run) ? 'stopped' : 'stopping'](job, service);
  if (isRunOver(run)) return head.well(job, service);
  // Nothing was ordered yet: nothing runs anywhere.
  if (run.steps.every(({ state }) => state.kind === 'waiting')) return head.waits(job, service);
  return head.runs(job, service, run.steps[currentStep(run)]?.on ?? null);
}

function nameOf({ on }: RunStep, { job }: JobRun): string {
  return esc(say.place(on, job), 100);
}
