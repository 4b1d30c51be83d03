import { describe, expect, it } from 'vitest';
import { at, repositories } from '../../support/git-repositories.ts';

const repositoryAndSource = repositories();
const text = (...lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');
const begun = text('one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten');

/** Main goes on, while a release branch that left it at `first` picks from it. */
async function release() {
  const world = await repositoryAndSource();
  const { repository, source } = world;
  const first = repository.commit('Begin', { 'a.ts': begun, 'b.ts': begun });
  repository.git(['branch', 'release']);
  const pick = (commit: string, ...how: readonly string[]) => {
    repository.checkout('release');
    repository.git(['cherry-pick', ...how, commit]);
    const picked = repository.git(['rev-parse', 'HEAD']);
    repository.checkout('main');
    return picked;
  };
  const between = async (from: string, to: string) => {
    const { changes, removed } = await source.changes(at(from), at(to));
    return [changes.map(({ title }) => title), removed.map(({ title }) => title)];
  };
  return { ...world, first, pick, between };
}

describe('a fix that was picked', () => {
  it('is neither fixed nor gone when the next build comes from main', async () => {
    const { repository, pick, between } = await release();
    repository.commit('Draw shapes', { 'c.ts': '1\n' });
    const fix = repository.commit('Fix a crash (BRD-4)', {
      'a.ts': begun.replace('two', 'TWO'),
    });
    const other = repository.commit('Fix another', { 'b.ts': begun.replace('nine', 'NINE') });
    const last = repository.commit('Zoom', { 'd.ts': '1\n' });
    pick(fix);
    const live = pick(other, '-x');
    expect(await between(live, last)).toEqual([['Zoom', 'Draw shapes'], []]);
    expect(await between(last, live)).toEqual([[], ['Zoom', 'Draw shapes']]);
  });

  it('is known though it was merged there: as one commit, and commit by commit', async () => {
    const { repository, pick, between } = await release();
    repository.branch('crash');
    const one = repository.commit('Fix it', { 'a.ts': begun.replace('two', 'TWO') });
    const two = repository.commit('Test it', { 'a.test.ts': '1\n' });
    const merge = repository.merge('crash', 'Merge pull request #4 from acme/crash\n\nFix a crash');
    const last = repository.commit('Zoom', { 'd.ts': '1\n' });
    const whole = pick(merge, '-m', '1');
    expect(await between(whole, last)).toEqual([['Zoom'], []]);
    repository.git(['branch', '-f', 'release', `${whole}^`]);
    const half = pick(one);
    expect(await between(half, last)).toEqual([['Zoom', 'Fix a crash'], []]);
    const both = pick(two);
    expect(await between(both, last)).toEqual([['Zoom'], []]);
  });

  it('is known as a merge of a branch that picked what was squashed', async () => {
    const { repository, between } = await release();
    repository.commit('Draw shapes', { 'c.ts': '1\n' });
    const fix = repository.commit('Fix a crash (#4)', { 'a.ts': begun.replace('two', 'TWO') });
    repository.branch('backport', 'release');
    repository.git(['cherry-pick', fix]);
    repository.checkout('release');
    repository.git(['merge', '--quiet', '--no-ff', '-m', 'Merge backport #5', 'backport']);
    const live = repository.git(['rev-parse', 'HEAD']);
    expect(await between(live, fix)).toEqual([['Draw shapes'], []]);
  });

  it('had to be fitted, and is told with what is new while its file differs', async () => {
    const { repository, between } = await release();
    repository.commit('Rename', { 'a.ts': begun.replace('three', 'THREE') });
    const fix = repository.commit('Fix a crash', {
      'a.ts': begun.replace('three', 'THREE').replace('two', 'TWO'),
    });
    repository.checkout('release');
    const live = repository.commit(`Fix a crash\n\n(cherry picked from commit ${fix})`, {
      'a.ts': begun.replace('two', 'TWO'),
    });
    expect(await between(live, fix)).toEqual([['Fix a crash', 'Rename'], []]);
  });

  it('was picked from a pick and fitted, and is not gone', async () => {
    const { repository, pick, between } = await release();
    repository.git(['branch', 'hot']);
    repository.checkout('hot');
    const live = pick(
      repository.commit('Fix a crash', { 'a.ts': begun.replace('two', 'TWO') }),
      '-x',
    );
    const message = repository.git(['log', '-1', '--format=%B', live]).trimEnd();
    const last = repository.commit(`${message}\n(cherry picked from commit ${live})`, {
      'a.ts': begun.replace('two', 'TWO!'),
    });
    expect(await between(live, last)).toEqual([['Fix a crash'], []]);
  });

  it('does not hide another change that says it is its pick', async () => {
    const { repository, between } = await release();
    repository.checkout('release');
    const fix = repository.commit('Fix a crash', { 'a.ts': begun.replace('two', 'TWO') });
    repository.checkout('main');
    const words = begun.replace('ten', 'TEN');
    repository.commit('Change words', { 'a.ts': words });
    const last = repository.commit(`Open a door\n\n(cherry picked from commit ${fix})`, {
      'a.ts': words.replace('five', 'open'),
    });
    expect(await between(fix, last)).toEqual([['Open a door', 'Change words'], ['Fix a crash']]);
  });

  it('is not the same picture because it has the same name', async () => {
    const { repository, between, source } = await release();
    const fix = repository.commit('Fix a picture', { 'a.png': '\0one' });
    repository.checkout('release');
    const other = repository.commit('Fix a picture', { 'a.png': '\0two' });
    expect(await between(other, fix)).toEqual([['Fix a picture'], ['Fix a picture']]);
    expect(await source.contains(at(other), fix)).toBe(false);
  });
});

describe('a change that was barred', () => {
  it('is told when a release branch brings it back, though main took it back', async () => {
    const { repository, source, pick, between, first } = await release();
    const quiet = repository.commit('Draw shapes', { 'c.ts': '1\n' });
    const bad = repository.commit('Cache it all', { 'a.ts': begun.replace('two', 'TWO') });
    const barred = repository.commit('Zoom', { 'd.ts': '1\n' });
    const live = repository.revert(bad);
    const back = pick(bad);
    expect(await between(live, back)).toEqual([['Cache it all'], ['Zoom', 'Draw shapes']]);
    expect(await source.contains(at(back), barred)).toBe(false);
    expect(await source.containsAny(at(back), barred, at(first))).toBe(true);
    repository.git(['branch', '-f', 'release', first]);
    const harmless = pick(quiet);
    expect(await source.containsAny(at(harmless), barred, at(quiet))).toBe(false);
    expect(await source.containsAny(at(harmless), barred, null)).toBe(true);
  });

  it('is not in a build that took its pick back', async () => {
    const { repository, source, pick, first } = await release();
    repository.commit('Draw shapes', { 'c.ts': '1\n' });
    const bad = repository.commit('Cache it all', { 'a.ts': begun.replace('two', 'TWO') });
    const back = pick(bad);
    repository.checkout('release');
    const mended = repository.revert(back);
    expect(await source.containsAny(at(back), bad, at(first))).toBe(true);
    expect(await source.containsAny(at(mended), bad, at(first))).toBe(false);
  });
});
