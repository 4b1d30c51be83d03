import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Davy, as an operator runs it: a separate process that is started again when it dies. */
export type Davy = {
  readonly url: string;
  readonly logFile: string;
  pid(): number | undefined;
  /**
   * Dies at once, as in a power cut; it is started again. `again` adds to the environment of the
   * next life.
   */
  kill(again?: Readonly<Record<string, string>>): void;
  ready(): Promise<void>;
  /** Another one on the same database: Slack does not call it, and it has a log of its own. */
  beside(name: string, port: number): Davy;
  stop(): Promise<void>;
};

/** Started again this soon after it died (ms). */
const restartMs = 500;

/** Starts `node src/main.ts` and keeps it running. */
export function keepDavy(options: {
  readonly root: string;
  readonly dir: string;
  readonly port: number;
  readonly environment: Readonly<Record<string, string>>;
  /** What its log is called. */
  readonly name?: string;
  readonly onExit?: (code: number | null) => void;
}): Davy {
  const { root, dir, port, name = 'davy' } = options;
  const logFile = join(dir, `${name}.log`);
  let environment = options.environment;
  let child: ChildProcess | undefined;
  const stopping = new AbortController();
  const others: Davy[] = [];

  function start(): void {
    const log = openSync(logFile, 'a');
    child = spawn(process.execPath, [join(root, 'src', 'main.ts')], {
      cwd: root,
      env: environment,
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    child.once('exit', (code) => {
      options.onExit?.(code);
      if (!stopping.signal.aborted) setTimeout(() => stopping.signal.aborted || start(), restartMs);
    });
  }

  start();
  return {
    url: urlOf(port),
    logFile,
    pid: () => child?.pid,
    kill(again) {
      if (again) environment = { ...options.environment, ...again };
      child?.kill('SIGKILL');
    },
    ready: () => untilHealthy(urlOf(port), logFile),
    beside(other, at) {
      const there = { ...options.environment, PORT: String(at) };
      const one = keepDavy({ root, dir, port: at, name: other, environment: there });
      others.push(one);
      return one;
    },
    async stop() {
      stopping.abort();
      await Promise.all(others.map((one) => one.stop()));
      await endOf(child);
    },
  };
}

function urlOf(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/** Davy finishes what it has in hand; one that does not end is ended. */
async function endOf(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  // Nobody waits for this clock once Davy has ended.
  await Promise.race([
    ended,
    sleep(20_000, undefined, { ref: false }).then(() => child.kill('SIGKILL')),
  ]);
}

async function untilHealthy(url: string, logFile: string): Promise<void> {
  for (let tries = 0; tries < 1_200; tries += 1) {
    const answer = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(1_000) }).catch(
      () => undefined,
    );
    if (answer?.ok) return;
    await sleep(100);
  }
  throw new Error(`Davy did not become healthy within two minutes. Its log is ${logFile}.`);
}
