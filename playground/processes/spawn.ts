import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Announcement, announcement, announcementFile } from './announce.ts';

/** A process of the playground that runs: started now, or found alive. */
export type Running = Announcement & { readonly adopted: boolean; stop(): Promise<void> };

/** What to run. `detached` processes outlive whoever starts them. */
export type Wanted = {
  readonly name: string;
  readonly entry: URL;
  readonly options: { readonly dataDir: string; readonly [name: string]: unknown };
  readonly detached: boolean;
  readonly startMaxMs?: number;
};

/** Finds the process alive from an earlier time, or starts it. */
export async function ensureRunning(wanted: Wanted): Promise<Running> {
  const found = await findAlive(wanted.options.dataDir, wanted.name);
  if (found !== null) return { ...found, adopted: true, stop: () => stop(found.pid) };
  const fresh = await start(wanted);
  return { ...fresh, adopted: false, stop: () => stop(fresh.pid) };
}

/** The living process of this name and data folder; null when there is none. */
async function findAlive(dataDir: string, name: string): Promise<Announcement | null> {
  const said = readAnnouncement(dataDir, name);
  if (said === null) return null;
  try {
    const response = await fetch(said.helloUrl, { signal: AbortSignal.timeout(2_000) });
    const hello = JSON.stringify(await response.json());
    return hello === JSON.stringify({ name, pid: said.pid }) ? said : null;
  } catch {
    return null;
  }
}

function readAnnouncement(dataDir: string, name: string): Announcement | null {
  const file = announcementFile(dataDir, name);
  return existsSync(file) ? announcement.parse(JSON.parse(readFileSync(file, 'utf8'))) : null;
}

async function start({
  name,
  entry,
  options,
  detached,
  startMaxMs = 120_000,
}: Wanted): Promise<Announcement> {
  const { dataDir } = options;
  mkdirSync(dataDir, { recursive: true });
  rmSync(announcementFile(dataDir, name), { force: true });
  const logFile = join(dataDir, `${name}.log`);
  const log = openSync(logFile, 'a');
  const env = {
    ...process.env,
    NODE_NO_WARNINGS: '1',
    PLAYGROUND_OPTIONS: JSON.stringify(options),
  };
  const child = spawn(process.execPath, [fileURLToPath(entry)], {
    detached,
    stdio: ['ignore', log, log],
    env,
  });
  closeSync(log);
  const ended = new Promise<true>((resolve) =>
    child.once('error', () => resolve(true)).once('exit', () => resolve(true)),
  );
  if (detached) child.unref();
  const untilMs = Date.now() + startMaxMs;
  while (Date.now() < untilMs) {
    const said = readAnnouncement(dataDir, name);
    if (said?.pid === child.pid && said !== null) return said;
    if ((await Promise.race([ended, sleep(50)])) === true) break;
  }
  child.kill('SIGKILL');
  throw new Error(`${name} did not start; its last words are in ${logFile}`);
}

/** Asks a process to end, and makes it end if it does not. */
async function stop(pid: number): Promise<void> {
  const untilMs = Date.now() + 3_000;
  try {
    process.kill(pid, 'SIGTERM');
    while (Date.now() < untilMs) {
      process.kill(pid, 0);
      await sleep(50);
    }
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}
