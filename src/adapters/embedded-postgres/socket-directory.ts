import { createHash } from 'node:crypto';
import { chown, lstat, mkdir } from 'node:fs/promises';
import { type RunAs } from './run-as.ts';

/**
 * The smallest limit of the systems we run on: macOS has 104 bytes with the closing zero, Linux
 * 108.
 */
const longest = 103;

/**
 * A directory nobody else can enter, which is the whole protection of the socket in it. Beside the
 * data where the path is short and plain enough for a socket, else below /tmp under a name made
 * from the data's place.
 */
export async function socketDirectory(pgdata: string, user: RunAs): Promise<string> {
  const beside = pgdata.replace(/postgres$/, 'socket');
  const fits = Buffer.byteLength(`${beside}/.s.PGSQL.5432`) <= longest && /^[\w./-]+$/.test(beside);
  const directory = fits
    ? beside
    : `/tmp/davy-${createHash('sha256').update(pgdata).digest('hex').slice(0, 16)}`;
  const owner = user ?? { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  await mkdir(directory, { mode: 0o700 }).then(
    () => chown(directory, owner.uid, owner.gid),
    (cause: unknown) => {
      if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause;
    },
  );
  const found = await lstat(directory);
  // Anybody may write to /tmp: a directory somebody else has put there is not used.
  if (!found.isDirectory() || found.uid !== owner.uid || (found.mode & 0o077) !== 0) {
    throw new Error(
      `${directory} must be a directory of user ${owner.uid} with mode 0700; ` +
        'remove it and start again',
    );
  }
  return directory;
}
