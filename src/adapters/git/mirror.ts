import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UpstreamError } from '../../ports/errors.ts';
import { askRemote } from './remote.ts';
import { git } from './run.ts';

/** Where a repository is, and what its copy is called here. */
export type MirrorPlace = {
  readonly service: string;
  readonly repository: string;
  readonly directory: string;
  /** A host that says nothing for so long is given up (real ms). */
  readonly silentMs: number;
};

/**
 * A bare copy of a repository in Davy's own directory. Git runs in it, never in the repository
 * itself.
 */
export type Mirror = {
  readonly folder: string;
  /** Makes the copy, if it is not there. */
  ready(): Promise<void>;
  /**
   * Brings the copy up to date; with a commit, that one too, although no branch may hold it any
   * more.
   */
  fetch(commit?: string): Promise<void>;
};

/** The first copy of a large repository takes its time. */
const fetchMs = 15 * 60_000;
const quickMs = 20_000;

/**
 * Two processes may share one: it is made aside and renamed, and git's own locks keep two fetches
 * apart.
 */
export function mirrorOf({ service, repository, directory, silentMs }: MirrorPlace): Mirror {
  const name = createHash('sha256').update(repository).digest('hex').slice(0, 12);
  const folder = join(directory, `${service}-${name}.git`);
  const doing = `fetching ${repository.replaceAll(/\/\/[^/@\s]+@/g, '//')}`;
  const get = (address: string, refs: readonly string[]) =>
    git(
      folder,
      [
        '-c',
        'fetch.writeCommitGraph=true',
        'fetch',
        '--quiet',
        '--prune',
        '--no-write-fetch-head',
        '--no-recurse-submodules',
        '--end-of-options',
        address,
        ...refs,
      ],
      doing,
      { timeoutMs: fetchMs },
    );
  return {
    folder,
    ready: () => make(folder),
    async fetch(commit) {
      const refs =
        commit === undefined
          ? ['+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*']
          : [`+${commit}:refs/davy/${commit}`];
      const { address } = await askRemote(repository, ['HEAD'], doing, silentMs);
      await get(address, refs).catch(async (cause: unknown) => {
        if (commit !== undefined || !/lock/.test(String(cause))) throw cause;
        // Another process is fetching the same; when it is done, there is little left to do.
        await sleep(1_000);
        await get(address, refs);
      });
      // Every fetch leaves a pack; many of them make every later question slow.
      await git(
        folder,
        ['-c', 'gc.auto=6700', '-c', 'gc.autoDetach=false', 'gc', '--auto', '--quiet'],
        'tidying its copy',
        { timeoutMs: fetchMs },
      ).catch(() => '');
    },
  };
}

async function make(folder: string): Promise<void> {
  if (await exists(folder)) return;
  try {
    await mkdir(dirname(folder), { recursive: true });
    const draft = await mkdtemp(`${folder}.new-`);
    await git(draft, ['init', '--quiet', '--bare', '--template='], 'making its copy', {
      timeoutMs: quickMs,
    });
    await rename(draft, folder).catch(async (cause: unknown) => {
      await rm(draft, { recursive: true, force: true });
      if (!(await exists(folder))) throw cause;
    });
  } catch (cause) {
    throw new UpstreamError('Git', `making a copy in ${dirname(folder)}`, { cause });
  }
}

async function exists(folder: string): Promise<boolean> {
  return stat(join(folder, 'HEAD')).then(
    () => true,
    () => false,
  );
}
