import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

type Socket = {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
};
type Bot = {
  readonly pid: number;
  /** Resolves with how to reach the database; rejects with what it wrote when it died first. */
  readonly ready: Promise<{ readonly config: Socket; readonly owner: Socket }>;
  readonly said: string[];
  stop(): Promise<void>;
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Nobody reads what it writes any more, and it writes. */
  deafen(): Promise<void>;
};

/**
 * Starts a process that keeps an embedded PostgreSQL, as its own process so that it can be killed
 * alone.
 */
export function spawnBot(
  dataDir: string,
  user: { readonly uid?: number; readonly gid?: number } = {},
): Bot {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'embedded-bot.ts'), dataDir], {
    stdio: ['pipe', 'pipe', 'pipe'],
    cwd: '/',
    env: { PATH: process.env['PATH'] ?? '' },
    ...user,
  });
  const said: string[] = [];
  const ended = once(child, 'close');
  const ready = new Promise<{ config: Socket; owner: Socket }>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      said.push(line);
      if (line.startsWith('ready ')) resolve(JSON.parse(line.slice(6)));
    });
    createInterface({ input: child.stderr }).on('line', (line) => said.push(line));
    child.once('close', () => reject(new Error(said.join('\n'))));
  });
  ready.catch(() => {});
  return {
    pid: child.pid!,
    ready,
    said,
    stop: async () => {
      child.stdin.write('stop\n');
      await ended;
    },
    kill: async (signal = 'SIGKILL') => {
      child.kill(signal);
      await ended;
    },
    deafen: async () => {
      child.stdout.destroy();
      child.stderr.destroy();
      child.stdin.write('say something\n');
      await ended;
    },
  };
}
