import { describe, expect, it } from 'vitest';
import { changesApart } from '../../src/changes/changes-of.ts';
import type { Commit } from '../../src/changes/commit.ts';

const hash = (n: number) => String(n).padStart(40, '0');
const by = { name: 'Ana', email: 'ana@example.com' };
const step = (n: number, message: string, paths: readonly string[] = ['a.ts']): Commit => ({
  commit: hash(n),
  parents: [hash(n - 1)],
  author: by,
  at: n * 1_000,
  message,
  touched: paths.map((path) => ({ path, how: 'changed', lines: 1 })),
  patch: null,
  merged: [],
});
const read = (...oldestFirst: readonly Commit[]) =>
  changesApart(
    { ahead: oldestFirst.toReversed(), behind: [] },
    {
      projects: ['BRD'],
      migrations: null,
      pullUrl: ({ number }) => `https://git.example.com/pull/${number}`,
    },
    () => false,
  ).changes;
const titles = (...oldestFirst: readonly Commit[]) =>
  read(...oldestFirst).map(({ title }) => title);
const takesBack = (n: number) => `Revert "x"\n\nThis reverts commit ${hash(n)}.`;

describe('what a history means', () => {
  it('names files, tickets and the page of the pull request', () => {
    expect(read(step(1, 'Draw shapes (BRD-4) (#12)', ['a.ts', 'b.css']))).toEqual([
      {
        commit: hash(1),
        title: 'Draw shapes',
        author: by,
        at: 1_000,
        group: 'feature',
        care: [],
        files: ['a.ts', 'b.css'],
        tickets: ['BRD-4'],
        pull: { number: 12, url: 'https://git.example.com/pull/12' },
      },
    ]);
  });

  it('leaves out what was taken back', () => {
    expect(titles(step(1, 'Draw shapes'), step(2, 'Zoom'), step(3, takesBack(1)))).toEqual([
      'Zoom',
    ]);
  });

  it('tells both where the files differ all the same, unless another change tells of them', () => {
    const steps = [step(1, 'Draw shapes'), step(2, 'Zoom', ['b.ts']), step(3, takesBack(1))];
    const decision = (paths: readonly string[], more: readonly Commit[] = []) =>
      changesApart(
        { ahead: [...steps, ...more].toReversed(), behind: [] },
        { projects: [], migrations: null, pullUrl: () => null },
        (path) => paths.includes(path),
      ).changes.map(({ title }) => title);
    expect(decision(['a.ts', 'b.ts'])).toEqual(['Revert "x"', 'Zoom', 'Draw shapes']);
    expect(decision(['b.ts'])).toEqual(['Zoom']);
    expect(decision(['a.ts', 'b.ts'], [step(4, 'Draw circles')])).toEqual(['Draw circles', 'Zoom']);
  });

  it('brings back what a revert of a revert brings back', () => {
    expect(titles(step(1, 'Draw shapes'), step(2, takesBack(1)), step(3, takesBack(2)))).toEqual([
      'Draw shapes',
    ]);
  });

  it('shows a revert of what users have had before', () => {
    expect(titles(step(5, takesBack(1)))).toEqual(['Revert "x"']);
  });

  it('shows both where the revert touched more or less than the change', () => {
    expect(
      titles(step(1, 'Draw shapes', ['a.ts', 'b.ts']), step(2, takesBack(1), ['a.ts'])),
    ).toEqual(['Revert "x"', 'Draw shapes']);
    expect(
      titles(step(1, 'Draw shapes', ['a.ts']), step(2, takesBack(1), ['a.ts', 'b.ts'])),
    ).toEqual(['Revert "x"', 'Draw shapes']);
  });

  it('knows the pull request a revert on GitHub names', () => {
    expect(
      titles(
        step(1, 'Draw shapes (#12)'),
        step(2, 'Revert "Draw shapes" (#13)\n\nReverts acme/board#12'),
      ),
    ).toEqual([]);
    expect(
      titles(
        step(1, 'Draw shapes (#12)'),
        step(2, 'Revert "Draw shapes" (#13)\n\nReverts acme/board#2'),
      ),
    ).toHaveLength(2);
  });

  it('takes one change back once', () => {
    expect(titles(step(1, 'Draw shapes'), step(2, takesBack(1)), step(3, takesBack(1)))).toEqual([
      'Revert "x"',
    ]);
  });
});
