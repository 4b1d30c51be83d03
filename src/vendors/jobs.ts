import { join } from 'node:path';
import { sshJobs } from '../adapters/ssh-jobs/jobs.ts';
import type { ServiceEntry } from '../config/davy-yml.ts';
import type { Jobs } from '../ports/jobs.ts';
import { UpstreamError } from '../ports/errors.ts';
import type { Means } from './means.ts';

/** Who runs the jobs of a service: the runner that each of them names. */
export function jobsOf({ jobs }: ServiceEntry, means: Pick<Means, 'environment' | 'hide'>): Jobs {
  const made = new Map(
    Object.entries(jobs).map(([name, entry]) => [name, runnerOf(name, entry, means)]),
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

function runnerOf(
  name: string,
  entry: ServiceEntry['jobs'][string],
  { environment, hide }: Pick<Means, 'environment' | 'hide'>,
): Jobs {
  switch (entry.run) {
    case 'ssh': {
      const { user, identity = null, command, timeout, env } = entry;
      return sshJobs({
        jobs: { [name]: { user, identity, command, timeoutMs: timeout, environment: env } },
        hide,
        ssh: { directory: join(environment.DAVY_DATA, 'ssh'), program: 'ssh' },
      });
    }
  }
}
