import { describe, expect, it } from 'vitest';
import { gitSource } from '../../../src/adapters/git/source.ts';
import { at, repositories } from '../../support/git-repositories.ts';

const repositoryAndSource = repositories();
const paths = ['board/**', 'shared/'];

describe('a repository of many services', () => {
  it('tells only what touches the paths of this one', async () => {
    const { repository, source } = await repositoryAndSource({ paths });
    const first = repository.commit('Begin', { 'board/a.ts': '1\n', 'shop/a.ts': '1\n' });
    repository.commit('Sell more (BRD-1)', { 'shop/a.ts': '2\n' });
    repository.commit('Draw shapes (BRD-2)', { 'board/a.ts': '2\n', 'shop/b.ts': '1\n' });
    repository.commit('Share colours', { 'shared/deep/colours.ts': '1\n' });
    repository.branch('both');
    repository.commit('Zoom (BRD-3)', { 'board/zoom.ts': '1\n' });
    repository.commit('Pay (BRD-4)', { 'shop/pay.ts': '1\n' });
    repository.merge('both', "Merge branch 'both'");
    repository.branch('elsewhere');
    repository.commit('Refund (BRD-5)', { 'shop/refund.ts': '1\n' });
    const last = repository.merge('elsewhere', "Merge branch 'elsewhere'");
    const { changes, removed } = await source.changes(at(first), at(last));
    expect(changes.map(({ title, files, tickets }) => [title, files, tickets])).toEqual([
      ['Zoom', ['board/zoom.ts'], ['BRD-3']],
      ['Share colours', ['shared/deep/colours.ts'], []],
      ['Draw shapes', ['board/a.ts'], ['BRD-2']],
    ]);
    expect(removed).toEqual([]);
  });

  it('knows picks by what they change there', async () => {
    const { repository, source } = await repositoryAndSource({ paths });
    const first = repository.commit('Begin', { 'board/a.ts': '1\n', 'shop/a.ts': '1\n' });
    repository.commit('Sell more', { 'shop/a.ts': '2\n' });
    const fix = repository.commit('Fix it', { 'board/a.ts': '2\n' });
    repository.branch('release', first);
    repository.git(['cherry-pick', fix]);
    const live = repository.git(['rev-parse', 'HEAD']);
    const { changes, removed } = await source.changes(at(live), at(fix));
    expect([changes, removed]).toEqual([[], []]);
    expect(await source.contains(at(fix), live)).toBe(true);
  });

  it('holds a build that differs elsewhere only', async () => {
    const { repository, source } = await repositoryAndSource({ paths });
    const first = repository.commit('Begin', { 'board/a.ts': '1\n' });
    const last = repository.commit('Draw shapes', { 'board/a.ts': '2\n' });
    repository.branch('release', first);
    const live = repository.commit('Sell more', { 'shop/a.ts': '2\n' });
    expect(await source.contains(at(last), live)).toBe(true);
    expect(await source.contains(at(live), last)).toBe(false);
  });

  it.each([
    ['board@{version}', 'board@1.2.3', '1.2.3'],
    ['@acme/board@{version}', '@acme/board@1.2.3', '1.2.3'],
    ['board/v{version}', 'board/v1.2.3', '1.2.3'],
    ['{version}', '1.2.3', '1.2.3'],
    ['v{version}', 'v1.2.3+20261120.7', '1.2.3+20261120.7'],
  ])('finds a build by the tag %s', async (tag, name, version) => {
    const { repository, options } = await repositoryAndSource({ tag });
    repository.commit('Begin', { 'a.ts': '1\n' });
    repository.git(['tag', name]);
    const second = repository.commit('Two', { 'a.ts': '2\n' });
    const log = await gitSource(options).changes(at('', version), at(second));
    expect(log.changes).toMatchObject([{ title: 'Two' }]);
  });
});
