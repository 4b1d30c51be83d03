import { describe, expect, it } from 'vitest';
import { careOf, groupOf } from '../../src/changes/groups.ts';
import type { Touched } from '../../src/changes/commit.ts';
import { commitWords } from '../../src/changes/commit-words.ts';
import { texts } from '../../src/texts/texts.ts';

const touched = (...paths: readonly (string | Partial<Touched>)[]): readonly Touched[] =>
  paths.map((one) => ({
    path: 'server/a.ts',
    how: 'changed',
    lines: 4,
    ...(typeof one === 'string' ? { path: one } : one),
  }));

function judge(
  message: string,
  files: readonly Touched[] = touched('server/a.ts'),
  author = { name: 'Ana Novak', email: 'ana@example.com' },
  migrations: readonly string[] | null = null,
) {
  const words = commitWords(message, []);
  const care = careOf(words, files, migrations);
  return { group: groupOf(words, files, care, author), care: care.map(texts.changelog.reason) };
}

describe('a change', () => {
  it.each([
    ['feat: shapes', 'feature'],
    ['feat(board): shapes', 'feature'],
    ['perf: faster', 'feature'],
    ['fix: crash', 'fix'],
    ['chore: bump x', 'internal'],
    ['ci: cache', 'internal'],
    ['docs: y', 'internal'],
    ['refactor(a): z', 'internal'],
    ['Fix a typo in the empty board', 'fix'],
    ['Fixes sign-in', 'fix'],
    ['Prevent double clicks', 'fix'],
    ['Revert "Draw shapes"', 'fix'],
    ['Checkout no longer fails on empty numbers', 'fix'],
    ['Let guests zoom with two fingers', 'feature'],
    ['Round off short strokes as well', 'feature'],
    ['Add teal to the palette', 'feature'],
    ['Bump the grid to eight pixels', 'internal'],
    ['Upgrade React to 19.2', 'internal'],
    ['Refactor the store', 'internal'],
    ["Merge branch 'main' into shapes", 'internal'],
  ])('%s: %s', (message, group) => {
    expect(judge(message).group).toBe(group);
  });

  it.each([
    ['Prepared 3.9.5'],
    ['Prepare release 3.9.5'],
    ['Prepare for the next development iteration'],
    ['Release 3.9.5'],
    ['Release: v3.9.5'],
    ['Released board 3.9.5'],
    ['[Release] 3.9.5'],
    ['v3.9.5'],
    ['board@3.9.5'],
    ['Version Packages'],
    ['[maven-release-plugin] prepare release board-3.9.5'],
    ['Update the changelog'],
    ['fix(deps): update dependency zod to v4'],
    ['Update dependency zod to v4'],
    ['Lock file maintenance'],
    ['Update postgres docker digest to 4ec37d2'],
    ['Update dependencies (non-major)'],
    ['Bump the deps'],
    ['Bump dependency @types/node from 20.1.0 to ^20.2'],
    ['Update all dependencies to latest'],
    ['Release candidate 2'],
    ['Release notes for 3.9.5'],
    ['Prepare the next release'],
    ['Start 3.9.6-SNAPSHOT'],
    ['Begin the next development cycle'],
    ['Tag v3.9.5 [skip ci]'],
  ])('that only keeps house is internal: %s', (message) => {
    expect(judge(message)).toEqual({ group: 'internal', care: [] });
  });

  it.each([
    ['Release the lock when a guest leaves', 'feature'],
    ['Release memory of large boards', 'feature'],
    ['Prepare shapes for 3.0', 'feature'],
    ['Update the limit to 20 guests', 'feature'],
    ['Support 2.5', 'feature'],
    ['Tag 5 people at once', 'feature'],
    ['Version 2 of the editor', 'feature'],
    ['Release 2.0 of the editor for guests', 'feature'],
    ['Release notes can be pinned to a board', 'feature'],
    ['Release 3 cards at once', 'feature'],
    ['Release branch office boards', 'feature'],
    ['Changelog page for customers', 'feature'],
    ['Update the changelog while a board is open', 'feature'],
    ['Update lock icon when a board is locked', 'feature'],
    ['Update requirements while somebody types', 'feature'],
    ['Prepare the next version of invoices', 'feature'],
    ['Prepare 2.0 boards in advance', 'feature'],
    ['Update dependencies between cards when one moves', 'feature'],
    ['Update the price from 5 to 7 euros', 'feature'],
    ['Start a board from a snapshot', 'feature'],
    ['Open development boards in a new tab', 'feature'],
    ['Version packages by hand', 'feature'],
    ['fix: prepared 3.9.5 crashes on start', 'fix'],
  ])('of the product is none that keeps house: %s', (message, group) => {
    expect(judge(message).group).toBe(group);
  });

  it.each([
    ['Comment on shapes'],
    ['Comments in threads'],
    ['Test a webhook before it is saved'],
    ['Testimonials on the start page'],
    ['Document templates'],
    ['Documents can be shared'],
    ['Describe a board in one line'],
    ['Explain why a card is locked'],
    ['Rename boards in the list'],
    ['Extract text from pictures'],
    ['Clean up empty boards after a year'],
    ['Cleaner empty boards'],
    ['Tidy up cards with one click'],
    ['Simplify sign-in for guests'],
    ['Format text while typing'],
    ['Formatting toolbar'],
    ['Inline replies'],
    ['Linting hints beside a formula'],
    ['Chores list for teams'],
    ['Upgrade a plan without a call'],
    ['Merge tags of two boards'],
    ['Merge branches of a mind map'],
    ['Delete unused boards after a year'],
    ['Bumper stickers for boards'],
  ])('that users do, too, is what they get: %s', (message) => {
    expect(judge(message).group).toBe('feature');
  });

  it.each([
    ['Rename a helper'],
    ['Rename BoardStore to Boards'],
    ['Clean up'],
    ['Cleanup'],
    ['Clean up imports'],
    ['Tidy up the module'],
    ['Extract a function for strokes'],
    ['Simplify the undo logic'],
    ['Format with prettier'],
    ['Reformat the code'],
    ['Inline draw_stroke'],
    ['Lint'],
    ['Linted the store'],
    ['Test that strokes are smooth'],
    ['Document the API'],
    ['Explain `smooth`'],
    ['Comment out the old export'],
    ['Describe what server.ts does'],
    ['Remove dead code'],
    ['Delete unused variables'],
    ["Merge remote-tracking branch 'origin/main'"],
    ["Merge tag 'v3.9.5' into shapes"],
    ['Update the README'],
  ])('to the code alone is internal: %s', (message) => {
    expect(judge(message).group).toBe('internal');
  });

  it('that begins like it is, where only manifests and what users never meet changed', () => {
    const files = touched('package.json', 'package-lock.json');
    expect(judge('Update dependencies before the summer', files).group).toBe('internal');
    expect(judge('Release notes can be pinned to a board', files).group).toBe('internal');
    expect(judge('Draw shapes', files).group).toBe('feature');
  });

  it('of a robot is an update only where it says so', () => {
    const by = (name: string, message: string) =>
      judge(message, touched('server/a.ts'), { name, email: 'robot@example.com' }).group;
    expect(by('renovate[bot]', 'Update zod to v4')).toBe('internal');
    expect(by('acme-bot', 'Update actions/checkout action to v4')).toBe('internal');
    expect(by('dependabot[bot]', '⬆️ Raise the palette')).toBe('internal');
    expect(by('mergify[bot]', 'Fix a crash on empty boards (backport #12)')).toBe('fix');
    expect(by('Ana Novak', 'Update the limit to 20 guests')).toBe('feature');
  });

  it.each([
    'README.md',
    'docs/on-call.md',
    'test/a.test.ts',
    '.github/workflows/ci.yml',
    'package-lock.json',
    'eslint.config.js',
    'tsconfig.json',
  ])('only in %s is internal', (path) => {
    expect(judge('Add something', touched(path))).toEqual({ group: 'internal', care: [] });
  });

  it('without a file is internal', () => {
    expect(judge('Say hello', [])).toEqual({ group: 'internal', care: [] });
  });

  it.each([
    ['one migration', touched({ path: 'migrations/012-a.sql', how: 'added' }), ['1 migration']],
    [
      'migrations that can be undone',
      touched(
        { path: 'db/migrate/1.up.sql', how: 'added' },
        { path: 'db/migrate/1.down.sql', how: 'added' },
      ),
      ['1 migration, reversible'],
    ],
    ['configuration', touched('deploy/values.yaml'), ['configuration']],
    ['a Dockerfile', touched('Dockerfile'), ['configuration']],
    ['a flag', touched('server/flags.ts'), ['feature flag']],
    [
      'an endpoint that went',
      touched({ path: 'server/api/export.ts', how: 'removed' }),
      ['removed endpoint'],
    ],
    ['many lines', touched({ path: 'web/a.css', lines: 1_204 }), ['1,204 lines']],
    ['many files', touched(...Array.from({ length: 60 }, (_, i) => `web/${i}.css`)), ['60 files']],
    ['code without a test', touched({ path: 'server/a.ts', lines: 80 }), ['no test changed']],
    [
      'several things',
      touched({ path: 'migrations/1.sql', how: 'added', lines: 900 }, 'config/a.yml'),
      ['1 migration', 'configuration', '904 lines'],
    ],
  ])('needs care with %s', (_what, files, care) => {
    expect(judge('Draw shapes', files)).toEqual({ group: 'care', care });
  });

  it('needs care by its words', () => {
    expect(judge('feat!: drop shapes').care).toEqual(['breaking']);
    expect(judge('Remove the export endpoint').care).toEqual(['removed endpoint']);
    expect(judge('Put shapes behind a feature flag').care).toEqual(['feature flag']);
  });

  it.each([
    ['code with its test', touched({ path: 'server/a.ts', lines: 80 }, 'server/a.test.ts')],
    [
      'a door that moved',
      touched(
        { path: 'api/v1/export.ts', how: 'removed' },
        { path: 'api/v2/export.ts', how: 'added' },
      ),
    ],
    ['a migration that was taken away', touched({ path: 'migrations/1.sql', how: 'removed' })],
    ['a large lock file', touched({ path: 'package-lock.json', lines: 9_000 }, 'server/a.ts')],
    ['the settings of a linter', touched('eslint.config.js', 'server/a.ts')],
    [
      'a guide to a migration',
      touched('docs/migration/v3.md', 'website/migration/v3.mdx', 'docs/guide/migration/run.ts'),
    ],
    ['a page about a migration', touched('web/migration/page.html', 'web/migration/page.svg')],
    ['a picture', touched({ path: 'web/a.png', lines: null })],
  ])('needs none with %s', (_what, files) => {
    expect(judge('Draw shapes', files).care).toEqual([]);
  });
});

describe('a migration', () => {
  const care = (paths: readonly string[] | null, ...files: readonly string[]) =>
    judge('Draw shapes', touched(...files), undefined, paths).care;

  it.each([
    'db/migrate/20261120_add_shapes.rb',
    'board/migrations/0012_shapes.py',
    'prisma/migrations/1_init/migration.sql',
    'src/main/resources/db/migration/V1__init.sql',
    'src/main/resources/liquibase/changelog.xml',
    'alembic/versions/12ab_shapes.py',
  ])('is where frameworks put it: %s', (path) => {
    expect(care(null, path)).toEqual(['1 migration']);
  });

  it('is where davy.yml says, and nowhere else', () => {
    expect(care(['schema/**'], 'schema/2026/shapes.changes', 'db/migrate/1.rb')).toEqual([
      '1 migration',
    ]);
    expect(care(['schema/**'], 'db/migrate/1.rb')).toEqual([]);
  });
});
