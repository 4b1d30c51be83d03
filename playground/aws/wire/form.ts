import type { Tree } from './xml.ts';

type Branch = { readonly [name: string]: Branch | string };

/**
 * Reads `Filter.1.Value.2=x` and `Targets.member.1.Id=x` back into the lists and structures that
 * they were. Numbers are places in lists; `member` is the query protocol's word for one of a list.
 */
export function readForm(body: string): { readonly [name: string]: Tree } {
  const root = Object.create(null);
  for (const [path, value] of new URLSearchParams(body)) plant(root, path.split('.'), value);
  return structureOf(root);
}

function plant(
  root: Record<string, Branch | string>,
  [name = '', ...rest]: string[],
  value: string,
) {
  if (rest.length === 0) {
    root[name] = value;
    return;
  }
  const below = root[name];
  const next: Record<string, Branch | string> =
    typeof below === 'object' ? below : Object.create(null);
  root[name] = next;
  plant(next, rest, value);
}

function structureOf(branch: Branch): { readonly [name: string]: Tree } {
  return Object.fromEntries(Object.entries(branch).map(([name, below]) => [name, treeOf(below)]));
}

function treeOf(branch: Branch | string): Tree {
  if (typeof branch === 'string') return branch;
  const names = Object.keys(branch);
  const members = branch['member'];
  if (names.length === 1 && members !== undefined) return treeOf(members);
  if (names.every((name) => /^\d+$/.test(name)))
    return names
      .toSorted((a, b) => Number(a) - Number(b))
      .map((name) => treeOf(branch[name] ?? ''));
  return structureOf(branch);
}
