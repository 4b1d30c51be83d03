import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Whom the server runs as; null where the present user will do. */
export type RunAs = { readonly uid: number; readonly gid: number; readonly name: string } | null;

/** PostgreSQL refuses to run as root, so root lends it another user that every system has. */
export async function runAs(uid = process.getuid?.()): Promise<RunAs> {
  if (uid !== 0) return null;
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '');
  for (const name of ['postgres', 'nobody']) {
    const [, , userId, groupId] =
      passwd
        .split('\n')
        .find((entry) => entry.startsWith(`${name}:`))
        ?.split(':') ?? [];
    if (Number(userId) > 0) return { uid: Number(userId), gid: Number(groupId), name };
  }
  throw new Error(
    'PostgreSQL does not run as root, and there is neither a user "postgres" nor "nobody". ' +
      'Start Davy as another user, or set DATABASE_URL.',
  );
}

/** How a child process is started as that user. */
export function identity(user: RunAs): { readonly uid?: number; readonly gid?: number } {
  return user ? { uid: user.uid, gid: user.gid } : {};
}

/**
 * Whether that user can enter a directory: asked of the system itself, which knows every rule there
 * is.
 */
export async function canEnter(directory: string, user: RunAs): Promise<boolean> {
  return run('/bin/sh', ['-c', 'test -x "$0"', directory], { cwd: '/', ...identity(user) }).then(
    () => true,
    () => false,
  );
}
