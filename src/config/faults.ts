import { type Document, isMap, isNode, isPair, isScalar, type Node } from 'yaml';
import type { z } from 'zod';
import { nearest } from '../texts/near.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

const known = [
  'timezone',
  'office_hours',
  'holidays',
  'services',
  'channel',
  'changelog_channel',
  'oncall',
  'teams',
  'approvers',
  'fleet',
  'kind',
  'host',
  'balancer',
  'prerelease',
  'servers',
  'most_servers',
  'soak',
  'users',
  'approvals',
  'approval_lasts',
  'launch_timeout',
  'release',
  'batches',
  'between_batches',
  'watch',
  'retire_grace',
  'automatic',
  'daily',
  'every',
  'sentry',
  'organization',
  'project',
  'environment',
  'new_errors',
  'fatal',
  'worse_by',
  'floor',
  'prometheus',
  'name',
  'query',
  'unit',
  'max',
  'min',
  'baseline',
  'rollback',
  'countdown',
  'postpone',
  'postponements',
  'pager',
  'routing_key',
  'owns',
  'source',
  'repository',
  'tag',
  'web',
  'jira',
  'done',
  'fix_version',
];

/** What zod found, in the words of somebody who has to fix the file. */
export function explain(
  issue: Issue,
): readonly { readonly path: Path; readonly message: string; readonly onKey: boolean }[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: [...issue.path, key],
      message: aboutKey(key),
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

function aboutKey(key: string): string {
  const meant = nearest(key, known);
  return meant === null || meant === key
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
