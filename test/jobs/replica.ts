import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sshJobs } from '../../src/adapters/ssh-jobs/jobs.ts';
import { settingsFrom } from './settings.ts';

/**
 * One of Davy's processes, to be killed: begins what it is told to, again and again until somebody
 * answers, and writes down whatever it is told of a job. Each line says when it was asked for.
 */
const { base, host, user, identity, name, fence, ids } = settingsFrom(process.argv[2] ?? '');
const jobs = sshJobs({
  jobs: {
    work: {
      user,
      identity,
      command: [join(base, 'work'), base, '{id}', '{ms}', '{code}'],
      timeoutMs: 120_000,
      environment: {},
    },
  },
  hide: (text) => text,
  ssh: { directory: join(base, name), program: 'ssh' },
});

function write(kind: string, ...said: readonly (string | number)[]): void {
  appendFileSync(join(base, 'journal'), `${[kind, name, Date.now(), ...said].join(' ')}\n`);
}

async function see(id: string): Promise<void> {
  const sight = await jobs.look({ id, job: 'work', on: host });
  write('seen', id, sight.state, sight.state === 'ended' ? `${sight.code} ${sight.how}` : '');
}

for (const { order, id, ms, code } of ids) {
  for (;;) {
    try {
      write('begins', id, order);
      const { kind } = await jobs.begin({
        id,
        job: 'work',
        on: host,
        service: 'board',
        under: id,
        turn: 1,
        fence,
        words: { ms: String(ms), code: String(code) },
      });
      write('answered', id, order, kind);
      await see(id);
      break;
    } catch {
      write('failed', id, order);
      await sleep(20);
    }
  }
}
