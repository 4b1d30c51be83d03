import { describe, expect, it } from 'vitest';
import type { Change, Changelog } from '../../src/changes/changelog.ts';
import { ownersOf, suspectsOf } from '../../src/changes/suspects.ts';
import type { Trace } from '../../src/changes/trace.ts';

const change = (number: number, files: readonly string[], at = number): Change => ({
  commit: `c${number}`,
  title: `Change ${number}`,
  author: { name: 'Marta K.', email: 'marta@example.com' },
  at,
  group: 'fix',
  care: [],
  files,
  tickets: [],
  pull: { number, url: null },
});
const log = (...changes: readonly Change[]): Changelog => ({
  service: 'board',
  from: { version: '1', commit: 'a' },
  to: { version: '2', commit: 'b' },
  changes,
  removed: [],
  url: null,
});
const stack = (...paths: readonly string[]): Trace => ({
  kind: 'traced',
  frames: paths.map((path) => ({ path, function: 'f', line: 1 })),
});
const numbers = (trace: Trace | null, changelog: Changelog | null) =>
  suspectsOf(trace, changelog).map((one) => one.change.pull?.number);

describe('suspects', () => {
  it('are the changes that touched the stack: topmost file first, then the newest change', () => {
    const changes = log(
      change(4, ['docs/x.md']),
      change(3, ['server/socket.ts']),
      change(2, ['server/draw.ts']),
      change(1, ['server/draw.ts', 'server/socket.ts']),
    );
    expect(numbers(stack('server/draw.ts', 'server/socket.ts'), changes)).toEqual([2, 1, 3]);
  });

  it.each([
    'server/draw.ts',
    './server/draw.ts',
    '/app/server/draw.ts',
    'app:///server/draw.ts',
    'webpack:///./server/draw.ts',
    'file:///srv/board/server/draw.ts?v=3',
    'C:\\build\\server\\draw.ts',
    '../server/draw.ts',
  ])('are found whatever stands before the path: %s', (path) => {
    expect(numbers(stack(path), log(change(1, ['server/draw.ts'])))).toEqual([1]);
  });

  it('are found by paths from below the top, unless two files could be meant', () => {
    expect(numbers(stack('src/draw.ts'), log(change(1, ['apps/board/src/draw.ts'])))).toEqual([1]);
    expect(
      numbers(
        stack('src/draw.ts'),
        log(change(1, ['apps/board/src/draw.ts']), change(2, ['apps/admin/src/draw.ts'])),
      ),
    ).toEqual([]);
  });

  it.each([
    ['a bare name', stack('draw.ts'), log(change(1, ['server/draw.ts']))],
    [
      'a name that ends alike',
      stack('server/redraw.ts'),
      log(change(1, ['draw.ts', 'server/draw.ts'])),
    ],
    [
      'a change deep below',
      stack('a.ts', 'b.ts', 'c.ts', 'd.ts', 'e.ts', 'server/main.ts'),
      log(change(1, ['server/main.ts'])),
    ],
    [
      'an error without a stack',
      { kind: 'untraced', why: 'it came without a stack trace' } as const,
      log(change(1, ['server/draw.ts'])),
    ],
    ['an error nobody has looked at', null, log(change(1, ['server/draw.ts']))],
    ['a build whose changes nobody knows', stack('server/draw.ts'), null],
    ['a stack nobody touched', stack('server/draw.ts'), log(change(1, ['server/other.ts']))],
  ])('are none for %s', (_, trace, changelog) => {
    expect(suspectsOf(trace, changelog)).toEqual([]);
  });
});

describe('the owners of an error', () => {
  const teams = [
    { name: 'whiteboard', owns: ['server/board/**'] },
    { name: 'accounts', owns: ['server/accounts/**'] },
  ];
  const owners = (trace: Trace | null, changelog: Changelog | null = null, of = teams) =>
    ownersOf(trace, suspectsOf(trace, changelog), of);

  it('are those of the suspect file, else of the topmost frame', () => {
    expect(
      owners(
        stack('server/accounts/names.ts', 'server/board/draw.ts'),
        log(change(1, ['server/board/draw.ts'])),
      ),
    ).toEqual(['whiteboard']);
    expect(owners(stack('server/accounts/names.ts'))).toEqual(['accounts']);
  });

  it('are nobody when nobody can tell', () => {
    expect(owners(null)).toEqual([]);
    expect(owners(stack('server/main.ts'))).toEqual([]);
    expect(owners(stack('server/main.ts'), null, [{ name: 'whiteboard', owns: [] }])).toEqual([
      'whiteboard',
    ]);
  });
});
