import { toNumber, unquote } from './lexer.ts';
import type { Labels } from './series.ts';

/** One line of a `/metrics` page. `t` only where the page gives a time. */
export type Exposed = {
  readonly labels: Labels;
  readonly value: number;
  readonly t: number | null;
};

const line = /^([A-Za-z_:][A-Za-z0-9_:]*)\s*(?:\{(.*)\})?\s+([^\s]+)(?:\s+(-?\d+))?$/;
const pair = /\s*([A-Za-z_][A-Za-z0-9_]*)\s*=\s*("(?:[^"\\]|\\.)*")\s*(?:,|$)/y;
const number =
  /^[+-]?(?:\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?|Inf|inf|NaN|nan|0x[0-9a-fA-F]+)$/;

/** Reads the text format; one bad line spoils the page, as it does for Prometheus. */
export function readExposition(text: string): readonly Exposed[] | undefined {
  const exposed: Exposed[] = [];
  for (const raw of text.split('\n')) {
    const trimmed = raw.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const read = readLine(trimmed);
    if (read === undefined) return undefined;
    exposed.push(read);
  }
  return exposed;
}

function readLine(text: string): Exposed | undefined {
  const [, name = '', inside = '', value = '', t] = line.exec(text) ?? [];
  const labels = readPairs(inside);
  if (name === '' || labels === undefined || !number.test(value)) return undefined;
  return {
    labels: { ...labels, __name__: name },
    value: toNumber(value),
    t: t === undefined ? null : Number(t),
  };
}

function readPairs(inside: string): Record<string, string> | undefined {
  const labels: Record<string, string> = {};
  pair.lastIndex = 0;
  let at = 0;
  while (inside.slice(at).trim() !== '') {
    pair.lastIndex = at;
    const found = pair.exec(inside);
    if (found === null) return undefined;
    labels[found[1] ?? ''] = unquote(found[2] ?? '""');
    at = pair.lastIndex;
  }
  return labels;
}
