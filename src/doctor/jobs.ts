import type { JobObstacle, Jobs } from '../ports/jobs.ts';
import { type Finding, ill, well } from './finding.ts';

/** A job of davy.yml, and whoever would run it. */
type JobToReach = {
  readonly service: string;
  readonly job: string;
  readonly hosts: readonly string[];
  readonly look: Jobs['look'];
  /** Asks a place without hosts what keeps the job from running; null where there are hosts. */
  readonly check: (() => Promise<JobObstacle | null>) | null;
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

/** Looks whether every host and place of every job lets Davy in. Nothing is run there. */
export async function lookAtJobs(jobs: readonly JobToReach[]): Promise<readonly Finding[]> {
  const looked = jobs.flatMap(({ service, job, hosts, look, check }) => {
    const what = `${service}: ${job}`;
    if (check) return [findingOf(what, check, 'Check its address, and whether it runs')];
    return hosts.map((host) =>
      findingOf(
        `${what} on ${host}`,
        async () => {
          const sight = await look({ id: nobodysRun, job, on: host });
          return sight.state === 'refused' ? sight : null;
        },
        'Check its name, port and sshd',
      ),
    );
  });
  return Promise.all(looked);
}

async function findingOf(
  what: string,
  ask: () => Promise<JobObstacle | null>,
  unreached: string,
): Promise<Finding> {
  try {
    const found = await ask();
    if (!found) return well(`${what} can be run`);
    const detail = found.detail === '' ? '' : ` (${found.detail})`;
    return ill(`${what}: ${found.why.replaceAll('-', ' ')}${detail}`, todo[found.why]);
  } catch (cause) {
    const why = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
    return ill(`${what} cannot be reached (${String(why)})`, unreached);
  }
}
