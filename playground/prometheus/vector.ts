import { labelKey, type Labels } from './series.ts';

/** What an expression yields at one time. */
export type Point = { readonly labels: Labels; readonly value: number };
export type Value =
  | { readonly kind: 'scalar'; readonly value: number }
  | { readonly kind: 'vector'; readonly points: readonly Point[] };

/** A query that parses but cannot be carried out on these data: `execution`, 422. */
export class ExecutionError extends Error {
  override readonly name = 'ExecutionError';
}

/** Labels without some of them. */
export function without(labels: Labels, names: readonly string[]): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => !names.includes(name)));
}

/** Only some labels; those absent stay absent. */
export function only(labels: Labels, names: readonly string[]): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => names.includes(name)));
}

/** A vector whose label sets differ, as each must. */
export function vector(points: readonly Point[]): Value {
  const keys = new Set(points.map(({ labels }) => labelKey(labels)));
  if (keys.size < points.length)
    throw new ExecutionError('vector cannot contain metrics with the same labelset');
  return { kind: 'vector', points };
}

/** Labels as Prometheus prints them in messages. */
export function printed(labels: Labels): string {
  const { __name__: name = '', ...rest } = labels;
  const inside = Object.entries(rest)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  return `${name}{${inside.join(', ')}}`;
}
