import { setTimeout as sleep } from 'node:timers/promises';
import { type HttpJob, httpPlace } from '../../src/adapters/http-jobs/jobs.ts';
import { calledJobs } from '../../src/adapters/jobs/called-jobs.ts';
import { memoryLedger } from '../../src/adapters/memory-ledger/open.ts';
import type { JobOrder, JobPlace } from '../../src/ports/jobs.ts';
import type { Ending, JobsWorld } from '../contracts/jobs-world.ts';
import { startTasks } from './http-tasks.ts';
import { troubledWay } from './troubled-way.ts';

const secret = 's3cret-of-the-job-4711';
const number = '90817263';

/** How the place is spoken to, as davy.yml would say it. */
export const tasksJob = {
  headers: { authorization: `Bearer ${secret}` },
  timeoutMs: 60_000,
  begin: {
    path: '/tasks',
    body: { label: '{id}', version: '{version}', log: 'begun' },
    run: '/taskId',
  },
  isIdempotent: false,
  search: null,
  look: {
    path: '/tasks/{run}',
    state: '/status',
    ended: ['completed'],
    failed: ['failed'],
    stopped: ['canceled'],
    code: '/exitCode',
    progress: {
      done: '/additionalInformation/done',
      of: '/additionalInformation/of',
      failed: '/additionalInformation/failed',
    },
    output: '/log',
  },
  stop: { method: 'DELETE', path: '/tasks/{run}' },
} satisfies Omit<HttpJob, 'url'>;

/** How such places show what was sent by Davy's id. */
export const tasksSearch = {
  path: '/tasks?label={id}',
  list: '/tasks',
  id: '/label',
  run: '/taskId',
};

/** Jobs of a service behind HTTP, that knows a repetition by its key or is asked what it has. */
export async function httpJobsWorld(
  by: 'key' | 'search',
  change: Partial<HttpJob> = {},
): Promise<JobsWorld> {
  const knowsKeys = by === 'key';
  const place = await startTasks({ token: secret, knowsKeys, listedAfterMs: 150 });
  const way = troubledWay();
  const notes = memoryLedger({ realTime: Date.now, sleep: (ms) => sleep(ms) });
  const search = { ...tasksSearch, visibleMs: 400 };
  const given = { ...tasksJob, isIdempotent: knowsKeys, search: knowsKeys ? null : search };
  const work = { ...given, url: place.url, ...change };
  const replica = () => {
    const made = { work, brief: { ...work, timeoutMs: 200 } };
    const of = (job: string) =>
      calledJobs({
        place: httpPlace(job === 'brief' ? made.brief : made.work),
        notes,
        now: Date.now,
        hide: (text) => text.replaceAll(secret, '[hidden]').replaceAll(number, '[hidden]'),
        fetch: way.fetch,
      });
    return {
      begin: async (order: JobOrder) => of(order.job).begin(order),
      look: async (at: JobPlace) => of(at.job).look(at),
      stop: async (at: JobPlace) => of(at.job).stop(at),
    };
  };
  const all = (id: string) => place.tasks.filter(({ label }) => label === id);
  return {
    jobs: replica(),
    other: replica(),
    on: null,
    codes: [0, 1, 3, 255],
    secret,
    trouble: (what) => way.trouble(what),
    loseAnswer: (on) => way.loseAnswer(on),
    runs: async (id) => place.begun.filter((one) => one === id).length,
    tell: async (id, ending) => {
      for (const task of all(id)) {
        task.log = logOf(ending);
        task.progress = progressOf(ending);
        task.exitCode = ending.code;
        task.status = ending.code === 0 ? 'completed' : 'failed';
      }
    },
    number,
    count: async (id, said) => {
      for (const task of all(id)) task.progress = progressOf({ code: 0, progress: said });
    },
    kill: async (id) => {
      for (const task of all(id)) place.tasks.splice(place.tasks.indexOf(task), 1);
    },
    close: place.close,
  };
}

function logOf({ says = [], filling = 0 }: Ending): string {
  const [first = '', ...rest] = says;
  return [first, ...Array.from({ length: filling }, (_, i) => `${i + 1}`), ...rest].join('\n');
}

function progressOf({ progress = '' }: Ending) {
  const found = /^(-?\d+)(?: of (\S+))?(?: (\d+) failed)?$/.exec(progress);
  if (!found) return null;
  const [, done, of, failed] = found;
  return {
    done: Number(done),
    of: of === undefined ? null : Number(of),
    failed: Number(failed ?? 0),
  };
}
