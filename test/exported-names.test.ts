import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isTree, nameOf, treeOf, walk } from './support/syntax.ts';

/**
 * The names a file gives to what it makes and exports. What it hands on, or takes out of another
 * thing by its name there, is still the same thing.
 */
function madeBy(code: string): readonly string[] {
  const names = new Set<string>();
  walk(treeOf(code), (node) => {
    if (node.type === 'Program') return true;
    if (node.type !== 'ExportNamedDeclaration' || !isTree(node.declaration)) return false;
    const made = node.declaration;
    const list: readonly unknown[] = Array.isArray(made.declarations) ? made.declarations : [made];
    for (const one of list)
      if (isTree(one) && isTree(one.id) && one.id.type === 'Identifier') names.add(nameOf(one.id));
    return false;
  });
  return [...names];
}

/** Names that several files give to what they export, each with its files. */
function givenTwice(
  files: readonly { readonly file: string; readonly names: readonly string[] }[],
): readonly string[] {
  const by = Map.groupBy(
    files.flatMap(({ file, names }) => names.map((name) => ({ file, name }))),
    ({ name }) => name,
  );
  return [...by]
    .filter(([, makers]) => makers.length > 1)
    .map(([name, makers]) => `${name}: ${makers.map(({ file }) => file).join(', ')}`);
}

describe('exported names', () => {
  it('one exported name means one thing in all of Davy', () => {
    const files = globSync(['src/**/*.ts', 'commands/**/*.ts']).map((file) => ({
      file,
      names: madeBy(readFileSync(file, 'utf8')),
    }));
    expect(files.flatMap(({ names }) => names).length).toBeGreaterThan(1_000);
    expect(givenTwice(files)).toEqual([]);
  });

  it('a name that is given twice would be found, however it is exported', () => {
    const code = [
      'export async function a() {}',
      'export const b = 1, c = 2;',
      'export type D = string;',
      'export const D = 1;',
      'export class E {}',
      "export { f } from 'f';",
      'export const { g } = h;',
      'const i = () => { const a = 1; return a; };',
    ].join('\n');
    const names = madeBy(code);
    expect(names).toEqual(['a', 'b', 'c', 'D', 'E']);
    const other = { file: 'y.ts', names: madeBy('export interface E {}\nexport let f = 1;') };
    expect(givenTwice([{ file: 'x.ts', names }, other])).toEqual(['E: x.ts, y.ts']);
  });
});
