import { join } from 'node:path';
import { systemsManagerPlace } from '../adapters/ec2-jobs/jobs.ts';
import type { Ec2Work } from '../adapters/ec2-jobs/parameters.ts';
import { gitHubPlace } from '../adapters/github-jobs/jobs.ts';
import { gitLabPlace } from '../adapters/gitlab-jobs/jobs.ts';
import { type HttpJob, httpPlace } from '../adapters/http-jobs/jobs.ts';
import { calledJobs } from '../adapters/jobs/called-jobs.ts';
import type { CalledPlace } from '../adapters/jobs/called-place.ts';
import { sshJobs } from '../adapters/ssh-jobs/jobs.ts';
import type { ServiceEntry } from '../config/davy-yml.ts';
import type { JobObstacle, Jobs } from '../ports/jobs.ts';
import { UpstreamError } from '../ports/errors.ts';
import { awsAccountOf } from './fleet-account.ts';
import type { Means } from './means.ts';

type JobEntry = ServiceEntry['jobs'][string];

/** What a runner needs of the process. */
type JobMeans = Pick<Means, 'environment' | 'hide' | 'fetch' | 'realNow' | 'notes'> & {
  readonly account: ReturnType<typeof awsAccountOf>;
};

/** Who runs the jobs of a service: the runner that each of them names. */
export function jobsOf(
  service: Pick<ServiceEntry, 'jobs' | 'fleet'>,
  given: Omit<JobMeans, 'account'>,
  line: string,
): Jobs {
  const means = { ...given, account: awsAccountOf(service, line) };
  const made = new Map(
    Object.entries(service.jobs).map(([name, entry]) => [name, runnerOf(name, entry, means)]),
  );
  const of = (job: string): Jobs => {
    const found = made.get(job);
    if (!found) throw new UpstreamError('davy.yml', `looking for the job ${job}: it has none`);
    return found;
  };
  return {
    begin: async (order) => of(order.job).begin(order),
    look: async (place) => of(place.job).look(place),
    stop: async (place) => of(place.job).stop(place),
  };
}

/**
 * How the doctor finds out whether a job could run: it looks at hosts, and a place without hosts is
 * asked what it lacks.
 */
export function jobToReach(
  name: string,
  entry: JobEntry,
  means: Omit<JobMeans, 'notes'>,
): {
  readonly hosts: readonly string[];
  readonly look: Jobs['look'];
  readonly check: ((on: string | null) => Promise<JobObstacle | null>) | null;
} {
  const runner = whoRuns(name, entry, means);
  return 'check' in runner
    ? {
        hosts: [],
        look: async () => ({ state: 'none' }),
        check: (on) => runner.check(means.fetch, on),
      }
    : {
        hosts: entry.run === 'ssh' ? entry.on : [],
        look: (place) => runner.look(place),
        check: null,
      };
}

function runnerOf(name: string, entry: JobEntry, means: JobMeans): Jobs {
  const runner = whoRuns(name, entry, means);
  const { notes, realNow: now, hide, fetch } = means;
  return 'check' in runner ? calledJobs({ place: runner, notes, now, hide, fetch }) : runner;
}

/** A runner of its own, or a place that is reached by calls alone. */
function whoRuns(
  name: string,
  entry: JobEntry,
  means: Omit<JobMeans, 'notes'>,
): Jobs | CalledPlace {
  const { environment, hide } = means;
  switch (entry.run) {
    case 'ssh': {
      const { user, identity = null, command, timeout, env } = entry;
      return sshJobs({
        jobs: { [name]: { user, identity, command, timeoutMs: timeout, environment: env } },
        hide,
        ssh: { directory: join(environment.DAVY_DATA, 'ssh'), program: 'ssh' },
      });
    }
    case 'http':
      return httpPlaceOf(entry);
    case 'ssm':
      return systemsManagerPlace({
        work: workOf(entry),
        account: { ...means.account, now: means.realNow },
        visibleMs: entry.visible,
        timeoutMs: entry.timeout,
      });
    case 'ci': {
      if (entry.kind === 'gitlab') return gitLabPlaceOf(entry);
      const { id_input: idInput, named: isNamed, visible: visibleMs, timeout: timeoutMs } = entry;
      const { url, token, repository, workflow, ref, inputs } = entry;
      const where = { url, token, repository, workflow, ref };
      return gitHubPlace({ ...where, idInput, inputs, isNamed, visibleMs, timeoutMs });
    }
  }
}

function workOf({ command, document, parameters }: Extract<JobEntry, { run: 'ssm' }>): Ec2Work {
  return document === undefined
    ? { kind: 'command', command: command ?? [] }
    : { kind: 'document', document, parameters };
}

function gitLabPlaceOf(entry: Extract<JobEntry, { kind: 'gitlab' }>): CalledPlace {
  const { url, token, project, ref, variables } = entry;
  const { id_variable: idVariable, visible: visibleMs, timeout: timeoutMs } = entry;
  return gitLabPlace({ url, token, project, ref, idVariable, variables, visibleMs, timeoutMs });
}

type HttpEntry = Extract<JobEntry, { run: 'http' }>;

function httpPlaceOf(entry: HttpEntry): CalledPlace {
  const { url, headers, timeout: timeoutMs, begin, idempotent: isIdempotent, search, look } = entry;
  return httpPlace({
    url,
    headers,
    timeoutMs,
    begin: { path: begin.post, body: begin.body ?? null, run: begin.name },
    isIdempotent,
    search: search
      ? {
          path: search.get,
          list: search.list,
          id: search.id,
          run: search.name,
          visibleMs: search.visible,
        }
      : null,
    look: {
      path: look.get,
      state: look.state,
      ended: look.ended,
      failed: look.failed,
      stopped: look.stopped,
      code: look.code ?? null,
      progress: look.progress
        ? {
            done: look.progress.done,
            of: look.progress.of ?? null,
            failed: look.progress.failed ?? null,
          }
        : null,
      output: look.output ?? null,
    },
    stop: entry.stop ? stopCall(entry.stop) : null,
  });
}

function stopCall({ delete: del, post, put }: NonNullable<HttpEntry['stop']>): HttpJob['stop'] {
  if (del !== undefined) return { method: 'DELETE', path: del };
  if (post !== undefined) return { method: 'POST', path: post };
  return put === undefined ? null : { method: 'PUT', path: put };
}
