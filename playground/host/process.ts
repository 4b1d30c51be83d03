import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Image, Server } from './server.ts';

/** What every server is told beside its own name. */
export type Surroundings = {
  readonly storeUrl: string;
  readonly balancerUrl: string;
  readonly dsn: string;
  /** How many strokes lie between two of the errors that the service makes now and then. */
  readonly strokesPerError: number;
};

/** Starts the real process of a server from its build's code. It lives on when the host dies. */
export function startProcess(
  dataDir: string,
  server: Server,
  image: Image,
  around: Surroundings,
  sick: boolean,
): number {
  rmSync(portFile(dataDir, server.id), { force: true });
  const log = openSync(join(dataDir, 'servers', `${server.id}.log`), 'a');
  // A sick machine runs, but the service on it never starts.
  const what = sick
    ? ['--eval', 'setInterval(() => undefined, 60_000)']
    : [join(image.folder, 'server', 'main.ts')];
  const child = spawn(process.execPath, ['--max-old-space-size=128', ...what], {
    cwd: sick ? dataDir : image.folder,
    detached: true,
    stdio: ['ignore', log, log],
    env: {
      NODE_NO_WARNINGS: '1',
      PORT: String(server.port ?? 0),
      PORT_FILE: portFile(dataDir, server.id),
      SERVER_ID: server.id,
      SERVICE: image.service,
      VERSION: image.version,
      SENTRY_DSN: around.dsn,
      SENTRY_ENVIRONMENT: 'production',
      STORE_URL: around.storeUrl,
      BALANCER_URL: around.balancerUrl,
      STROKES_PER_ERROR: String(around.strokesPerError),
    },
  });
  closeSync(log);
  child.on('error', () => undefined);
  child.unref();
  return child.pid ?? 0;
}

/** The port a server has opened; null while it has not. */
export function portOf(dataDir: string, id: string): number | null {
  const file = portFile(dataDir, id);
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) : null;
}

function portFile(dataDir: string, id: string): string {
  return join(dataDir, 'servers', `${id}.port`);
}

/**
 * Whether a process is there. A number used again by a stranger is told apart by asking the server
 * its name.
 */
export function isAlive(pid: number | null): boolean {
  if (pid === null || pid === 0) return false;
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch {
    return false;
  }
}

/** Ended, but nobody has fetched its exit code yet: that is not alive. */
function isZombie(pid: number): boolean {
  const file = `/proc/${pid}/stat`;
  return existsSync(file) && /\) Z /.test(readFileSync(file, 'utf8'));
}

/** Sends a signal; a process already gone is no fault. */
export function signal(pid: number | null, name: NodeJS.Signals): void {
  if (pid === null || pid === 0) return;
  try {
    process.kill(pid, name);
  } catch {
    // It has ended by itself.
  }
}
