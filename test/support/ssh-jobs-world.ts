import { writeFileSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sshJobs } from '../../src/adapters/ssh-jobs/jobs.ts';
import type { Ending, JobsWorld } from '../contracts/jobs-world.ts';
import type { RealSshd } from './real-sshd.ts';

const secret = 's3cret-of-the-job-4711';
const number = '90817263';

/** What the host's job does: it writes itself into the book, and waits to be told how to end. */
const work = `#!/bin/sh
echo "$2" >>"$1/book"
while [ ! -f "$1/end.$2" ]; do sleep 0.05; done
. "$1/end.$2"
`;

/** Between the adapter and the real ssh: what can happen on the way. */
const wire = (place: string): string => `#!/bin/sh
case $(cat ${place}/trouble 2>/dev/null) in
  silent) exec sleep 30 ;;
  broken) echo 'ssh: connect to host web1 port 22: Connection refused' >&2; exit 255 ;;
  half-answered) ssh "$@" >${place}/answer.$$; head -c 20 ${place}/answer.$$; exit 255 ;;
  losing) ssh "$@" >/dev/null 2>&1; kill -9 $$ ;;
esac
exec ssh "$@"
`;

/** Jobs on this machine, reached by a real sshd. `base` is a folder of its own. */
export async function sshJobsWorld(sshd: RealSshd, base: string): Promise<JobsWorld> {
  await mkdir(base, { recursive: true });
  await program(join(base, 'work'), work);
  await program(join(base, 'ssh'), wire(base));
  const trouble = join(base, 'trouble');
  const replica = async (name: string) => {
    const directory = join(base, name);
    await mkdir(directory, { recursive: true });
    await writeFile(join(directory, 'known_hosts'), await sshd.known());
    const job = {
      user: sshd.user,
      identity: sshd.identity,
      command: [join(base, 'work'), base, '{id}'],
      environment: { TOKEN: secret },
    };
    return sshJobs({
      jobs: { work: { ...job, timeoutMs: 60_000 }, brief: { ...job, timeoutMs: 1_000 } },
      hide: (text) => text.replaceAll(secret, '[hidden]').replaceAll(number, '[hidden]'),
      ssh: { directory, program: join(base, 'ssh') },
    });
  };
  return {
    jobs: await replica('a'),
    other: await replica('b'),
    on: sshd.host,
    codes: [0, 1, 3, 255],
    secret,
    trouble: (what) => writeFileSync(trouble, what ?? ''),
    loseAnswer: (on) => writeFileSync(trouble, on ? 'losing' : ''),
    runs: async (id) =>
      linesOf(join(base, 'book')).then((ids) => ids.filter((x) => x === id).length),
    tell: async (id, ending) => {
      const place = join(base, `end.${id}`);
      await writeFile(`${place}.new`, endingOf(ending));
      await rename(`${place}.new`, place);
    },
    number,
    count: (id, said) => writeFile(join(sshd.home, '.davy', 'jobs', id, 'progress'), `${said}\n`),
    kill: async (id) => {
      for (const who of ['pid', 'job']) {
        const [line = ''] = await linesOf(join(sshd.home, '.davy', 'jobs', id, who));
        process.kill(Number(line.split(' ')[0]), 'SIGKILL');
      }
    },
    close: async () => undefined,
  };
}

function endingOf({ code, says = [], filling = 0, progress }: Ending): string {
  const line = (text: string) => `echo "${text.replaceAll(secret, '$TOKEN')}"\n`;
  const [first, ...rest] = says;
  return [
    progress === undefined ? '' : `echo '${progress}' >"$DAVY_PROGRESS"\n`,
    first === undefined ? '' : line(first),
    `seq 1 ${filling}\n`,
    ...rest.map(line),
    `exit ${code}\n`,
  ].join('');
}

function program(file: string, text: string): Promise<void> {
  return writeFile(file, text, { mode: 0o755 });
}

async function linesOf(file: string): Promise<readonly string[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.split('\n').filter((line) => line !== '');
}
