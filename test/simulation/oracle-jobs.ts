import type { JobPlace } from '../../src/ports/jobs.ts';
import type { Ledger } from '../../src/ports/ledger.ts';
import type { StepEnd } from '../../src/release/state/job-run.ts';
import { lateWindowMs, timing } from '../../src/time/timing.ts';
import { type HostRun, jobsOffered } from './hosts.ts';
import type { Decided, Oracle } from './oracle.ts';
import { service } from './world.ts';

/** A call that was on its way when somebody said stop may still arrive. */
const onItsWayMs = lateWindowMs(timing) + timing.marginMs;

/** What was asked for and what was said of it, as it was recorded. */
type Asked = {
  readonly job: string;
  readonly at: number;
  readonly on: readonly (string | null)[];
  stoppedAt: number | null;
  /** Steps that nobody can say anything of any more. */
  readonly lost: Set<number>;
};

/**
 * A job is begun once on each host, one host after the other, and no further than the first
 * failure: judged by the hosts' own books.
 */
export function watchJobs(oracle: Oracle) {
  const asked = new Map<string, Asked>();

  /** Just after a host began something. */
  function began(place: JobPlace, run: HostRun): void {
    const { book } = oracle.world.hosts;
    oracle.note(`${run.on} begins ${run.id} of ${place.job}`);
    const name = nameOf(run.id);
    const said = name && asked.get(name.run);
    if (!name || !said)
      return oracle.broken(24, `${run.on} runs ${run.id}, which nobody asked for`);
    const before = book.filter((one) => one !== run && isSame(one, name));
    const again = jobsOffered[said.job]?.rules.again === true;
    const last = before.at(-1);
    if (last && !(again && isLost(oracle, last)))
      oracle.broken(24, `${run.on} runs ${run.id} although ${last.id} ran`);
    if (before.length > 2) oracle.broken(24, `${run.id} is try ${before.length + 1}`);
    for (let step = 0; step < name.step; step += 1)
      if (!book.some((one) => isSame(one, { run: name.run, step }) && isWell(oracle, one)))
        oracle.broken(24, `${run.id} runs, and step ${step} did not end well`);
    const other = book.find((one) => one !== run && isRunning(oracle, one));
    const lost = other && nameOf(other.id);
    if (other && !(lost && asked.get(lost.run)?.lost.has(lost.step)))
      oracle.broken(24, `${run.id} runs beside ${other.id}`);
    if (said.on[name.step] !== run.on) oracle.broken(24, `${run.id} runs on ${run.on}`);
    if (said.stoppedAt !== null && oracle.now() - said.stoppedAt > onItsWayMs)
      oracle.broken(24, `${run.id} begins after somebody stopped it`);
  }

  /** What people asked for, as it was taken. */
  function decided({ event, decision }: Decided): void {
    if (decision.kind !== 'moved') return;
    if (event.kind === 'job-asked') {
      const { id, job, on, by, at } = event;
      const { rules, who } = jobsOffered[job] ?? {};
      if (!who?.includes(by.id)) oracle.broken(24, `${by.id} may not run ${job}`);
      const moves = [...oracle.known.values()].find(
        ({ release, endedAt }) =>
          release.kind !== 'prerelease' && endedAt === null && release.phase.kind !== 'announcing',
      );
      if (moves && rules?.anytime !== true)
        oracle.broken(24, `${job} runs while ${moves.release.id} moves`);
      asked.set(id, { job, at, on, stoppedAt: null, lost: new Set() });
    }
    if (event.kind === 'job-stopped') {
      const said = asked.get(event.run);
      if (said) said.stoppedAt ??= oracle.now();
    }
    if (event.kind === 'job-step-over') {
      const said = asked.get(event.run);
      if (event.end.kind !== 'ended') said?.lost.add(event.step);
    }
  }

  /** Nothing is said to have ended otherwise than its host says, and every run ends. */
  async function checkEnd(ledger: Ledger): Promise<void> {
    const { runs } = await ledger.line(service);
    for (const run of runs)
      for (const [step, { state, on, tries }] of run.steps.entries()) {
        if (state.kind === 'ordered' || state.kind === 'waiting')
          oracle.broken(24, `${run.id} on ${on} is ${state.kind}, and does not end`);
        if (state.kind === 'over') checkRefused(run.id, step, tries, state.end);
        if (state.kind !== 'over' || state.end.kind !== 'ended') continue;
        const { code } = state.end;
        const last = oracle.world.hosts.book.findLast((one) => isSame(one, { run: run.id, step }));
        const truth = !last || last.stoppedAt !== null ? null : last.code;
        if (state.end.how === 'exit' && (code !== truth || last!.endsAt > oracle.now()))
          oracle.broken(24, `${run.id} on ${on} is said to have ended with ${code}, not ${truth}`);
      }
  }

  /**
   * Who says that nothing ran must know it: an order that was out may have arrived. What became of
   * an earlier try was said when it was over.
   */
  function checkRefused(run: string, step: number, tries: number, end: StepEnd): void {
    if (end.kind !== 'refused' || end.why === 'superseded') return;
    const ran = oracle.world.hosts.book.find(
      (one) => isSame(one, { run, step }) && one.id.endsWith(`.${tries + 1}`),
    );
    if (ran) oracle.broken(24, `${run} is said not to have run on ${ran.on}, and ${ran.id} did`);
  }

  return { began, decided, checkEnd };
}

function isRunning(oracle: Oracle, { stoppedAt, endsAt }: HostRun): boolean {
  return stoppedAt === null && oracle.now() < endsAt;
}

function isLost(oracle: Oracle, { stoppedAt, endsAt, code }: HostRun): boolean {
  return stoppedAt === null && code === null && endsAt <= oracle.now();
}

function isWell(oracle: Oracle, { stoppedAt, endsAt, code }: HostRun): boolean {
  return stoppedAt === null && code === 0 && endsAt <= oracle.now();
}

/** Ids on hosts bear the run, its moment, its host's place and the try. */
function nameOf(id: string): { readonly run: string; readonly step: number } | null {
  const [, run, step] = /^(.+)\.\d+\.(\d+)\.\d+$/.exec(id) ?? [];
  return run && step ? { run, step: Number(step) - 1 } : null;
}

function isSame({ id }: HostRun, { run, step }: { readonly run: string; readonly step: number }) {
  const name = nameOf(id);
  return name?.run === run && name.step === step;
}
