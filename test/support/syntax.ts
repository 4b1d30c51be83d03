import { parseAst } from 'vite';

/** A node of the syntax of a file: what a test looks at is the code and never its layout. */
export type Tree = {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
};

/** Where a node hangs: on which other, under which key, and at which of several there. */
export type Place = { readonly parent: Tree; readonly key: string; readonly index: number };

/** The syntax of a file as the installed toolchain reads it, types included. */
export function treeOf(code: string, lang: 'ts' | 'tsx' = 'ts'): Tree {
  return parseAst(code, { lang }) as unknown as Tree;
}

/**
 * Visits a node and everything under it, each with the places it hangs from, innermost first; what
 * the visitor answers false of is not entered.
 */
export function walk(
  node: Tree,
  visit: (node: Tree, places: readonly Place[]) => boolean,
  places: readonly Place[] = [],
): void {
  if (!visit(node, places)) return;
  for (const [key, value] of Object.entries(node)) {
    const children = Array.isArray(value) ? value : [value];
    children.forEach((child, index) => {
      if (isTree(child)) walk(child, visit, [{ parent: node, key, index }, ...places]);
    });
  }
}

/** All nodes of one kind in a piece of code, wherever they stand. */
export function nodesOf(code: string, type: string, lang?: 'ts' | 'tsx'): readonly Tree[] {
  const found: Tree[] = [];
  walk(treeOf(code, lang), (node) => {
    if (node.type === type) found.push(node);
    return true;
  });
  return found;
}

/** Tells nodes from the other values a node holds. */
export function isTree(value: unknown): value is Tree {
  return (
    typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
  );
}

/** The last name of what is called, declared or written as a key; none is ''. */
export function nameOf(node: unknown): string {
  if (!isTree(node)) return '';
  if (node.type === 'MemberExpression') return nameOf(node.property);
  return typeof node.name === 'string'
    ? node.name
    : typeof node.value === 'string'
      ? node.value
      : '';
}

/** The whole name of what is called, such as `office.log.warn`. */
export function fullNameOf(node: unknown): string {
  if (!isTree(node) || node.type !== 'MemberExpression') return nameOf(node);
  return `${fullNameOf(node.object)}.${nameOf(node.property)}`;
}

/** The line a node begins in, counted from 1 as an editor does. */
export function lineOf(code: string, node: Tree): number {
  return code.slice(0, node.start).split('\n').length;
}
