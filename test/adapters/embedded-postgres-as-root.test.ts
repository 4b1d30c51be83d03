import { chmod, mkdir, readdir, realpath, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startEmbeddedPostgres } from '../../src/adapters/embedded-postgres/start.ts';
import { isRoot } from '../support/as-root.ts';
import { freshDirectories } from '../support/directories.ts';
import { ask, pidOf } from '../support/postgres-probe.ts';
import { spawnBot } from '../support/spawn-bot.ts';

const fresh = freshDirectories();

describe.skipIf(!isRoot)('started by root', () => {
  it('runs the server as a user who is not root', async () => {
    const data = join(await fresh(), 'data');
    const postgres = await startEmbeddedPostgres({ dataDir: data, log: () => {} });
    expect((await stat(`/proc/${await pidOf(data)}`)).uid).toBeGreaterThan(0);
    await postgres.stop();
  });

  it('keeps the data elsewhere, behind a link, when that user may not get there', async () => {
    const base = await fresh();
    const data = join(base, 'home/data');
    await mkdir(data, { recursive: true });
    await chmod(join(base, 'home'), 0o700);
    const postgres = await startEmbeddedPostgres({ dataDir: data, log: () => {} });
    expect(await ask(postgres.config, 'select 1 as one')).toEqual([{ one: 1 }]);
    const elsewhere = await realpath(join(data, 'elsewhere'));
    expect(elsewhere).toMatch(/^\/tmp\/davy-\w+$/);
    expect(await readdir(elsewhere)).toContain('postgres');
    await postgres.stop();
    await rm(elsewhere, { recursive: true });
  });

  it('works for an ordinary user too', async () => {
    const base = await fresh();
    await chmod(base, 0o777);
    const bot = spawnBot(join(base, 'data'), { uid: 65_534, gid: 65_534 });
    const { config } = await bot.ready;
    await bot.stop();
    expect(config.host).toBe(join(base, 'data/socket'));
    expect((await stat(join(base, 'data/postgres'))).uid).toBe(65_534);
  });
});
