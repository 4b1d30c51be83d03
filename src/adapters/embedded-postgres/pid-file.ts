import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What postmaster.pid says. `unfinished`: made, and not yet (or never) written. */
export type PidFile =
  | { readonly kind: 'named'; readonly pid: number; readonly socket: string | null }
  | { readonly kind: 'unfinished' };

/** Reads the file a server leaves in its directory; null when there is none. */
export async function readPidFile(pgdata: string): Promise<PidFile | null> {
  const text = await readFile(join(pgdata, 'postmaster.pid'), 'utf8').catch(() => null);
  if (text === null) return null;
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return { kind: 'unfinished' };
  return { kind: 'named', pid, socket: lines[4]?.startsWith('/') ? lines[4] : null };
}

/**
 * Whether that process is the server of this directory. A dead one is not, and neither is one
 * nobody has buried yet.
 */
export async function serves(pid: number, pgdata: string): Promise<boolean> {
  const words = await commandOf(pid);
  if (basename(words[0] ?? '') !== 'postgres') return false;
  return words.includes(pgdata) || (await sameDirectory(`/proc/${pid}/cwd`, pgdata));
}

async function commandOf(pid: number): Promise<readonly string[]> {
  const found = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
  if (found !== null) return found.split('\0');
  if (process.platform === 'linux') return [];
  const { stdout } = await run('/bin/ps', ['-ww', '-o', 'command=', '-p', String(pid)]).catch(
    () => ({ stdout: '' }),
  );
  const [, program = '', directory = ''] = /^(.*?postgres) -D (.*?) -c /.exec(stdout) ?? [];
  return [program, directory];
}

/** The same directory may have two names: a link, or another mount of it. */
async function sameDirectory(a: string, b: string): Promise<boolean> {
  const [one, other] = await Promise.all([a, b].map((path) => stat(path).catch(() => null)));
  return Boolean(one && other && one.ino === other.ino && one.dev === other.dev);
}
