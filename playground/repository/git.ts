import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Runs git in a folder, without the settings of whoever is at the keyboard. */
export async function git(folder: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await run('git', ['-C', folder, ...args], { env: environment() });
  return stdout.trim();
}

/** Feeds a whole history to git in one go. */
export async function fastImport(folder: string, stream: string): Promise<void> {
  const running = run('git', ['-C', folder, 'fast-import', '--quiet', '--force'], {
    env: environment(),
  });
  running.child.stdin?.end(stream);
  await running;
}

function environment(): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: process.env['HOME'] ?? '/',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
  };
}
