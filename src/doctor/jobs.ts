import type { JobObstacle, Jobs } from '../ports/jobs.ts';
import { type Finding, ill, well } from './finding.ts';

/** A job of davy.yml, and whoever would run it. */
type JobToReach = {
  readonly service: string;
  readonly job: string;
  readonly hosts: readonly string[];
  readonly jobs: Jobs;
};

/** No run is ever called so: to look for it shows whether the host can be reached. */
const nobodysRun = 'davy-doctor';

const todo: Readonly<Record<JobObstacle['why'], string>> = {
  'host-key-changed':
    'If the host was set up anew, write its new key into ssh/known_hosts in DAVY_DATA; ' +
    'if not, find out who answers in its place',
  'host-unknown':
    'Compare the key that ssh-keyscan shows with the one on the host, ' +
    'and write it into ssh/known_hosts in DAVY_DATA',
  denied: "Add Davy's public key to the authorized_keys of the job's user",
  lacks: 'Install it on the host (on Debian it is in util-linux)',
  'token-refused': 'Give Davy a token that may begin, see and stop it, or look whom it belongs to',
  'not-accepted': 'Compare the entry of the job in davy.yml with what is there',
  'cannot-write': "Make room there, or give the folder to the job's user",
};

/** Looks whether every host of every job lets Davy in. Nothing is run there. */
export async function lookAtJobs(jobs: readonly JobToReach[]): Promise<readonly Finding[]> {
  const looked = jobs.map(({ hosts, ...job }) => hosts.map((host) => lookAt(job, host)));
  return Promise.all(looked.flat());
}

async function lookAt(
  { service, job, jobs }: Omit<JobToReach, 'hosts'>,
  host: string,
): Promise<Finding> {
  const what = `${service}: ${job} on ${host}`;
  try {
    const sight = await jobs.look({ id: nobodysRun, job, on: host });
    if (sight.state !== 'refused') return well(`${what} can be run`);
    const detail = sight.detail === '' ? '' : ` (${sight.detail})`;
    return ill(`${what}: ${sight.why.replaceAll('-', ' ')}${detail}`, todo[sight.why]);
  } catch (cause) {
    const why = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
    return ill(`${what} cannot be reached (${String(why)})`, 'Check its name, port and sshd');
  }
}
