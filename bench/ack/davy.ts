import { spawn } from 'node:child_process';
import { openSync, closeSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { end } from './child.ts';

/** Davy as an operator runs it. `kill` is a power cut; `pause` a machine that stands still. */
export type RunningDavy = {
  readonly url: string;
  kill(): Promise<void>;
  pause(): void;
  resume(): void;
};

/** A busy machine takes its time to start one. */
const patienceMs = 120_000;
const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Starts `node src/main.ts` and waits until Slack may come. `flags` are for Node itself, such as
 * its profiler.
 */
export async function startDavy({
  environment,
  port,
  logFile,
  flags,
}: {
  readonly environment: Readonly<Record<string, string>>;
  readonly port: number;
  readonly logFile: string;
  readonly flags: readonly string[];
}): Promise<RunningDavy> {
  const log = openSync(logFile, 'a');
  const child = spawn(process.execPath, [...flags, 'src/main.ts'], {
    cwd: root,
    env: environment,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const url = `http://127.0.0.1:${port}`;
  const healthy = async () =>
    fetch(`${url}/healthz`, { signal: AbortSignal.timeout(1_000) }).then(
      (answer) => answer.ok,
      () => false,
    );
  for (const since = Date.now(); Date.now() - since < patienceMs;) {
    if (await healthy())
      return {
        url: `${url}/slack/events`,
        kill: () => end(child, flags.length > 0 ? 'SIGTERM' : 'SIGKILL'),
        pause: () => void child.kill('SIGSTOP'),
        resume: () => void child.kill('SIGCONT'),
      };
    if (child.exitCode !== null) break;
    await sleep(100);
  }
  await end(child, 'SIGKILL');
  throw new Error(`Davy did not start. Its log is ${logFile}.`);
}

/** A port nobody has just now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = z.object({ port: z.number() }).parse(server.address());
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  return port;
}
