import { describe, expect, it } from 'vitest';
import { teamsOfPaths } from '../../src/changes/path-owners.ts';

const whiteboard = { name: 'whiteboard', owns: ['server/board/**', 'web/*.css'] };
const accounts = {
  name: 'accounts',
  owns: ['server/accounts/', '**/names.ts', 'migrations/00?-accounts.sql'],
};
const teams = [whiteboard, accounts];

describe('the teams of changed paths', () => {
  it.each([
    ['server/board/draw.ts', ['whiteboard']],
    ['server/board/deep/er/draw.ts', ['whiteboard']],
    ['web/grid.css', ['whiteboard']],
    ['server/accounts/visitor.ts', ['accounts']],
    ['names.ts', ['accounts']],
    ['a/b/names.ts', ['accounts']],
    ['migrations/007-accounts.sql', ['accounts']],
    ['server/board/names.ts', ['whiteboard', 'accounts']],
  ])('%s belongs to %j', (path, owners) => {
    expect(teamsOfPaths([path], teams)).toEqual(owners);
  });

  it.each([
    'web/deep/grid.css',
    'server/boards/x.ts',
    'old/server/board/x.ts',
    'migrations/0077-accounts.sql',
    'web/gridxcss',
    'server/board',
    'README.md',
    'a names.ts\n',
  ])('%j is nobody’s, so everybody is asked', (path) => {
    expect(teamsOfPaths([path], teams)).toEqual(['whiteboard', 'accounts']);
  });

  it('come in the order of davy.yml, each once', () => {
    expect(
      teamsOfPaths(['server/accounts/a.ts', 'server/board/b.ts', 'server/board/c.ts'], teams),
    ).toEqual(['whiteboard', 'accounts']);
    expect(teamsOfPaths(['server/accounts/a.ts'], teams)).toEqual(['accounts']);
  });

  it('are all teams where none says what it owns, and none where nothing changed', () => {
    expect(
      teamsOfPaths(
        ['a.ts'],
        [
          { name: 'one', owns: [] },
          { name: 'two', owns: [] },
        ],
      ),
    ).toEqual(['one', 'two']);
    expect(teamsOfPaths([], teams)).toEqual([]);
  });

  it('reads names that would mean something in a pattern as they are', () => {
    expect(
      teamsOfPaths(['a+(b)/$1.ts'], [{ name: 'odd', owns: ['a+(b)/$1.ts'] }, accounts]),
    ).toEqual(['odd']);
  });
});
