/** What an answer is made of; a missing value is left out, as AWS leaves it out. */
export type Tree =
  string | number | boolean | undefined | readonly Tree[] | { readonly [name: string]: Tree };

/**
 * Writes an answer as XML. `item` is the word for one of a list, which each protocol of AWS has its
 * own for.
 */
export function xml(name: string, tree: Tree, item: string): string {
  if (tree === undefined) return '';
  return `<${name}>${xmlInside(tree, item)}</${name}>`;
}

/** Whether a part of an answer or of a question is a list. */
export function isList(tree: Tree): tree is readonly Tree[] {
  return Array.isArray(tree);
}

/** What stands inside an element: the parts of an answer without a word around them. */
export function xmlInside(tree: Tree, item: string): string {
  if (isList(tree)) return tree.map((one) => xml(item, one, item)).join('');
  if (typeof tree === 'object')
    return Object.entries(tree)
      .map(([name, value]) => xml(name, value, item))
      .join('');
  return escaped(String(tree));
}

/** What XML cannot hold at all becomes the sign for "unreadable". */
function escaped(text: string): string {
  return (
    text
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '\uFFFD')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll('\r', '&#13;')
  );
}

/** Anything as a tree: what a tree cannot hold (null) counts as not said. */
export function treeOf(value: unknown): Tree {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  if (Array.isArray(value)) return value.map(treeOf);
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.fromEntries(Object.entries(value).map(([name, below]) => [name, treeOf(below)]));
}
