import { describe, expect, it } from 'vitest';
import { changesApart } from '../../src/changes/changes-of.ts';
import { commitWords } from '../../src/changes/commit-words.ts';

const read = (message: string, ...merged: readonly (readonly string[])[]) =>
  commitWords(message, ['BRD'], merged);

describe('a merge without a title of its own', () => {
  it.each([
    ["Merge branch 'shapes'"],
    ["Merge branch 'shapes' of git.example.com:acme/board into main"],
    ["Merge remote-tracking branch 'origin/shapes'"],
    ["Merge branch 'shapes' into 'main'\n\nSee merge request acme/board!44"],
    ["Merge tag 'shapes'"],
    ['Merge 0123abc into 4567def'],
    ['Merge pull request #12 from acme/shapes'],
    ['Merge pull request #12 in BRD/board from shapes to main\n\n* commit:\n  draw'],
    ['Merge #12'],
  ])('takes the title of what it merges: %j', (message) => {
    expect(read(message, ['feat: draw shapes (BRD-4)'])).toMatchObject({
      title: 'Draw shapes',
      type: 'feat',
      tickets: ['BRD-4'],
    });
  });

  it('takes the first commit that is more than a step of the work', () => {
    const newestFirst = ['fixup! draw', 'Zoom in shapes', 'Draw shapes', 'wip'];
    expect(read("Merge branch 'shapes'", newestFirst).title).toBe('Draw shapes');
    expect(read("Merge branch 'shapes'", ['wip 2', 'wip']).title).toBe('Wip 2');
  });

  it('takes the titles of all its branches', () => {
    expect(read("Merge branches 'a' and 'b'", ['Draw shapes'], ['Zoom (#8)'])).toMatchObject({
      title: 'Draw shapes; Zoom',
      pull: null,
    });
  });

  it('takes the title of the pull request that another merge brought', () => {
    expect(
      read("Merge branch 'release'", ['Merge pull request #7 from a/b\n\nDraw shapes']),
    ).toMatchObject({ title: 'Draw shapes', pull: { number: 7 } });
  });

  it('stays as it is where nobody knows what it merged', () => {
    expect(read("Merge branch 'shapes'").title).toBe("Merge branch 'shapes'");
  });
});

describe('a merge that says what it merged', () => {
  it.each([
    ['Merge #12\n\n12: Draw shapes r=ana a=tom\n\nLong story', 'Draw shapes', 12],
    ['Merge #12 #13\n\n12: Draw shapes r=ana\n\n13: Zoom r=tom', 'Draw shapes; Zoom', 12],
    ['Merge #12: Draw shapes', 'Draw shapes', 12],
    ['Merge acme/board#12: Draw shapes', 'Draw shapes', 12],
    ['Auto merge of #12 - ana:shapes, r=tom\n\nDraw shapes', 'Draw shapes', 12],
    ['Pull request #12: Draw shapes\n\nMerge in BRD/board from x to main', 'Draw shapes', 12],
    ['Merged PR 12: Draw shapes', 'Draw shapes', null],
    ['Merge "Draw shapes"', 'Draw shapes', null],
  ])('%j', (message, title, number) => {
    const words = read(message, ['Something else']);
    expect([words.title, words.pull?.number ?? null]).toEqual([title, number]);
  });
});

describe('what was merged or squashed', () => {
  it.each([
    ['Merge pull request #1 from a/b\n\nDraw shapes', ['feat!: draw shapes']],
    ["Merge branch 'x'", ['Zoom', 'fix: zoom\n\nBREAKING CHANGE: all of it']],
    ["Merge branch 'x'", ['fix: zoom\n\nBREAKING-CHANGE: all of it']],
    ['Draw shapes (#12)\n\n* feat(board)!: draw', []],
  ])('breaks as much as what is said on top: %j', (message, merged) => {
    expect(read(message, merged).breaking).toBe(true);
    expect(read(message.split('\n\n*')[0] ?? '', ['feat: quiet']).breaking).toBe(false);
  });

  it('is forgotten where it was taken back before it was merged', () => {
    const plain = { isMerge: false, patch: null };
    const hash = (n: number) => String(n).padStart(40, '0');
    const { changes } = changesApart(
      {
        behind: [],
        ahead: [
          {
            commit: hash(9),
            parents: [hash(1), hash(4)],
            author: { name: 'Ana', email: 'ana@example.com' },
            at: 9,
            message: "Merge branch 'x'",
            touched: [],
            patch: null,
            merged: [
              [
                {
                  commit: hash(4),
                  message: `Revert "y"\n\nThis reverts commit ${hash(3)}.`,
                  ...plain,
                },
                { commit: hash(3), message: 'feat!: y (BRD-3)', ...plain },
                { commit: hash(2), message: 'Zoom (BRD-2)', ...plain },
              ],
            ],
          },
        ],
      },
      { projects: ['BRD'], migrations: null, pullUrl: () => null },
      () => false,
    );
    expect(changes).toMatchObject([{ title: 'Zoom', tickets: ['BRD-2'], care: [] }]);
  });
});

it('a conventional revert is told as one', () => {
  expect(read('revert: draw shapes (BRD-4)')).toMatchObject({
    title: 'Revert "draw shapes"',
    type: 'revert',
  });
});
