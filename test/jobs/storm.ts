import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sshJobs } from '../../src/adapters/ssh-jobs/jobs.ts';
import { descendantsOf, everybody, isRunningAs } from './processes.ts';
import { type RealSshd, startSshd } from '../support/real-sshd.ts';
import { type Account, judge, type Kills, type Told } from './judge.ts';
import type { ReplicaSettings } from './settings.ts';

/** How much is begun, by how many processes, and for how long nothing may stand still. */
export type StormSize = {
  readonly begins: number;
  readonly ids: number;
  readonly replicas: number;
};

type Order = ReplicaSettings['ids'][number];

/** The job: writes when it starts and when it is about to end, and ends as it was told. */
const work = `#!/bin/sh
echo "start $2 $(date +%s%3N)" >>"$1/book"
sleep "$(echo "$3" | sed 's/...$/.&/')"
echo "end $2 $(date +%s%3N) $4" >>"$1/book"
exit "$4"
`;

/**
 * Begins jobs on a real host from several processes while ssh and those processes are killed and
 * sshd is stopped, until each begin was answered; then looks at every id, and judges by the host's
 * own book.
 */
export async function storm(
  { begins, ids, replicas }: StormSize,
  random: () => number,
  say: (line: string) => void,
): Promise<Account> {
  const base = await mkdtemp(join(tmpdir(), 'davy-storm-'));
  const sshd = await startSshd(base);
  try {
    await writeFile(join(base, 'work'), work, { mode: 0o755 });
    const orders = ordersOf(begins, ids, random);
    const kills = await rage(base, sshd, { orders, replicas, random, say });
    const told = await seenAtTheEnd(base, sshd, [...new Set(orders.map(({ id }) => id))]);
    return judge({
      book: await readFile(join(base, 'book'), 'utf8'),
      journal: await readFile(join(base, 'journal'), 'utf8'),
      told,
      codes: new Map(orders.map(({ id, code }) => [id, code])),
      kills,
    });
  } finally {
    await sshd.stop();
    await rm(base, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

/** Every id several times, mixed; how long each runs and how it ends belongs to the id. */
function ordersOf(begins: number, ids: number, random: () => number): readonly Order[] {
  return Array.from({ length: begins }, (_, i) => ({
    order: `o${i}`,
    id: `job-${i % ids}`,
    ms: 1_000 + (((i % ids) * 37) % 1_000),
    code: ((i % ids) * 7) % 200,
  }))
    .map((order) => ({ order, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ order }) => order);
}

type Rage = {
  readonly orders: readonly Order[];
  readonly replicas: number;
  readonly random: () => number;
  readonly say: (line: string) => void;
};

async function rage(
  base: string,
  sshd: RealSshd,
  { orders, replicas, random, say }: Rage,
): Promise<Kills> {
  const kills: Kills = { davy: 0, ssh: 0, sshdStops: 0 };
  let fence = 0;
  const running = new Map<string, ChildProcess>();
  const start = async (name: string, left: readonly Order[]) => {
    fence += 1;
    running.set(name, await replica(base, sshd, { name, fence, ids: [...left] }));
  };
  const share = (name: string, done: ReadonlySet<string>) =>
    orders.filter(({ order }, i) => `r${i % replicas}` === name && !done.has(order));
  const names = Array.from({ length: replicas }, (_, i) => `r${i}`);
  for (const name of names) await start(name, share(name, new Set()));
  for (;;) {
    const done = await answeredIn(base);
    if (done.size === orders.length) break;
    for (const name of names) {
      const left = share(name, done);
      const child = running.get(name);
      if (left.length > 0 && (child?.exitCode !== null || child.signalCode !== null))
        await start(name, left);
    }
    await hurt(base, sshd, [...running.values()], kills, random);
    if (kills.ssh % 20 === 0) say(`${done.size} of ${orders.length} begins answered`);
    await sleep(60 + random() * 240);
  }
  for (const child of running.values()) child.kill('SIGKILL');
  return kills;
}

/** One thing goes wrong: a process of Davy's or an ssh dies, or sshd stands still for a while. */
async function hurt(
  base: string,
  sshd: RealSshd,
  davys: readonly ChildProcess[],
  kills: Kills,
  random: () => number,
): Promise<void> {
  const what = random();
  const davy = davys[Math.floor(random() * davys.length)];
  if (what < 0.12) {
    if (davy?.kill('SIGKILL')) kills.davy += 1;
  } else if (what < 0.85) {
    const ssh = await sshOf(base, davys);
    const one = ssh[Math.floor(random() * ssh.length)];
    if (one && killed(one.pid, 'SIGKILL')) kills.ssh += 1;
  } else if (what < 0.89) {
    const all = [sshd.pid, ...(await descendantsOf([sshd.pid])).flatMap(sshdOnly)];
    for (const pid of all) killed(pid, 'SIGSTOP');
    kills.sshdStops += 1;
    await sleep(300 + random() * 3_500);
    for (const pid of all) killed(pid, 'SIGCONT');
  }
}

/** Those that a process of Davy's waits for, and those that stay behind to keep a connection. */
async function sshOf(base: string, davys: readonly ChildProcess[]) {
  const own = (await descendantsOf(davys.map(({ pid }) => pid ?? 0))).filter(({ command }) =>
    isRunningAs(command, 'ssh'),
  );
  const kept = (await everybody()).filter(
    ({ command }) => isRunningAs(command, 'ssh') && command.includes(`${base}/`),
  );
  return [...own, ...kept];
}

function sshdOnly({ pid, command }: { readonly pid: number; readonly command: string }) {
  return isRunningAs(command, 'sshd') ? [pid] : [];
}

function killed(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

async function replica(
  base: string,
  sshd: RealSshd,
  own: Pick<ReplicaSettings, 'name' | 'fence' | 'ids'>,
): Promise<ChildProcess> {
  const { host, user, identity } = sshd;
  await mkdir(join(base, own.name), { recursive: true });
  await writeFile(join(base, own.name, 'known_hosts'), await sshd.known());
  const settings: ReplicaSettings = { base, host, user, identity, ...own };
  const program = fileURLToPath(new URL('replica.ts', import.meta.url));
  return spawn(process.execPath, [program, JSON.stringify(settings)], { stdio: 'inherit' });
}

async function answeredIn(base: string): Promise<ReadonlySet<string>> {
  const text = await readFile(join(base, 'journal'), 'utf8').catch(() => '');
  return new Set([...text.matchAll(/^answered \S+ \d+ \S+ (\S+) /gm)].map(([, o = '']) => o));
}

/** Nobody is hurt any more: every id is looked at until it ended or is lost. */
async function seenAtTheEnd(
  base: string,
  sshd: RealSshd,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Told>> {
  await mkdir(join(base, 'last'), { recursive: true });
  await writeFile(join(base, 'last', 'known_hosts'), await sshd.known());
  const { user, identity, host } = sshd;
  const work = { user, identity, command: [], timeoutMs: 1_000, environment: {} };
  const jobs = sshJobs({
    jobs: { work },
    hide: (text) => text,
    ssh: { directory: join(base, 'last'), program: 'ssh' },
  });
  const told = new Map<string, Told>();
  for (const id of ids) {
    for (;;) {
      const sight = await jobs.look({ id, job: 'work', on: host }).catch(() => null);
      if (sight && sight.state !== 'running') {
        told.set(id, { state: sight.state, code: sight.state === 'ended' ? sight.code : null });
        break;
      }
      await sleep(100);
    }
  }
  return told;
}
