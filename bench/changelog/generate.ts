import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';

/** Runs git without the settings of whoever is at the keyboard. */
export function git(folder: string, args: readonly string[]): string {
  return execFileSync('git', ['-C', folder, ...args], {
    env: environment(),
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    stdio: ['ignore', 'pipe', 'inherit'],
  }).trim();
}

const kinds = [
  'feat(board): draw faster',
  'fix: keep the ink',
  'Let guests zoom',
  'Fix a crash on empty boards',
  'chore: bump the grid',
  'docs: explain the drain',
  'Refactor the store',
  'Add a colour',
] as const;
const people = [
  'Ana Novak <ana@example.com>',
  'Tom Baker <tom@example.com>',
  'Iris Meijer <iris@example.com>',
  'Sam Okoro <sam@example.com>',
] as const;
const folders = ['server/board', 'server/accounts', 'web', 'docs', 'migrations', 'test'] as const;
/**
 * Every tenth step is a merge of a branch with two commits, as teams with pull requests have it.
 */
const mergeEvery = 10;

/**
 * A repository of so many first-parent commits, written in one go: small changes in a few hundred
 * files, squashed and merged pull requests, tickets.
 */
export async function generate(folder: string, commits: number): Promise<void> {
  mkdirSync(folder, { recursive: true });
  git(folder, ['init', '--quiet', '--bare', '--initial-branch', 'main']);
  const writer = spawn('git', ['-C', folder, 'fast-import', '--quiet', '--force'], {
    env: environment(),
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  for (let n = 1; n <= commits; n += 1)
    await write(
      writer,
      n % mergeEvery === 0
        ? merge(n)
        : step('refs/heads/main', n, `${title(n)} (BRD-${n}) (#${n})`),
    );
  writer.stdin?.end();
  const [code] = await once(writer, 'exit');
  if (code !== 0) throw new Error(`git fast-import ended with ${String(code)}`);
}

function merge(n: number): string {
  const branch = `refs/heads/work-${n % 50}`;
  const start = `reset ${branch}\nfrom refs/heads/main\n\n`;
  const merged = `Merge pull request #${n} from acme/BRD-${n}-work\n\n${title(n)}`;
  return [
    start,
    step(branch, n, 'Work on it'),
    step(branch, n + 1, 'Work on it again'),
    step('refs/heads/main', n, merged, branch),
  ].join('');
}

function step(ref: string, n: number, message: string, merged?: string): string {
  const who = `${people[n % people.length] ?? people[0]} ${1_600_000_000 + n * 60} +0000`;
  const files = Array.from({ length: 1 + (n % 3) }, (_, i) => {
    const path = `${folders[(n + i) % folders.length] ?? 'web'}/${(n * 7 + i) % 300}.ts`;
    return `M 100644 inline ${path}\n${data(`export const value = ${n};\n`)}`;
  });
  return [
    `commit ${ref}\nauthor ${who}\ncommitter ${who}\n${data(message)}`,
    merged === undefined ? '' : `merge ${merged}\n`,
    ...files,
    '\n',
  ].join('');
}

function title(n: number): string {
  return `${kinds[n % kinds.length] ?? kinds[0]} number ${n}`;
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}

async function write(writer: ChildProcess, text: string): Promise<void> {
  if (writer.stdin?.write(text) === false) await once(writer.stdin, 'drain');
}

function environment(): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: process.env['HOME'] ?? '/',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
  };
}
