import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A process of the benchmark: the lines it says, and how to end it. */
export type Child = { line(): Promise<string>; stop(): Promise<void> };

/** Starts one of our own files as a process of its own; `flags` are Node's, options are JSON. */
export function startChild(file: URL, options: object, flags: readonly string[] = []): Child {
  const words = [...flags, fileURLToPath(file), JSON.stringify(options)];
  const child = spawn(process.execPath, words, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'] ?? '', NODE_NO_WARNINGS: '1' },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async line() {
      const next = await lines.next();
      if (next.done === true) throw new Error(`${file.pathname} ended without a word.`);
      return next.value;
    },
    stop: () => end(child, 'SIGTERM'),
  };
}

/** Ends a process and waits until it is gone. */
export async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}
