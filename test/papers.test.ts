import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Papers of now; decisions of then and the changelog may name what is gone. */
const papers = globSync(['*.md', 'docs/*.md']).filter((file) => file !== 'CHANGELOG.md');

/** Paths from the top of the project that a paper names; `<word>` stands for any word. */
function pathsIn(text: string): readonly string[] {
  return [...text.matchAll(/`((?:src|commands|test|playground|bench|docs|migrations)\/[^`\s]*)`/g)]
    .map(([, path = '']) => path)
    .filter((path) => !/[<*{]/.test(path));
}

/** Rooms of `src/` in the table of ARCHITECTURE.md. */
const rooms = [...readFileSync('ARCHITECTURE.md', 'utf8').matchAll(/^\| `src\/([a-z-]+)\/`/gm)].map(
  ([, room = '']) => room,
);

describe('papers', () => {
  it.each(papers)('%s names only files and folders that are there', (paper) => {
    const paths = pathsIn(readFileSync(paper, 'utf8'));
    expect(paths.filter((path) => !existsSync(path))).toEqual([]);
  });

  it('would be caught naming one that is gone', () => {
    expect(pathsIn('see `src/gone.ts`, `src/adapters/<vendor>/x.ts` and `npm test`')).toEqual([
      'src/gone.ts',
    ]);
  });

  it('name every room', () => {
    const there = globSync('src/*/').map((path) => path.replace(/^src\/|\/$/g, ''));
    expect(rooms.toSorted()).toEqual(there.toSorted());
  });

  it('begin every room with a paragraph that says what it decides', () => {
    const folders = globSync('{src,commands}/**/*.ts')
      .map((file) => file.slice(0, file.lastIndexOf('/')))
      .filter((folder) => !['src', 'src/adapters'].includes(folder));
    const silent = [...new Set(folders)].filter((folder) => {
      const first = globSync(`${folder}/*.ts`).toSorted()[0] ?? '';
      return !readFileSync(first, 'utf8').startsWith(`/**\n * # ${folder}\n *\n * `);
    });
    expect(silent.toSorted()).toEqual([]);
  });
});
