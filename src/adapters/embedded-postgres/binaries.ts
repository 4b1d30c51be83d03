/**
 * # src/adapters/embedded-postgres
 *
 * A PostgreSQL of Davy's own: finds the binaries, starts them as a user who is not root, adopts a
 * server that outlived its Davy, and ends it. Decides where the data lies and who may reach it.
 */

import { execFile } from 'node:child_process';
import {
  access,
  chmod,
  cp,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { identity, type RunAs } from './run-as.ts';

const run = promisify(execFile);
const Links = z.array(z.object({ source: z.string(), target: z.string() }));
const Package = z.object({ version: z.string().regex(/^[\w.-]+$/) });

/**
 * The directory of PostgreSQL's programs, such that the user can run them: with the library links
 * that a blocked install script did not make, and copied beside the data when the user cannot read
 * what npm installed.
 */
export async function readyBinaries(
  place: string,
  user: RunAs,
  host: { readonly platform: string; readonly arch: string },
  installed = find(host),
): Promise<string> {
  await makeLinks(installed).catch(() => {});
  const fault = await tryOut(installed, user);
  if (!fault) return installed;
  const { version } = Package.parse(
    JSON.parse(await readFile(join(installed, '../package.json'), 'utf8')),
  );
  const copy = join(place, `binaries-${version}`);
  if (await tryOut(copy, user)) await makeCopy(installed, copy);
  const copyFault = await tryOut(copy, user);
  if (copyFault)
    throw new Error(
      "PostgreSQL's programs do not run here; set DATABASE_URL to use another PostgreSQL. " +
        `(${copyFault})`,
      { cause: fault },
    );
  return copy;
}

function find({ platform, arch }: { readonly platform: string; readonly arch: string }): string {
  try {
    return join(
      dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}-${arch}`)),
      '../native',
    );
  } catch (cause) {
    throw new Error(
      `No PostgreSQL came with this installation for ${platform}-${arch}. ` +
        'Set DATABASE_URL to a PostgreSQL 13 or newer, or install without --omit=optional.',
      { cause },
    );
  }
}

async function makeLinks(native: string): Promise<void> {
  const links = Links.parse(JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')));
  for (const { source, target } of links) {
    const [from, to] = [inside(native, source), inside(native, target)];
    if (await exists(to)) continue;
    await symlink(relative(dirname(to), from), to).catch(async (cause: unknown) => {
      // Another bot may have made it a moment ago.
      if (!(await exists(to))) throw cause;
    });
  }
}

async function makeCopy(installed: string, copy: string): Promise<void> {
  const half = `${copy}.${process.pid}`;
  await rm(half, { recursive: true, force: true });
  await mkdir(half, { mode: 0o755 });
  await cp(installed, half, { recursive: true, verbatimSymlinks: true });
  await makeLinks(half);
  await letEverybodyRead(half);
  await rm(copy, { recursive: true, force: true });
  await rename(half, copy);
}

/** npm may have installed under a strict umask. */
async function letEverybodyRead(directory: string): Promise<void> {
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    const { mode } = await stat(path);
    await chmod(path, mode | (mode & 0o100 ? 0o555 : 0o444));
  }
}

function inside(native: string, path: string): string {
  return join(native, path.replace(/^native\//, ''));
}

/** The fault, in words, when the user cannot run the programs. */
async function tryOut(native: string, user: RunAs): Promise<string | null> {
  try {
    await run(join(native, 'bin/postgres'), ['--version'], { cwd: '/', ...identity(user) });
    await run(join(native, 'bin/initdb'), ['--version'], { cwd: '/', ...identity(user) });
    return null;
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
