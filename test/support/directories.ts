import { chmod, mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';

/**
 * A directory for one test that everybody may enter: as root, the database runs as somebody else.
 * Tests beside each other keep theirs until all have ended (`afterAll`).
 */
export function freshDirectories(whenOver = afterEach): () => Promise<string> {
  const made: string[] = [];
  whenOver(async () => {
    for (const directory of made.splice(0)) {
      // A test that failed half-way must not leave a server behind.
      const pid = Number(
        (
          await readFile(join(directory, 'data/postgres/postmaster.pid'), 'utf8').catch(() => '')
        ).split('\n')[0],
      );
      if (
        pid > 0 &&
        (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).includes(directory)
      )
        process.kill(pid, 'SIGQUIT');
      await rm(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    }
  });
  return async () => {
    const directory = await realpath(await mkdtemp(join(tmpdir(), 'davy-test-')));
    await chmod(directory, 0o755);
    made.push(directory);
    return directory;
  };
}
