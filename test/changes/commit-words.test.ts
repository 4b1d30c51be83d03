import { describe, expect, it } from 'vitest';
import { commitWords } from '../../src/changes/commit-words.ts';

const words = (message: string) => commitWords(message, ['BRD', 'ACC']);

describe('a commit message', () => {
  it.each([
    [
      'Let guests zoom with two fingers (BRD-401) (#790)',
      'Let guests zoom with two fingers',
      790,
      ['BRD-401'],
    ],
    ['BRD-12: draw faster', 'Draw faster', null, ['BRD-12']],
    ['[ACC-3] [BRD-4] log in', 'Log in', null, ['ACC-3', 'BRD-4']],
    ['[ACC-3, BRD-4] log in', 'Log in', null, ['ACC-3', 'BRD-4']],
    ['Undo the change of BRD-7 for guests', 'Undo the change of BRD-7 for guests', null, ['BRD-7']],
    ['feat(board)!: drop BRD-9 shapes', 'Drop BRD-9 shapes', null, ['BRD-9']],
    ['Merge pull request #12 from acme/BRD-5-shapes\n\nDraw shapes', 'Draw shapes', 12, ['BRD-5']],
    ['Merge pull request #13 from acme/quiet', 'Merge acme/quiet', 13, []],
    [
      "Merge branch 'shapes' into 'main'\n\nDraw shapes\n\nSee merge request acme/board!44",
      'Draw shapes',
      44,
      [],
    ],
    ['Merged in shapes (pull request #9)\n\nDraw shapes', 'Draw shapes', 9, []],
    ['Draw shapes (!45)', 'Draw shapes', 45, []],
    ["Merge branch 'main' into shapes", "Merge branch 'main' into shapes", null, []],
    ['Draw shapes\n\nFixes BRD-1, ACC-2\nSee also BRD-99', 'Draw shapes', null, ['BRD-1', 'ACC-2']],
    [
      'Support ISO-8601, UTF-8, CVE-2024 and XBRD-1, BRD-0, BRD-12x',
      'Support ISO-8601, UTF-8, CVE-2024 and XBRD-1, BRD-0, BRD-12x',
      null,
      [],
    ],
    ['(BRD-1) (#2)', 'No title', 2, ['BRD-1']],
    ['', 'No title', null, []],
    ['\n\nbody only', 'No title', null, []],
    ['note: nothing conventional', 'Note: nothing conventional', null, []],
    ['🔥 émigré', '🔥 émigré', null, []],
  ])('%j', (message, title, number, tickets) => {
    const read = words(message);
    expect([read.title, read.pull?.number ?? null, read.tickets]).toEqual([title, number, tickets]);
  });

  it('names its type and what breaks', () => {
    expect(words('feat(board)!: draw shapes')).toMatchObject({
      type: 'feat',
      breaking: true,
      title: 'Draw shapes',
    });
    expect(words('fix: a\n\nBREAKING CHANGE: all of it')).toMatchObject({
      type: 'fix',
      breaking: true,
    });
    expect(words('Fix: a')).toMatchObject({ type: 'fix' });
    expect(words('Draw shapes')).toMatchObject({ type: null, breaking: false });
  });

  it('knows whose pull request it is, because their pages differ', () => {
    expect(words('a (#1)').pull?.host).toBe('github');
    expect(words('a (!1)').pull?.host).toBe('gitlab');
    expect(words('Merged in b (pull request #1)').pull?.host).toBe('bitbucket');
  });

  it('is cut between two characters, and never inside one', () => {
    const { title } = words(`${'a'.repeat(299)}😀 more`);
    expect(title).toBe(`A${'a'.repeat(298)}`);
    expect(words(`${'a'.repeat(298)}😀 more`).title).toBe(`A${'a'.repeat(297)}😀`);
  });

  it('is read quickly, whatever is in it', () => {
    // The work of this process, and not the time: a busy machine has less of it for us.
    const began = process.cpuUsage();
    for (const nasty of [
      '('.repeat(50_000),
      'a'.repeat(100_000),
      'feat('.repeat(20_000),
      'BRD-1 '.repeat(20_000),
      '(BRD-1, '.repeat(20_000),
      ' '.repeat(100_000),
      '[[[BRD-1'.repeat(9_000),
      'Merge pull request #1 from a\n' + '\n'.repeat(90_000),
    ]) {
      expect(words(nasty).title.length).toBeLessThanOrEqual(300);
    }
    const { user, system } = process.cpuUsage(began);
    expect((user + system) / 1_000).toBeLessThan(4_000);
  });
});
