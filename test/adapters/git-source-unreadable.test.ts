import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gitSource } from '../../src/adapters/git/source.ts';
import { eventually } from '../support/until.ts';
import { at, repositories } from '../support/git-repositories.ts';

const repositoryAndSource = repositories();

describe('a history that cannot be read', () => {
  it.each([
    '--output=/tmp/davy-was-here',
    '-h',
    'HEAD',
    'main',
    'refs/heads/main',
    '$(touch x)',
    'a..b',
    '0'.repeat(40),
  ])('because there is no commit %s', async (commit) => {
    const { repository, source } = await repositoryAndSource();
    const first = repository.commit('Begin', { 'a.ts': '1\n' });
    await expect(source.changes(at(first), at(commit))).rejects.toThrow(
      /the repository does not have it/,
    );
    await expect(source.contains(at(first), commit)).rejects.toThrow(
      /the repository does not have it/,
    );
    expect(existsSync('/tmp/davy-was-here')).toBe(false);
  });

  it('because a tag looks like an option', async () => {
    const { repository, options } = await repositoryAndSource({ tag: '{version}' });
    const first = repository.commit('Begin', { 'a.ts': '1\n' });
    await expect(gitSource(options).changes(at('', '--output=x'), at(first))).rejects.toThrow(
      /the repository does not have it/,
    );
  });

  it('because the repository is gone; it is read once it is back', async () => {
    const { home, repository, source } = await repositoryAndSource();
    const first = repository.commit('Begin', { 'a.ts': '1\n' });
    const second = repository.commit('Two', { 'a.ts': '2\n' });
    renameSync(repository.folder, join(home, 'away'));
    await expect(source.changes(at(first), at(second))).rejects.toThrow(
      /^Git failed while fetching .*\/board: .*does not (exist|appear)/,
    );
    renameSync(join(home, 'away'), repository.folder);
    expect((await source.changes(at(first), at(second))).changes).toHaveLength(1);
    rmSync(repository.folder, { recursive: true });
    expect((await source.changes(at(first), at(second))).changes).toHaveLength(1);
  });

  it('because it is a shallow copy, which lacks the old build', async () => {
    const { home, repository, options } = await repositoryAndSource();
    const first = repository.commit('Begin', { 'a.ts': '1\n' });
    repository.commit('Two', { 'a.ts': '2\n' });
    const third = repository.commit('Three', { 'a.ts': '3\n' });
    const shallow = join(home, 'shallow');
    repository.git(['clone', '--quiet', '--depth=1', `file://${repository.folder}`, shallow]);
    await expect(
      gitSource({ ...options, repository: shallow }).changes(at(first), at(third)),
    ).rejects.toThrow(/Git failed/);
  });

  it('because it takes too long; asked again, it is done', async () => {
    const { repository, options } = await repositoryAndSource();
    const first = repository.commit('Begin', { 'a.ts': '1\n' });
    const second = repository.commit('Two', { 'a.ts': '2\n' });
    const source = gitSource({
      ...options,
      patience: { waitMs: 1, pauseMs: 0, now: () => performance.now(), failed: () => undefined },
    });
    await expect(source.changes(at(first), at(second))).rejects.toThrow(
      /comparing board .*: it is not done yet/,
    );
    await eventually(async () =>
      expect((await source.changes(at(first), at(second))).changes).toHaveLength(1),
    );
  });
});
