/**
 * # src/vendors
 *
 * Chooses which vendor plays each role, one file for each role: a second vendor is one more case
 * here and nothing elsewhere.
 */

import { sentryDeploys } from '../adapters/sentry/deploys.ts';
import type { ServiceEntry } from '../config/davy-yml.ts';
import type { DeployAnswer, DeployRecords } from '../ports/deploy-records.ts';
import type { Log } from '../ports/log.ts';
import type { Means } from './means.ts';
import { sentryProject } from './sentry-project.ts';

/** Who keeps which build serves where: the tracker, where davy.yml says that it is told. */
export function deployRecordsOf(
  { watch: { sentry }, source }: Pick<ServiceEntry, 'watch' | 'source'>,
  means: Pick<Means, 'environment' | 'fetch' | 'log'>,
  service: string,
): DeployRecords | null {
  if (!sentry?.deploys) return null;
  const records = sentryDeploys({
    ...sentryProject(sentry, means),
    repository: repositoryName(source?.web ?? source?.repository ?? ''),
  });
  return sayingWhy(records, service, means.log);
}

/** `acme/board` of wherever the repository is; null where its address ends in no two names. */
function repositoryName(address: string): string | null {
  const [, name] = /[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(address) ?? [];
  return name ?? null;
}

/** What is refused waits for a setting, and no release for that: each reason is said once. */
function sayingWhy(records: DeployRecords, service: string, log: Pick<Log, 'warn'>): DeployRecords {
  const said = new Set<string>();
  const heard = (answer: DeployAnswer): DeployAnswer => {
    if (answer.kind === 'refused' && !said.has(answer.why)) {
      said.add(answer.why);
      log.warn(
        { service, why: answer.why },
        'deploys are not recorded until a setting is changed; releases go on',
      );
    }
    return answer;
  };
  return {
    register: async (build, before) => heard(await records.register(build, before)),
    deploysOf: (build) => records.deploysOf(build),
    record: async (build, place, release) => heard(await records.record(build, place, release)),
  };
}
