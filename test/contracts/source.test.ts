import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { gitSource } from '../../src/adapters/git/source.ts';
import type { Build } from '../../src/release/state/build.ts';
import { aRepository } from '../support/a-repository.ts';
import { freshDirectories } from '../support/directories.ts';
import { build } from '../support/a-release.ts';
import { holdTo, type Kinds } from './contract.ts';
import { sourceLaws, type SourceWorld } from './source-laws.ts';

const directory = freshDirectories();

/** Every source there is. */
const sources: Kinds<SourceWorld> = [['git', gitWorld]];
holdTo('a source', sources, sourceLaws, { inTurn: true });

async function gitWorld(): Promise<SourceWorld> {
  const home = await directory();
  const repository = aRepository(join(home, 'board'));
  const built = (commit: string): Build => build(commit.slice(0, 7), { commit });
  const first = built(repository.commit('First', { 'first.ts': '1\n' }));
  repository.branch('hotfix');
  const hotfix = built(repository.commit('Hotfix', { 'hotfix.ts': '1\n' }));
  repository.checkout('main');
  const second = built(repository.commit('Second', { 'second.ts': '1\n' }));
  repository.git(['cherry-pick', hotfix.commit]);
  const third = built(repository.git(['rev-parse', 'HEAD']));
  const patience = { waitMs: 15_000, pauseMs: 0, now: Date.now, failed: () => undefined };
  return {
    source: gitSource({
      service: 'board',
      repository: repository.folder,
      tag: null,
      web: null,
      projects: [],
      paths: [],
      migrations: null,
      silentMs: 30_000,
      directory: join(home, 'git'),
      patience,
    }),
    first,
    second,
    hotfix,
    third,
    unknown: built('0'.repeat(40)),
    away(isAway) {
      const [here, there] = [repository.folder, join(home, 'away')];
      renameSync(isAway ? here : there, isAway ? there : here);
    },
    close: async () => undefined,
  };
}
