import { execFile, spawn } from 'node:child_process';
import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const program = '/usr/sbin/sshd';
const needed = [program, '/usr/bin/ssh', '/usr/bin/ssh-keygen'];

/** Whether this machine can be its own host; loudly, where it cannot. In CI that is a failure. */
export async function hasSshd(): Promise<boolean> {
  const there = await Promise.all(needed.map((file) => access(file))).then(
    () => true,
    () => false,
  );
  if (there) return true;
  if (process.env['CI'] === 'true')
    throw new Error('OpenSSH is not installed, and in CI nothing is left out');
  console.warn('LEFT OUT: jobs on a real host; install OpenSSH (apt-get install openssh-server)');
  return false;
}

/** A real sshd on a loopback port that lets in one key, and what its clients need to know of it. */
export type RealSshd = Awaited<ReturnType<typeof startSshd>>;

/**
 * Starts it in a folder of its own. `home` is where its sessions believe to be at home, so that
 * nothing is left in anybody's real one.
 */
export async function startSshd(base: string) {
  const home = join(base, 'home');
  await mkdir(home, { recursive: true });
  // Debian's sshd wants the folder that its service would have made.
  if (process.getuid?.() === 0) await mkdir('/run/sshd', { recursive: true });
  await keyAt(join(base, 'host'));
  await keyAt(join(base, 'client'));
  const port = await freePort();
  const config = join(base, 'sshd_config');
  await writeFile(
    config,
    [
      `ListenAddress 127.0.0.1:${port}`,
      `HostKey ${join(base, 'host')}`,
      `AuthorizedKeysFile ${join(base, 'client.pub')}`,
      `PidFile ${join(base, 'sshd.pid')}`,
      `SetEnv HOME=${home}`,
      'UsePAM no',
      'StrictModes no',
      'PasswordAuthentication no',
      'PermitRootLogin prohibit-password',
      'MaxStartups 200',
      'MaxSessions 200',
      '',
    ].join('\n'),
  );
  const child = spawn(program, ['-D', '-e', '-f', config], { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('close', resolve));
  while (!(await answers(port))) await sleep(30);
  const host = `127.0.0.1:${port}`;
  return {
    host,
    home,
    user: userInfo().username,
    identity: join(base, 'client'),
    pid: child.pid ?? 0,
    /** The line of a known_hosts file that is right. */
    known: async () => knownLine(port, await readFile(join(base, 'host.pub'), 'utf8')),
    /** One for the same host with a key that it never had. */
    knownWrongly: async () => knownLine(port, await readFile(join(base, 'client.pub'), 'utf8')),
    stop: async () => {
      child.kill('SIGCONT');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function knownLine(port: number, publicKey: string): string {
  return `[127.0.0.1]:${port} ${publicKey.split(' ').slice(0, 2).join(' ')}\n`;
}

async function keyAt(file: string): Promise<void> {
  await promisify(execFile)('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file]);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
