import { join } from 'node:path';
import { gitSource } from '../../src/adapters/git/source.ts';
import type { Build } from '../../src/release/state/build.ts';
import { aRepository } from './a-repository.ts';
import { freshDirectories } from './directories.ts';
import { build } from './a-release.ts';

/** A build of the service at this commit. */
export const at = (commit: string, version = commit.slice(0, 7)): Build =>
  build(version, { commit });

/** Makes repositories with a source that reads them; all are gone after the file. */
export function repositories() {
  const directory = freshDirectories();
  return async (more: Partial<Parameters<typeof gitSource>[0]> = {}) => {
    const home = await directory();
    const repository = aRepository(join(home, 'board'));
    const options = {
      service: 'board',
      repository: repository.folder,
      tag: null,
      web: 'https://git.example.com/acme/board',
      projects: ['BRD'],
      paths: [],
      migrations: null,
      silentMs: 30_000,
      directory: join(home, 'git'),
      patience: {
        waitMs: 30_000,
        pauseMs: 0,
        now: () => performance.now(),
        failed: () => undefined,
      },
      ...more,
    };
    return {
      home,
      repository,
      options,
      source: gitSource(options),
      titles: async (from: string, to: string) =>
        (await gitSource(options).changes(at(from), at(to))).changes.map(({ title }) => title),
    };
  };
}
