import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { startEmbeddedPostgres } from '../../src/adapters/embedded-postgres/start.ts';
import { ask, pidOf } from '../support/postgres-probe.ts';
import { freshDirectories } from '../support/directories.ts';
import { spawnBot } from '../support/spawn-bot.ts';
import { eventually, until } from '../support/until.ts';

const fresh = freshDirectories();
const lasting = freshDirectories(afterAll);

/** Alive means running: one that waits to be buried is not. */
function alive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** Those who wait for the end of a bot of this directory, or end what it left. */
function guardsOf(data: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return words.includes('end-orphan') && words.includes(`${data}/`);
      } catch {
        return false;
      }
    })
    .map(Number);
}

describe('the embedded database', () => {
  it('starts in an empty directory, keeps what was stored, and starts again', async () => {
    const data = join(await fresh(), 'data');
    const first = await startEmbeddedPostgres({ dataDir: data, log: () => {} });
    await ask(first.owner, 'create table kept (what text); insert into kept values ($$a lamp$$)');
    const pid = await pidOf(data);
    await first.stop();
    expect(alive(pid)).toBe(false);

    const second = await startEmbeddedPostgres({ dataDir: data, log: () => {} });
    expect(await ask(second.owner, 'select what from kept')).toEqual([{ what: 'a lamp' }]);
    await second.stop();
  });

  it('listens on no network, syncs what it stores, and lets nobody else in', async () => {
    const data = join(await fresh(), 'data');
    const postgres = await startEmbeddedPostgres({ dataDir: data, log: () => {} });
    const settings = await ask<{ name: string; setting: string }>(
      postgres.config,
      "select name, setting from pg_settings where name in ('listen_addresses', 'fsync', " +
        "'full_page_writes', 'synchronous_commit')",
    );
    expect(Object.fromEntries(settings.map((row) => [row.name, row.setting]))).toEqual({
      listen_addresses: '',
      fsync: 'on',
      full_page_writes: 'on',
      synchronous_commit: 'on',
    });
    expect((await stat(postgres.config.host)).mode & 0o777).toBe(0o700);
    expect((await stat(join(data, 'postgres'))).mode & 0o777).toBe(0o700);
    await postgres.stop();
  });

  it('gives Davy a role that is not the owner', async () => {
    const postgres = await startEmbeddedPostgres({
      dataDir: join(await fresh(), 'data'),
      log: () => {},
    });
    expect(await ask(postgres.config, 'select current_user as me')).toEqual([{ me: 'davy' }]);
    expect(await ask(postgres.owner, 'select current_user as me')).toEqual([{ me: 'davy_owner' }]);
    await ask(postgres.owner, 'create table mine ()');
    await expect(ask(postgres.config, 'drop table mine')).rejects.toThrow('must be owner');
    await postgres.stop();
  });

  it('is started again when it is killed', async () => {
    const data = join(await fresh(), 'data');
    const decision: string[] = [];
    const postgres = await startEmbeddedPostgres({
      dataDir: data,
      log: (sentence) => decision.push(sentence),
    });
    await ask(
      postgres.owner,
      'create table kept (what text); insert into kept values ($$a lamp$$)',
    );
    const before = await pidOf(data);
    process.kill(before, 'SIGKILL');
    expect(await until(() => ask(postgres.owner, 'select what from kept'))).toEqual([
      { what: 'a lamp' },
    ]);
    expect(await pidOf(data)).not.toBe(before);
    expect(decision).toContain('lost PostgreSQL; starting it again');
    await postgres.stop();
    await expect(pidOf(data)).rejects.toThrow('ENOENT');
  });

  it('survives being killed at any moment of the very first start', async () => {
    for (const moment of [60, 250, 500, 800]) {
      const data = join(await fresh(), 'data');
      const bot = spawnBot(data);
      await sleep(moment);
      await bot.kill();
      const postgres = await startEmbeddedPostgres({ dataDir: data, log: () => {} });
      expect(await ask(postgres.config, 'select 1 as one')).toEqual([{ one: 1 }]);
      expect((await readdir(data)).filter((name) => name.includes('making'))).toEqual([]);
      await postgres.stop();
    }
  });

  // A guard looks for its time whether it is still needed.
  it.concurrent('ends with its bot, however that ends', async () => {
    for (const end of ['SIGKILL', 'SIGTERM', 'SIGABRT', 'its output is closed'] as const) {
      const data = join(await lasting(), 'data');
      const bot = spawnBot(data);
      await bot.ready;
      const orphan = await pidOf(data);
      await (end === 'its output is closed' ? bot.deafen() : bot.kill(end));
      await eventually(() => expect(alive(orphan)).toBe(false));
      await eventually(() => expect(guardsOf(data)).toEqual([]));
    }
  });

  it.concurrent('outlives a killed bot for another that uses it', async () => {
    const data = join(await lasting(), 'data');
    const [bot, other] = [spawnBot(data), spawnBot(data)];
    const [, { config }] = await Promise.all([bot.ready, other.ready]);
    const pid = await pidOf(data);
    await bot.kill();
    // The guard of the killed one looks, and gives up.
    await eventually(() => expect(guardsOf(data)).toHaveLength(1));
    expect(await ask(config, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(await pidOf(data)).toBe(pid);
    await other.stop();
    expect(alive(pid)).toBe(false);
    expect(guardsOf(data)).toEqual([]);
  });

  it('adopts the server that was left running, and stops it in the end', async () => {
    const data = join(await fresh(), 'data');
    const bot = spawnBot(data);
    await bot.ready;
    for (const guard of guardsOf(data)) process.kill(guard, 'SIGKILL');
    await ask(
      (await bot.ready).owner,
      'create table kept (what text); insert into kept values ($$a lamp$$)',
    );
    const orphan = await pidOf(data);
    await bot.kill();
    expect(alive(orphan)).toBe(true);

    const decision: string[] = [];
    const postgres = await startEmbeddedPostgres({
      dataDir: data,
      log: (sentence) => decision.push(sentence),
    });
    expect(decision).toEqual([`adopted the PostgreSQL that already runs here (process ${orphan})`]);
    expect(await ask(postgres.owner, 'select what from kept')).toEqual([{ what: 'a lamp' }]);
    await postgres.stop();
    expect(alive(orphan)).toBe(false);
  });

  it('removes a pid file that names a process which is not its own', async () => {
    const data = join(await fresh(), 'data');
    await (await startEmbeddedPostgres({ dataDir: data, log: () => {} })).stop();
    await writeFile(
      join(data, 'postgres/postmaster.pid'),
      `${process.pid}\n${data}/postgres\n1700000000\n5432\n${data}/socket\n\n` +
        '  5432001     65536\nready   \n',
    );
    const decision: string[] = [];
    const postgres = await startEmbeddedPostgres({
      dataDir: data,
      log: (sentence) => decision.push(sentence),
    });
    expect(decision).toEqual([
      expect.stringContaining(`removed a pid file that named process ${process.pid}`),
    ]);
    await postgres.stop();
  });

  it('removes a pid file that was never written: its server was killed just then', async () => {
    const data = join(await fresh(), 'data');
    await (await startEmbeddedPostgres({ dataDir: data, log: () => {} })).stop();
    await writeFile(join(data, 'postgres/postmaster.pid'), '');
    const decision: string[] = [];
    const postgres = await startEmbeddedPostgres({
      dataDir: data,
      log: (sentence) => decision.push(sentence),
    });
    expect(decision).toEqual(['removed an unfinished pid file']);
    await postgres.stop();
  });

  it('is shared by three bots that race for a fresh directory, until the last stops', async () => {
    const data = join(await fresh(), 'data');
    const bots = [spawnBot(data), spawnBot(data), spawnBot(data)];
    const reached = await Promise.all(bots.map((bot) => bot.ready));
    const made = bots
      .flatMap((bot) => bot.said)
      .filter((line) => line.includes('made a new database'));
    const adopted = bots.flatMap((bot) => bot.said).filter((line) => line.includes('adopted'));
    expect([made.length, adopted.length]).toEqual([1, 2]);
    const pid = await pidOf(data);
    await Promise.all([bots[0]?.stop(), bots[1]?.stop()]);
    expect(await ask(reached[2]!.config, 'select 1 as one')).toEqual([{ one: 1 }]);
    await bots[2]?.stop();
    expect(alive(pid)).toBe(false);
  });

  it('finds a short place for the socket when its directory is deep or oddly named', async () => {
    for (const name of ['deep/'.repeat(30), 'it\'s, a "lamp" ü']) {
      const base = await fresh();
      const data = join(base, name, 'data');
      await mkdir(data, { recursive: true });
      const postgres = await startEmbeddedPostgres({ dataDir: data, log: () => {} });
      expect(postgres.config.host).toMatch(/^\/tmp\/davy-\w+$/);
      expect(await ask(postgres.config, 'select 1 as one')).toEqual([{ one: 1 }]);
      await postgres.stop();
    }
  });

  it('keeps two directories apart', async () => {
    const [one, other] = await Promise.all([fresh(), fresh()]);
    const both = await Promise.all(
      [one, other].map((base) =>
        startEmbeddedPostgres({ dataDir: join(base, 'data'), log: () => {} }),
      ),
    );
    await ask(both[0]!.owner, 'create table mine ()');
    await expect(ask(both[1]!.owner, 'select from mine')).rejects.toThrow('does not exist');
    await Promise.all(both.map((postgres) => postgres.stop()));
  });

  it('says what to do on a machine it has no programs for', async () => {
    const starting = startEmbeddedPostgres({
      dataDir: join(await fresh(), 'data'),
      log: () => {},
      host: { platform: 'plan9', arch: 'vax' },
    });
    await expect(starting).rejects.toThrow(/plan9-vax\. Set DATABASE_URL/);
  });

  it('says what to do when the data was made by another major version', async () => {
    const data = join(await fresh(), 'data');
    await (await startEmbeddedPostgres({ dataDir: data, log: () => {} })).stop();
    await writeFile(join(data, 'postgres/PG_VERSION'), '17\n');
    await expect(startEmbeddedPostgres({ dataDir: data, log: () => {} })).rejects.toThrow(
      'was made by PostgreSQL 17',
    );
  });
});
