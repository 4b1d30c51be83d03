import { type Document, isMap, isNode, isPair, isScalar, type Node } from 'yaml';
import type { z } from 'zod';
import { nearest } from '../texts/near.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/**
 * What zod found, in the words of somebody who has to fix the file. `keysAt` tells which keys may
 * stand at a path.
 */
export function explain(
  issue: Issue,
  keysAt: (path: Path) => readonly string[],
): readonly { readonly path: Path; readonly message: string; readonly onKey: boolean }[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: [...issue.path, key],
      message: aboutKey(key, keysAt(issue.path)),
      onKey: true,
    }));
  if (issue.code === 'invalid_key')
    return [{ path: issue.path, message: issue.issues[0]?.message ?? issue.message, onKey: true }];
  const missing =
    issue.code === 'invalid_type' &&
    issue.input === undefined &&
    /received undefined/.test(issue.message);
  return [{ path: issue.path, message: missing ? 'is missing' : issue.message, onKey: false }];
}

function aboutKey(key: string, known: readonly string[]): string {
  const meant = nearest(key, known);
  return meant === null
    ? `"${key}" is not known here. Take it out`
    : `"${key}" is not known. Did you mean ${meant}?`;
}

/** Where in the text a path is; for what is missing, where its nearest parent begins. */
export function positionOf(document: Document.Parsed, path: Path, onKey: boolean): number {
  if (onKey) {
    const parent = at(document, path.slice(0, -1));
    const pair = isMap(parent)
      ? parent.items.find(
          (item) => isPair(item) && isScalar(item.key) && item.key.value === path.at(-1),
        )
      : undefined;
    if (pair && isNode(pair.key) && pair.key.range) return pair.key.range[0];
  }
  for (let length = path.length; length > 0; length--) {
    const node = at(document, path.slice(0, length));
    if (node?.range) return node.range[0];
  }
  return 0;
}

function at(document: Document.Parsed, path: Path): Node | undefined {
  const node: unknown = path.length === 0 ? document.contents : document.getIn(path, true);
  return isNode(node) ? node : undefined;
}
