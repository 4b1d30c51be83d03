import { UpstreamError } from '../../src/ports/errors.ts';
import type { JobOrder, JobPlace, Jobs, JobSight } from '../../src/ports/jobs.ts';
import type { JobProgress } from '../../src/release/state/job-run.ts';
import type { Ending, JobsWorld } from '../contracts/jobs-world.ts';
import type { Trouble } from './troubled-way.ts';

const secret = 's3cret-of-the-job-4711';
const number = '90817263';

type Run = {
  began: boolean;
  sight: Exclude<JobSight, { state: 'none' | 'refused' }>;
  timer: NodeJS.Timeout | null;
};

/** A place that keeps runs in memory: what a host or a vendor would know, and nothing of Davy. */
export function memoryPlace({ briefMs = 30 }: { readonly briefMs?: number } = {}) {
  const runs = new Map<string, Run>();
  const orders = new Map<string, { readonly turn: number; readonly fence: number }>();
  const begins: string[] = [];

  function start({ id, job, words }: JobOrder): void {
    const run: Run = {
      began: true,
      sight: { state: 'running', output: `begun for ${words['version']}\n`, progress: null },
      timer: null,
    };
    if (job === 'brief') run.timer = setTimeout(() => end(id, 143, 'timeout'), briefMs);
    runs.set(id, run);
    begins.push(id);
  }

  function end(id: string, code: number, how: 'exit' | 'timeout' | 'stopped', more = {}): void {
    const run = runs.get(id);
    if (run?.sight.state !== 'running') return;
    if (run.timer) clearTimeout(run.timer);
    run.sight = { state: 'ended', code, how, output: '', progress: null, ...more };
  }

  return {
    begins,
    begin(order: JobOrder): 'begun' | 'superseded' {
      const run = runs.get(order.id);
      if (run) return run.began ? 'begun' : 'superseded';
      const newest = orders.get(order.under);
      const isLate =
        newest !== undefined &&
        (newest.turn > order.turn || (newest.turn === order.turn && newest.fence > order.fence));
      if (isLate) return 'superseded';
      orders.set(order.under, order);
      start(order);
      return 'begun';
    },
    look: (id: string): JobSight => runs.get(id)?.sight ?? { state: 'none' },
    stop(id: string): void {
      if (runs.has(id)) return end(id, 143, 'stopped');
      const sight = {
        state: 'ended',
        code: null,
        how: 'stopped',
        output: '',
        progress: null,
      } as const;
      runs.set(id, { began: false, sight, timer: null });
    },
    count(id: string, progress: JobProgress | null): void {
      const run = runs.get(id);
      if (run?.sight.state === 'running') run.sight = { ...run.sight, progress };
    },
    kill(id: string): void {
      const run = runs.get(id);
      if (run) run.sight = { state: 'lost', output: '', progress: null };
    },
    end,
  };
}

/** The port over such a place; `before` and `after` are the way there and back. */
export function memoryJobs(
  place: ReturnType<typeof memoryPlace>,
  way: { readonly before: () => Promise<void>; readonly after: () => Promise<void> } = {
    before: async () => undefined,
    after: async () => undefined,
  },
): Jobs {
  const call = async <Answer>(act: () => Answer, changes: boolean): Promise<Answer> => {
    await way.before();
    const answer = act();
    if (changes) await way.after();
    return answer;
  };
  return {
    begin: (order) => call(() => ({ kind: place.begin(order) }), true),
    look: ({ id }: JobPlace) => call(() => place.look(id), false),
    stop: ({ id }: JobPlace) => call(() => place.stop(id), true),
  };
}

/** The in-memory stand-in as a world of the contract. */
export async function memoryJobsWorld(): Promise<JobsWorld> {
  const place = memoryPlace();
  const state: { trouble: Trouble | null; losing: boolean } = { trouble: null, losing: false };
  const way = {
    before: async () => {
      if (state.trouble) throw new UpstreamError('the place', `being ${state.trouble}`);
    },
    after: async () => {
      if (state.losing) throw new UpstreamError('the place', 'answering', { unknown: true });
    },
  };
  return {
    jobs: memoryJobs(place, way),
    other: memoryJobs(place, way),
    on: 'web1',
    codes: [0, 1, 3, 255],
    secret,
    trouble: (what) => {
      state.trouble = what;
    },
    loseAnswer: (on) => {
      state.losing = on;
    },
    runs: async (id) => place.begins.filter((one) => one === id).length,
    tell: async (id, ending) => place.end(id, ending.code, 'exit', saidBy(ending)),
    number,
    count: async (id, said) => place.count(id, countsIn(said)),
    kill: async (id) => place.kill(id),
    close: async () => undefined,
  };
}

function saidBy({ says = [], filling = 0, progress }: Ending) {
  const [first = '', ...rest] = says;
  const lines = Array.from({ length: filling }, (_, i) => `${i + 1}`);
  const all = [first, ...lines, ...rest].join('\n').replaceAll(secret, '[hidden]');
  return {
    output: all.length > 200_000 ? `${all.slice(0, 99_000)}\n[…]\n${all.slice(-99_000)}` : all,
    progress: countsIn(progress ?? ''),
  };
}

function countsIn(said: string): JobProgress | null {
  const [, done, of, failed] = /^(\d+)(?: of (\d+))?(?: (\d+) failed)?$/.exec(said) ?? [];
  return done === undefined || done === number
    ? null
    : { done: Number(done), of: of === undefined ? null : Number(of), failed: Number(failed ?? 0) };
}
