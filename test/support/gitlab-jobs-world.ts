import { setTimeout as sleep } from 'node:timers/promises';
import { type GitLabJob, gitLabPlace } from '../../src/adapters/gitlab-jobs/jobs.ts';
import { calledJobs } from '../../src/adapters/jobs/called-jobs.ts';
import { memoryLedger } from '../../src/adapters/memory-ledger/open.ts';
import type { JobOrder, JobPlace, Jobs } from '../../src/ports/jobs.ts';
import type { JobsWorld } from '../contracts/jobs-world.ts';
import { startGitLab } from './gitlab-pipelines.ts';
import { troubledWay } from './troubled-way.ts';
import { until } from './until.ts';

/** The project of the stand-in, as davy.yml would name it. */
export const pipelineJob = {
  token: 'glpat-s3cret-of-the-job-4711',
  project: 'acme/board',
  ref: 'main',
  idVariable: 'DAVY_ID',
  variables: { VERSION: '{version}' },
  visibleMs: 700,
  timeoutMs: 60_000,
} satisfies Omit<GitLabJob, 'url'>;

/** Jobs as pipelines of a project. */
export async function gitLabJobsWorld(): Promise<JobsWorld> {
  const { token } = pipelineJob;
  const gitlab = await startGitLab({ token, shownAfterMs: 200 });
  const way = troubledWay();
  const notes = memoryLedger({ realTime: Date.now, sleep: (ms) => sleep(ms) });
  const replica = (): Jobs => {
    const of = (name: string) => {
      const timeoutMs = name === 'brief' ? 300 : 60_000;
      const place = gitLabPlace({ ...pipelineJob, url: gitlab.url, timeoutMs });
      const hide = (text: string) => text.replaceAll(token, '[hidden]');
      return calledJobs({ place, notes, now: Date.now, hide, fetch: way.fetch });
    };
    return {
      begin: async (order: JobOrder) => of(order.job).begin(order),
      look: async (at: JobPlace) => of(at.job).look(at),
      stop: async (at: JobPlace) => of(at.job).stop(at),
    };
  };
  const all = (id: string) => gitlab.runs.filter(({ davyId }) => davyId === id);
  return {
    jobs: replica(),
    other: replica(),
    on: null,
    codes: [0, 1],
    secret: token,
    trouble: (what) => way.trouble(what),
    loseAnswer: (on) => way.loseAnswer(on),
    runs: async (id) => {
      await until(() => all(id).every(({ seenFrom }) => seenFrom <= performance.now()));
      return gitlab.begun.filter((one) => one === id).length;
    },
    tell: async (id, { code }) => {
      for (const run of all(id)) run.status = code === 0 ? 'success' : 'failed';
    },
    number: '90817263',
    // Nothing that a pipeline does is a count to GitLab.
    count: async () => undefined,
    kill: async (id) => {
      for (const run of all(id)) gitlab.runs.splice(gitlab.runs.indexOf(run), 1);
    },
    close: gitlab.close,
  };
}
