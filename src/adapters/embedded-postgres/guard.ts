import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';

/** A shell costs next to nothing while it waits; what it starts then knows how to end a server. */
const waitForTheEnd = 'read -r _; exec "$0" "$@"';

/**
 * Has the server end with this process, however that ends: a killed process can clean up nothing,
 * but the system closes its pipe. Answers how to call the guard off, after a clean stop.
 */
export function guard(lock: string, pgdata: string): () => void {
  const last = fileURLToPath(new URL('end-orphan.ts', import.meta.url));
  const child = spawn('/bin/sh', ['-c', waitForTheEnd, process.execPath, last, lock, pgdata], {
    cwd: '/',
    // Ctrl-C and the end of a session are meant for Davy; its secrets are nobody else's.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { PATH: '/usr/bin:/bin' },
  });
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  child.unref();
  // Nothing is ever written, so it keeps nobody awake.
  if (child.stdin instanceof Socket) child.stdin.unref();
  return () => void child.kill('SIGKILL');
}
