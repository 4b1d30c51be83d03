import { describe, expect, it } from 'vitest';
import { changesApart, isPickedInPart, isPickedWhole } from '../../src/changes/changes-of.ts';
import type { Commit } from '../../src/changes/commit.ts';

const hash = (n: number) => String(n).padStart(40, '0');
const step = (n: number, message: string, more: Partial<Commit> = {}): Commit => ({
  commit: hash(n),
  parents: [hash(n - 1)],
  author: { name: 'Ana', email: 'ana@example.com' },
  at: n * 1_000,
  message,
  touched: [{ path: 'a.ts', how: 'changed', lines: 1 }],
  patch: null,
  merged: [],
  ...more,
});
const files = (...paths: readonly string[]) => ({
  touched: paths.map((path) => ({ path, how: 'changed' as const, lines: 1 })),
});
const merged = (...patches: readonly (string | null)[]) => ({
  parents: [hash(1), hash(2)],
  merged: [
    patches.map((patch, i) => ({ commit: hash(90 + i), message: 'x', isMerge: false, patch })),
  ],
});
const revert = (n: number, of: number) => step(n, `Revert "x"\n\nThis reverts commit ${hash(of)}.`);
const titles = (
  ahead: readonly Commit[],
  behind: readonly Commit[],
  differs: (path: string) => boolean = () => false,
) => {
  const { changes, removed } = changesApart(
    { ahead, behind },
    { projects: [], migrations: null, pullUrl: () => null },
    differs,
  );
  return [changes.map(({ title }) => title), removed.map(({ title }) => title)];
};

describe('a fix that both builds have', () => {
  it('is neither new nor gone, whatever its commit is called', () => {
    const fix = step(9, 'Fix it', { patch: 'p' });
    const pick = step(5, 'Fix it', { patch: 'p' });
    expect(titles([fix, step(8, 'Zoom')], [pick])).toEqual([['Zoom'], []]);
    expect(isPickedWhole({ ahead: [fix], behind: [pick] })).toBe(true);
  });

  it('is known as a merge of just these patches', () => {
    const merge = step(9, 'Merge pull request #1 from a/b\n\nFix both', merged('p', 'q'));
    const picks = [step(5, 'One', { patch: 'p' }), step(4, 'Two', { patch: 'q' })];
    expect(titles([merge], picks)).toEqual([[], []]);
    const more = step(9, 'Merge pull request #1 from a/b\n\nFix both', merged('p', 'q', 'r'));
    expect(titles([more], picks)).toEqual([['Fix both'], []]);
    expect(isPickedInPart({ ahead: picks, behind: [more] })).toBe(true);
    expect(isPickedWhole({ ahead: picks, behind: [more] })).toBe(false);
  });

  it('is known by what cherry-pick -x says where the files are the same ones', () => {
    const fix = step(9, 'Fix it');
    const pick = (paths: readonly string[]) =>
      step(5, `Fix it\n\n(cherry picked from commit ${hash(9)})`, files(...paths));
    expect(titles([fix], [pick(['a.ts'])])).toEqual([[], []]);
    expect(titles([pick(['a.ts'])], [fix])).toEqual([[], []]);
    expect(titles([fix], [pick(['a.ts', 'b.ts'])])).toEqual([['Fix it'], ['Fix it']]);
  });

  it('is known by a pick of a pick, and by a pick of the same third commit', () => {
    const from = (...all: readonly number[]) =>
      ['Fix it\n', ...all.map((n) => `(cherry picked from commit ${hash(n)})`)].join('\n');
    expect(titles([step(9, from(3, 5))], [step(5, from(3))])).toEqual([[], []]);
    expect(titles([step(9, from(3))], [step(5, from(3))])).toEqual([[], []]);
    expect(titles([step(9, from(3))], [step(5, from(2))])).toEqual([['Fix it'], ['Fix it']]);
  });

  it('is told with what is new where its pick was fitted and the files differ', () => {
    const pick = step(9, `Fix it\n\n(cherry picked from commit ${hash(5)})`, { patch: 'q' });
    const sides = [[pick, step(8, 'Zoom')], [step(5, 'Fix it', { patch: 'p' })]] as const;
    expect(titles(...sides, (path) => path === 'a.ts')).toEqual([['Fix it', 'Zoom'], []]);
    expect(titles(...sides)).toEqual([['Zoom'], []]);
  });

  it('is told once where a path differs that nothing else tells of', () => {
    const fix = step(9, 'Fix it', { patch: 'p' });
    const pick = step(5, 'Fix it', { patch: 'p' });
    expect(titles([fix], [pick], (path) => path === 'a.ts')).toEqual([['Fix it'], []]);
    expect(titles([fix], [pick, step(6, 'Zoom')], (path) => path === 'a.ts')).toEqual([
      [],
      ['Zoom'],
    ]);
  });
});

describe('a change that only one build has', () => {
  it('is not hidden by words that say it was picked', () => {
    const other = step(9, `Open a door\n\n(cherry picked from commit ${hash(5)})`);
    const sides = { ahead: [other, step(8, 'Zoom')], behind: [step(5, 'Fix it')] };
    const told = [['Open a door', 'Zoom'], ['Fix it']];
    expect(titles(sides.ahead, sides.behind, (path) => path === 'a.ts')).toEqual(told);
    expect(isPickedWhole(sides)).toBe(false);
  });

  it('comes back by a pick where the other took it back', () => {
    const pick = step(9, 'Draw', { patch: 'p' });
    const behind = [revert(6, 5), step(5, 'Draw', { patch: 'p' })];
    expect(titles([pick], behind)).toEqual([['Draw'], []]);
  });

  it('goes away where its pick was taken back', () => {
    const ahead = [revert(9, 8), step(8, 'Draw', { patch: 'p' })];
    const behind = [step(5, 'Draw', { patch: 'p' })];
    expect(titles(ahead, behind)).toEqual([[], ['Draw']]);
    expect(isPickedWhole({ ahead, behind })).toBe(false);
    expect(isPickedInPart({ ahead, behind })).toBe(false);
  });

  it('is not taken for another because nobody read their patches', () => {
    expect(titles([step(9, 'Draw')], [step(5, 'Draw')])).toEqual([['Draw'], ['Draw']]);
  });
});
