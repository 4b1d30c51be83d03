import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isTree, lineOf, nameOf, type Tree, treeOf, walk } from './syntax.ts';

/** Every file that has walls around it. */
export const sources = globSync([
  'src/**/*.ts',
  'commands/**/*.ts',
  'playground/**/*.{ts,tsx}',
]).filter((file) => !file.includes('node_modules'));

type Import = { readonly path: string; readonly typeOnly: boolean };

/** Every import of a file: addresses within the project as paths from its top. */
export function importsOf(file: string): readonly Import[] {
  return known.get(file)?.imports ?? [];
}

/** What a file claims of types, and where. */
export function castsIn(file: string): readonly string[] {
  return known.get(file)?.casts ?? [];
}

/** Whatever names another file: an import, an export from it, one at run time, one in a type. */
const naming = /^(Import|ExportNamed|ExportAll)Declaration$|^(Import|TSImport)/;

/** What a file imports, and where it claims a type to be another: all but `as const`. */
export function lookedAt(code: string, lang: 'ts' | 'tsx') {
  const imports: Import[] = [];
  const casts: Tree[] = [];
  walk(treeOf(code, lang), (node) => {
    const { source, typeAnnotation: to } = node;
    if (naming.test(node.type) && isTree(source))
      imports.push({
        path: nameOf(source),
        typeOnly: [node.importKind, node.exportKind].includes('type'),
      });
    const isConst = isTree(to) && isTree(to.typeName) && nameOf(to.typeName) === 'const';
    if (['TSAsExpression', 'TSTypeAssertion'].includes(node.type) && !isConst) casts.push(node);
    return true;
  });
  return { imports, casts };
}

/** Every file, read once. */
const known = new Map(
  sources.map((file) => {
    const code = readFileSync(file, 'utf8');
    const { imports, casts } = lookedAt(code, file.endsWith('x') ? 'tsx' : 'ts');
    return [
      file,
      {
        imports: imports.map(({ path, typeOnly }) => ({
          path: path.startsWith('.') ? join(dirname(file), path) : path,
          typeOnly,
        })),
        casts: casts.map(
          (cast) => `${file}:${lineOf(code, cast)} ${code.slice(cast.start, cast.end)}`,
        ),
      },
    ] as const;
  }),
);

/**
 * The shortest way from a file through its imports back to itself, types included; null when there
 * is none.
 */
export function roundFrom(
  file: string,
  leads: ReadonlyMap<string, readonly string[]>,
): readonly string[] | null {
  const seen = new Set<string>();
  const ways: (readonly string[])[] = [[file]];
  for (let way = ways.shift(); way; way = ways.shift()) {
    for (const next of leads.get(way.at(-1) ?? '') ?? []) {
      if (next === file) return way;
      if (!seen.has(next)) ways.push([...way, next]);
      seen.add(next);
    }
  }
  return null;
}
