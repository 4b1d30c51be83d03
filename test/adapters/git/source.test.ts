import { readdirSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { gitSource } from '../../../src/adapters/git/source.ts';
import { at, repositories } from '../../support/git-repositories.ts';

const repositoryAndSource = repositories();

describe('a history in git', () => {
  it('is told step by step, newest first, with its files, author, ticket and page', async () => {
    const { repository, source } = await repositoryAndSource();
    const first = repository.commit('Begin', { 'a.ts': '1\n' });
    const second = repository.commit(
      'Draw shapes (BRD-7) (#12)\n\nLong story.',
      { 'a.ts': '2\n', 'dir/ü b.ts': '3\n' },
      'Tom Baker <tom@example.com>',
    );
    const third = repository.commit('fix: zoom', { 'a.ts': null });
    expect(await source.changes(at(first), at(third))).toEqual({
      service: 'board',
      from: { version: first.slice(0, 7), commit: first },
      to: { version: third.slice(0, 7), commit: third },
      removed: [],
      url: `https://git.example.com/acme/board/compare/${first}...${third}`,
      changes: [
        {
          commit: third,
          title: 'Zoom',
          author: { name: 'Ana Novak', email: 'ana@example.com' },
          at: 1_790_000_180_000,
          group: 'fix',
          care: [],
          files: ['a.ts'],
          tickets: [],
          pull: null,
        },
        {
          commit: second,
          title: 'Draw shapes',
          author: { name: 'Tom Baker', email: 'tom@example.com' },
          at: 1_790_000_120_000,
          group: 'feature',
          care: [],
          files: ['a.ts', 'dir/ü b.ts'],
          tickets: ['BRD-7'],
          pull: { number: 12, url: 'https://git.example.com/acme/board/pull/12' },
        },
      ],
    });
  });

  it('tells a merge as one change, with all its files, by whoever wrote it', async () => {
    const { repository, source } = await repositoryAndSource();
    const first = repository.commit('Begin', { 'a.ts': '1\n' });
    repository.branch('shapes');
    repository.commit('wip', { 'b.ts': '1\n' }, 'Tom Baker <tom@example.com>');
    repository.commit('wip 2', { 'c.ts': '1\n' }, 'Tom Baker <tom@example.com>');
    const merge = repository.merge(
      'shapes',
      'Merge pull request #12 from acme/shapes\n\nDraw shapes',
      'Merger <merger@example.com>',
    );
    const last = repository.commit('Zoom', { 'd.ts': '1\n' });
    expect((await source.changes(at(first), at(last))).changes).toMatchObject([
      { title: 'Zoom', author: { name: 'Ana Novak', email: 'ana@example.com' } },
      {
        commit: merge,
        title: 'Draw shapes',
        files: ['b.ts', 'c.ts'],
        author: { name: 'Tom Baker' },
        pull: { number: 12 },
      },
    ]);
  });

  it('does not tell again what came into the old build by another way', async () => {
    const { repository, titles } = await repositoryAndSource();
    const first = repository.commit('Begin', { 'a.ts': '1\n' });
    repository.branch('hotfix');
    const hotfix = repository.commit('Hotfix', { 'b.ts': '1\n' });
    repository.checkout('main');
    repository.commit('Draw shapes', { 'c.ts': '1\n' });
    const merge = repository.merge('hotfix', "Merge branch 'hotfix'");
    expect(await titles(hotfix, merge)).toEqual(["Merge branch 'hotfix'", 'Draw shapes']);
    expect(await titles(first, hotfix)).toEqual(['Hotfix']);
  });

  it('says what goes away again where the new build lacks the old one', async () => {
    const { repository, source } = await repositoryAndSource();
    const first = repository.commit('Begin', { 'a.ts': '1\n' });
    repository.branch('hotfix');
    const hotfix = repository.commit('Hotfix', { 'b.ts': '1\n' });
    repository.checkout('main');
    const next = repository.commit('Draw shapes', { 'c.ts': '1\n' });
    const apart = await source.changes(at(hotfix), at(next));
    expect([
      apart.changes.map(({ title }) => title),
      apart.removed.map(({ title }) => title),
    ]).toEqual([['Draw shapes'], ['Hotfix']]);
    const back = await source.changes(at(next), at(first));
    expect([back.changes, back.removed.map(({ title }) => title)]).toEqual([[], ['Draw shapes']]);
    expect(
      await Promise.all([
        source.contains(at(next), first),
        source.contains(at(next), hotfix),
        source.contains(at(first), next),
      ]),
    ).toEqual([true, false, false]);
  });

  it('believes no commit that says it takes another back and leaves something else', async () => {
    const { repository, titles } = await repositoryAndSource();
    const first = repository.commit('Begin', { 'a.ts': '1\n' });
    const second = repository.commit('Draw shapes', { 'a.ts': '2\n' });
    const third = repository.commit(`Revert "Draw shapes"\n\nThis reverts commit ${second}.`, {
      'a.ts': '3\n',
    });
    expect(await titles(first, third)).toEqual(['Revert "Draw shapes"', 'Draw shapes']);
  });

  it('cancels what git itself reverted', async () => {
    const { repository, titles } = await repositoryAndSource();
    const first = repository.commit('Begin', { 'a.ts': '1\n' });
    const second = repository.commit('Draw shapes', { 'b.ts': '1\n' });
    const third = repository.revert(second);
    expect(await titles(first, third)).toEqual([]);
    expect(await titles(second, third)).toEqual(['Revert "Draw shapes"']);
  });

  it('reads any words and names as they are', async () => {
    const { repository, source } = await repositoryAndSource();
    const first = repository.commit('Begin', { 'a.ts': '1\n' });
    const words = [
      '<!channel> </script> *b* `c` & :tada:',
      `Long ${'word '.repeat(2_000)}`,
      '🔥 \u202Egnp.exe',
      ':100644 100644 a b M',
      '1\t2\tserver/a.ts',
      'tab\tand \u0001\u001F',
      '',
    ];
    const author = 'O’Neil <!here> <o@example.com>';
    for (const [i, said] of words.entries())
      repository.commit(said, { [`:odd\t${i} "é".ts`]: '1\n' }, author);
    const last = repository.git(['rev-parse', 'HEAD']);
    const { changes } = await source.changes(at(first), at(last));
    expect(changes.toReversed().map(({ title, files }) => [title.slice(0, 12), files])).toEqual([
      ['<!channel> <', [':odd\t0 "é".ts']],
      ['Long word wo', [':odd\t1 "é".ts']],
      ['🔥 \u202Egnp.exe', [':odd\t2 "é".ts']],
      [':100644 1006', [':odd\t3 "é".ts']],
      ['1 2 server/a', [':odd\t4 "é".ts']],
      ['Tab and \u0001\u001F', [':odd\t5 "é".ts']],
      ['No title', [':odd\t6 "é".ts']],
    ]);
    expect(changes.every(({ title }) => title.length <= 300)).toBe(true);
  });

  it('fetches what is new, and what no branch holds any more', async () => {
    const { repository, titles } = await repositoryAndSource();
    const first = repository.commit('Begin', { 'a.ts': '1\n' });
    const second = repository.commit('Two', { 'a.ts': '2\n' });
    expect(await titles(first, second)).toEqual(['Two']);
    const third = repository.commit('Three', { 'a.ts': '3\n' });
    repository.git(['reset', '--quiet', '--hard', second]);
    expect(await titles(second, third)).toEqual(['Three']);
  });

  it('finds a build by its tag where it has no commit', async () => {
    const { repository, options } = await repositoryAndSource({ tag: 'v{version}' });
    repository.commit('Begin', { 'a.ts': '1\n' });
    repository.git(['tag', '-a', 'v1.0.0', '-m', 'one']);
    const second = repository.commit('Two', { 'a.ts': '2\n' });
    expect((await gitSource(options).changes(at('', '1.0.0'), at(second))).changes).toMatchObject([
      { title: 'Two' },
    ]);
    await expect(gitSource(options).changes(at('', '9.9.9'), at(second))).rejects.toThrow(
      /commit \(none\) of board 9.9.9: the repository does not have it/,
    );
  });
});

it('many may ask at once, in one process and in several', async () => {
  const { repository, options } = await repositoryAndSource();
  const first = repository.commit('Begin', { 'a.ts': '1\n' });
  const second = repository.commit('Two', { 'a.ts': '2\n' });
  const sources = [gitSource(options), gitSource(options), gitSource(options)];
  const answers = await Promise.all(
    [...sources, ...sources].flatMap((source) => [
      source.changes(at(first), at(second)),
      source.changes(at(second), at(first)),
    ]),
  );
  expect(answers.map(({ changes, removed }) => changes.length + removed.length)).toEqual(
    Array.from({ length: 12 }, () => 1),
  );
  expect(readdirSync(options.directory)).toHaveLength(1);
});

it('git sees nothing of Davy’s own environment', async () => {
  const { repository, options } = await repositoryAndSource();
  const first = repository.commit('Begin', { 'a.ts': '1\n' });
  vi.stubEnv('GIT_DIR', '/nonexistent');
  vi.stubEnv('GIT_CONFIG_PARAMETERS', "'core.bare=banana'");
  expect((await gitSource(options).changes(at(first), at(first))).changes).toEqual([]);
  vi.unstubAllEnvs();
});
