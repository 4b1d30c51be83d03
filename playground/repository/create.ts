import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Behaviour } from './behaviours.ts';
import { fastImport, git } from './git.ts';
import { authors, type Commit, history, merger } from './history.ts';
import { past, plan } from './versions.ts';

/** A build as stories know it. Davy is told everything but the behaviour. */
export type Build = {
  readonly version: string;
  readonly commit: string;
  readonly image: string;
  readonly checks: { readonly passed: number; readonly failed: number };
  readonly behaviour: Behaviour;
};

/**
 * The repository, the build that serves at the start, those before it, and those still to be tried
 * (oldest first).
 */
export type Repository = {
  readonly folder: string;
  readonly live: Build;
  readonly older: readonly Build[];
  readonly builds: readonly Build[];
};

/**
 * Creates the service's git repository, or finds it again. The same seed at the same time gives the
 * same commits; `now` is when the last of them was just merged.
 */
export async function createRepository(
  folder: string,
  seed: number,
  now = Date.now(),
): Promise<Repository> {
  if (!existsSync(join(folder, '.git'))) await create(folder, seed, now);
  const settled = await Promise.all(past.map((version) => describe(folder, version, 'healthy')));
  const builds = await Promise.all(
    plan(seed).map(({ version, behaviour }) => describe(folder, version, behaviour)),
  );
  const live = settled.at(-1);
  if (live === undefined) throw new Error('there is no version to begin with');
  return { folder, live, older: settled.slice(0, -1), builds };
}

async function describe(folder: string, version: string, behaviour: Behaviour): Promise<Build> {
  const commit = await git(folder, 'rev-parse', `v${version}^{commit}`);
  return {
    version,
    commit,
    image: `img-${commit.slice(0, 12)}`,
    checks: { passed: 3, failed: 0 },
    behaviour,
  };
}

/** Made aside and then renamed, so that a half-made one is never found. */
async function create(folder: string, seed: number, now: number): Promise<void> {
  const draft = `${folder}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  await git(draft, 'init', '--quiet', '--initial-branch', 'main');
  await fastImport(draft, streamOf(history(seed), source(), now));
  await git(draft, 'reset', '--quiet', '--hard', 'main');
  writeFileSync(join(draft, '.git', 'description'), `board, seed ${seed}\n`);
  rmSync(folder, { recursive: true, force: true });
  renameSync(draft, folder);
}

/** The service's own code, as it is in this project. */
function source(): Map<string, string> {
  const root = fileURLToPath(new URL('../board/server/', import.meta.url));
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .sort();
  const files = new Map(
    paths.map((path) => [
      `server/${path.replaceAll('\\', '/')}`,
      readFileSync(join(root, path), 'utf8'),
    ]),
  );
  return files.set('package.json', '{ "name": "board", "private": true, "type": "module" }\n');
}

const lastAgoSeconds = 2 * 3_600;
const betweenSeconds = 5 * 3_600;

/** The words of `git fast-import`: every commit says only which files it changed. */
function streamOf(commits: readonly Commit[], files: Map<string, string>, now: number): string {
  const lastAt = Math.floor(now / 1_000) - lastAgoSeconds;
  const first: Commit = {
    message: 'Draw together on one board',
    merges: null,
    by: authors[0],
    tag: null,
    apply: () => undefined,
  };
  let before = new Map<string, string>();
  const parts = [first, ...commits].map((commit, i) => {
    commit.apply(files);
    const changed = [...files].filter(([path, text]) => before.get(path) !== text);
    before = new Map(files);
    const at = lastAt - (commits.length - i) * betweenSeconds;
    const who = `${commit.by} ${at} +0000`;
    const writes = changed.map(([path, text]) => `M 100644 inline ${path}\n${data(text)}`).join('');
    const branch = `refs/heads/${commit.merges ?? ''}`;
    const written =
      commit.merges === null
        ? ''
        : `commit ${branch}\nauthor ${who}\ncommitter ${who}\n` +
          `${data('Work on it')}from refs/heads/main\n${writes}\n`;
    const pressed = commit.merges === null ? who : `${merger} ${at + 600} +0000`;
    const tag =
      commit.tag === null ? '' : `reset refs/tags/${commit.tag}\nfrom refs/heads/main\n\n`;
    return (
      `${written}commit refs/heads/main\nauthor ${pressed}\ncommitter ${pressed}\n` +
      `${data(commit.message)}${commit.merges === null ? '' : `merge ${branch}\n`}${writes}\n` +
      tag
    );
  });
  return parts.join('');
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}
