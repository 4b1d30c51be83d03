import { setTimeout as sleep } from 'node:timers/promises';
import { type GitHubJob, gitHubPlace } from '../../src/adapters/github-jobs/jobs.ts';
import { calledJobs } from '../../src/adapters/jobs/called-jobs.ts';
import { memoryLedger } from '../../src/adapters/memory-ledger/open.ts';
import type { JobOrder, JobPlace, Jobs } from '../../src/ports/jobs.ts';
import type { JobsWorld } from '../contracts/jobs-world.ts';
import { startGitHubActions } from './github-actions.ts';
import { troubledWay } from './troubled-way.ts';
import { until } from './until.ts';

const token = 'ghs_s3cret-of-the-job-4711';

/** The workflow of the stand-in, as davy.yml would name it. */
export const deployJob = {
  token,
  repository: 'acme/board',
  workflow: 'deploy.yml',
  ref: 'main',
  idInput: 'davy_id',
  inputs: { version: '{version}' },
  isNamed: true,
  visibleMs: 700,
  timeoutMs: 60_000,
} satisfies Omit<GitHubJob, 'url'>;

/** Jobs as runs of a workflow, at a GitHub that says what it calls them, or at an older one. */
export async function gitHubJobsWorld({
  givesDetails,
}: {
  readonly givesDetails: boolean;
}): Promise<JobsWorld> {
  const github = await startGitHubActions({ token, shownAfterMs: 200, givesDetails });
  const way = troubledWay();
  const notes = memoryLedger({ realTime: Date.now, sleep: (ms) => sleep(ms) });
  const replica = (): Jobs => {
    const of = (name: string) => {
      const timeoutMs = name === 'brief' ? 300 : 60_000;
      const place = gitHubPlace({ ...deployJob, url: github.url, timeoutMs });
      const hide = (text: string) => text.replaceAll(token, '[hidden]');
      return calledJobs({ place, notes, now: Date.now, hide, fetch: way.fetch });
    };
    return {
      begin: async (order: JobOrder) => of(order.job).begin(order),
      look: async (at: JobPlace) => of(at.job).look(at),
      stop: async (at: JobPlace) => of(at.job).stop(at),
    };
  };
  const all = (id: string) => github.runs.filter(({ davyId }) => davyId === id);
  return {
    jobs: replica(),
    other: replica(),
    on: null,
    codes: [0, 1],
    secret: token,
    // A bare 204 has no half.
    trouble: (what) => way.trouble(what === 'half-answered' && !givesDetails ? 'broken' : what),
    loseAnswer: (on) => way.loseAnswer(on),
    runs: async (id) => {
      await until(() => all(id).every(({ seenFrom }) => seenFrom <= performance.now()));
      return github.begun.filter((one) => one === id).length;
    },
    tell: async (id, { code }) => {
      for (const run of all(id))
        Object.assign(run, {
          status: 'completed',
          conclusion: code === 0 ? 'success' : 'failure',
        });
    },
    number: '90817263',
    // Nothing that a workflow does is a count to GitHub.
    count: async () => undefined,
    kill: async (id) => {
      for (const run of all(id)) github.runs.splice(github.runs.indexOf(run), 1);
    },
    close: github.close,
  };
}
