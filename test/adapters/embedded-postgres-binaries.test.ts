import { execFile } from 'node:child_process';
import { chmod, cp, lstat, mkdir, readdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { readyBinaries } from '../../src/adapters/embedded-postgres/binaries.ts';
import { runAs } from '../../src/adapters/embedded-postgres/run-as.ts';
import { freshDirectories } from '../support/directories.ts';
import { isRoot } from '../support/as-root.ts';

const fresh = freshDirectories();
const run = promisify(execFile);

/**
 * What npm leaves when install scripts are blocked: the programs, and none of the library links.
 */
async function withoutLinks(base: string): Promise<string> {
  const found = createRequire(import.meta.url).resolve(
    `@embedded-postgres/${process.platform}-${process.arch}`,
  );
  const installed = join(base, 'package');
  await cp(join(dirname(found), '..'), installed, { recursive: true, verbatimSymlinks: true });
  for (const entry of await readdir(join(installed, 'native/lib'))) {
    const path = join(installed, 'native/lib', entry);
    if ((await lstat(path)).isSymbolicLink()) await rm(path);
  }
  return join(installed, 'native');
}

it('makes the library links that a blocked install script did not make', async () => {
  const base = await fresh();
  const installed = await withoutLinks(base);
  await expect(run(join(installed, 'bin/postgres'), ['--version'])).rejects.toThrow(
    'shared libraries',
  );
  expect(await readyBinaries(base, await runAs(), process, installed)).toBe(installed);
  expect((await run(join(installed, 'bin/postgres'), ['--version'])).stdout).toContain(
    'PostgreSQL',
  );
});

it.skipIf(!isRoot)('copies the programs where the user can read them, and only once', async () => {
  const base = await fresh();
  await mkdir(join(base, 'home'));
  await mkdir(join(base, 'place'));
  const installed = await withoutLinks(join(base, 'home'));
  await chmod(join(base, 'home'), 0o700);
  const user = await runAs();
  const copy = await readyBinaries(join(base, 'place'), user, process, installed);
  expect(copy).toMatch(/place\/binaries-18\.\S+$/);
  const made = (await lstat(copy)).ino;
  expect(await readyBinaries(join(base, 'place'), user, process, installed)).toBe(copy);
  expect((await lstat(copy)).ino).toBe(made);
  expect(
    (await run(join(copy, 'bin/initdb'), ['--version'], { uid: user!.uid, gid: user!.gid })).stdout,
  ).toContain('PostgreSQL');
});
