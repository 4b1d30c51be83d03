import { describe, expect, it } from 'vitest';
import { at, repositories } from '../../support/git-repositories.ts';

const repositoryAndSource = repositories();

describe('a merge in git', () => {
  it('is told by the commits it brought: title, tickets and what breaks', async () => {
    const { repository, source } = await repositoryAndSource();
    const first = repository.commit('Begin', { 'a.ts': '1\n' });
    repository.branch('shapes');
    repository.commit('feat!: draw shapes', { 'b.ts': '1\n' });
    repository.commit('Zoom\n\nRefs: brd-33', { 'c.ts': '1\n' });
    repository.checkout('main');
    repository.commit('Elsewhere (BRD-1)', { 'd.ts': '1\n' });
    const merge = repository.merge('shapes', "Merge branch 'shapes'");
    expect((await source.changes(at(first), at(merge))).changes).toMatchObject([
      {
        commit: merge,
        title: 'Draw shapes',
        tickets: ['BRD-33'],
        care: [{ kind: 'breaking' }],
        files: ['b.ts', 'c.ts'],
      },
      { title: 'Elsewhere', tickets: ['BRD-1'] },
    ]);
  });

  it('of several branches is told by all of them', async () => {
    const { repository, source } = await repositoryAndSource();
    const first = repository.commit('Begin', { 'a.ts': '1\n' });
    for (const [branch, message] of [
      ['one', 'Draw shapes (BRD-2)'],
      ['two', 'Zoom\n\nBRD-3'],
      ['three', 'brd-4: log in'],
    ] as const) {
      repository.branch(branch);
      repository.commit(message, { [`${branch}.ts`]: '1\n' });
    }
    repository.checkout('main');
    repository.git(['merge', '--quiet', '--no-ff', '-m', 'Merge all', 'one', 'two', 'three']);
    const last = repository.git(['rev-parse', 'HEAD']);
    expect((await source.changes(at(first), at(last))).changes).toMatchObject([
      {
        title: 'Merge all',
        tickets: ['BRD-2', 'BRD-3', 'BRD-4'],
        files: ['one.ts', 'three.ts', 'two.ts'],
      },
    ]);
  });

  it('has only what came by it: each commit is told once', async () => {
    const { repository, source } = await repositoryAndSource();
    const first = repository.commit('Begin', { 'a.ts': '1\n' });
    repository.branch('shapes');
    repository.commit('Draw shapes (BRD-2)', { 'b.ts': '1\n' });
    repository.merge('shapes', "Merge branch 'shapes'");
    repository.checkout('shapes');
    repository.git(['merge', '--quiet', 'main']);
    repository.commit('Zoom (BRD-3)', { 'c.ts': '1\n' });
    const last = repository.merge('shapes', "Merge branch 'shapes'");
    expect((await source.changes(at(first), at(last))).changes).toMatchObject([
      { title: 'Zoom', tickets: ['BRD-3'] },
      { title: 'Draw shapes', tickets: ['BRD-2'] },
    ]);
  });
});
