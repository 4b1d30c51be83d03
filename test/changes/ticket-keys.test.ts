import { describe, expect, it } from 'vitest';
import { commitWords } from '../../src/changes/commit-words.ts';
import { messagesLeft } from '../../src/changes/taken-back.ts';

const keys = (message: string, merged: readonly (readonly string[])[] = []) =>
  commitWords(message, ['BRD', 'ACC', 'A_B'], merged).tickets;

describe('a ticket is found', () => {
  it.each([
    ['in small letters', 'Draw shapes (brd-32)', ['BRD-32']],
    ['in small letters in front', 'brd-32: draw shapes', ['BRD-32']],
    ['before an underscore', 'BRD-32_shapes', ['BRD-32']],
    ['in a branch', 'Merge pull request #12 from acme/feature/BRD-32_x\n\nDraw shapes', ['BRD-32']],
    ['in a branch after a word', "Merge branch 'feature-brd-32-shapes' into main", ['BRD-32']],
    ['in a branch after an underscore', "Merge branch 'tom_BRD-32'", ['BRD-32']],
    ['in a branch after a year', "Merge branch '2024-brd-32-x'", ['BRD-32']],
    ['in a branch after another key', "Merge branch 'ACC-4-BRD-32_x'", ['ACC-4', 'BRD-32']],
    [
      'in a branch of a remote',
      "Merge remote-tracking branch 'origin/feature-BRD-32_x'",
      ['BRD-32'],
    ],
    [
      'in several branches',
      "Merge branches 'BRD-1-a', 'fix-acc-2' and 'BRD-3_b'",
      ['BRD-1', 'BRD-3', 'ACC-2'],
    ],
    ['in a branch of Bitbucket', 'Merged in fix-BRD-32 (pull request #9)\n\nDraw', ['BRD-32']],
    ['alone in a body', 'Draw shapes\n\nBRD-32', ['BRD-32']],
    [
      'alone among others',
      'Draw shapes\n\n- BRD-32, acc-4 and BRD-5.',
      ['BRD-32', 'ACC-4', 'BRD-5'],
    ],
    ['below a heading', 'Draw shapes (#3)\n\n## Ticket\n\n[BRD-32]', ['BRD-32']],
    ['as a trailer', 'Draw shapes\n\nRefs: BRD-32\nReviewed-by: Ana', ['BRD-32']],
    ['as a reference', 'Draw shapes\n\nRef brd-32', ['BRD-32']],
    ['in bold', 'Draw shapes\n\n**Jira:** BRD-32', ['BRD-32']],
    ['as a link', 'Draw shapes\n\nhttps://acme.example.com/browse/BRD-32', ['BRD-32']],
    [
      'as a link in a sentence',
      'Draw shapes\n\nThe story is https://acme.example.com/browse/BRD-32?focusedId=1.',
      ['BRD-32'],
    ],
    [
      'as a link of a list',
      'Draw shapes\n\n* [Shapes](https://acme.example.com/projects/BRD/issues/BRD-32)',
      ['BRD-32'],
    ],
    [
      'as a link on a board',
      'Draw\n\nSee https://acme.example.com/b/1?modal=detail&selectedIssue=BRD-32',
      ['BRD-32'],
    ],
    ['with a command', 'Draw shapes\n\nBRD-32 #done', ['BRD-32']],
    [
      'in what GitHub squashed',
      'Draw shapes (#12)\n\n* Begin with BRD-32\n\n* fix it\n\n  Refs: ACC-4\n\n* zoom (brd-5)',
      ['ACC-4', 'BRD-5', 'BRD-32'],
    ],
    [
      'in what git squashed',
      `Shapes\n\nSquashed commit of the following:\n\ncommit ${'a'.repeat(40)}\n` +
        'Author: Ana <a@example.com>\nDate:   Mon\n\n    BRD-32 draw\n\n    Refs: BRD-33\n',
      ['BRD-33', 'BRD-32'],
    ],
    ['in a key with an underscore', 'Draw (A_B-7)', ['A_B-7']],
  ])('%s', (_where, message, tickets) => {
    expect(keys(message)).toEqual(tickets);
  });

  it('in the messages of what was merged, by however many branches', () => {
    expect(
      keys("Merge branches 'a' and 'b'", [
        ['Zoom\n\nRefs: BRD-33', 'BRD-32: draw'],
        ['acc-4 log in'],
      ]),
    ).toEqual(['BRD-33', 'BRD-32', 'ACC-4']);
  });
});

it('a ticket of what was taken back and brought again before it was merged is found', () => {
  const hash = (n: number) => String(n).padStart(40, '0');
  const one = (n: number, message: string) => ({
    commit: hash(n),
    message,
    isMerge: false,
    patch: null,
  });
  const back = one(2, `Revert "Draw (BRD-7)"\n\nThis reverts commit ${hash(1)}.`);
  const again = one(3, `Revert "Revert "Draw (BRD-7)""\n\nThis reverts commit ${hash(2)}.`);
  const left = messagesLeft([again, back, one(1, 'Draw (BRD-7)')]);
  expect(keys("Merge branch 'draw'", [left])).toEqual(['BRD-7']);
  expect(messagesLeft([back, one(1, 'Draw (BRD-7)')])).toEqual([]);
});

describe('no ticket is', () => {
  it.each([
    ['a longer word', 'XBRD-1 BRD-12x BRD-3é'],
    ['a longer key', 'Z_BRD-1 X-BRD-1'],
    ['a number', 'BRD-1.5'],
    ['another project', 'UTF-8, iso-8601, cve-2024'],
    ['only spoken of', 'Draw\n\nThis differs from BRD-9 in many ways.'],
    ['said not to be done', 'Draw\n\nFixes nothing of BRD-9, which stays open'],
    ['named as other work', 'Draw\n\nSee also BRD-9\nRelated: BRD-8\n- Blocked by BRD-7'],
    ['linked to as other work', 'Draw\n\nFollow-up: https://acme.example.com/browse/BRD-9'],
    ['in the list of a description', 'Draw\n\n- unlike BRD-9 it is fast\n- BRD-8 comes later'],
  ])('%s', (_what, message) => {
    expect(keys(message)).toEqual([]);
  });

  it('what a merged commit takes back', () => {
    expect(keys("Merge branch 'x'", [['Revert "Draw shapes (BRD-4)"', 'Zoom (BRD-5)']])).toEqual([
      'BRD-5',
    ]);
  });
});
