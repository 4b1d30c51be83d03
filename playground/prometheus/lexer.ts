import { ParseError } from './syntax.ts';

/** One word of a query, with the place it stands at. */
export type Token = {
  readonly kind: 'number' | 'duration' | 'identifier' | 'string' | 'symbol' | 'end';
  readonly text: string;
  readonly at: number;
};

const patterns: readonly (readonly [Token['kind'], RegExp])[] = [
  ['duration', /(?:\d+(?:ms|[smhdwy]))+(?![\w.])/y],
  [
    'number',
    /(?:0x[0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[Ii][Nn][Ff]|[Nn][Aa][Nn])(?![\w.:])/y,
  ],
  ['identifier', /[A-Za-z_:][A-Za-z0-9_:]*/y],
  ['string', /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`/y],
  ['symbol', /==|!=|<=|>=|=~|!~|[-+*/%^=<>(){}[\],]/y],
];

/** Cuts a query into words. */
export function lex(query: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    const gap = /(?:\s|#[^\n]*)*/y;
    gap.lastIndex = at;
    at += gap.exec(query)?.[0].length ?? 0;
    if (at >= query.length) return [...tokens, { kind: 'end', text: '', at }];
    const token = next(query, at);
    if (token === undefined)
      throw parseError(query, at, `unexpected character: '${query[at] ?? ''}'`);
    tokens.push(token);
    at += token.text.length;
  }
}

function next(query: string, at: number): Token | undefined {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const text = pattern.exec(query)?.[0];
    if (text !== undefined) return { kind, text, at };
  }
  return undefined;
}

/** An error with its place, as Prometheus writes it. */
export function parseError(query: string, at: number, why: string): ParseError {
  const before = query.slice(0, at).split('\n');
  return new ParseError(
    `${before.length}:${(before.at(-1)?.length ?? 0) + 1}: parse error: ${why}`,
  );
}

const unitMs: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_536_000_000,
};

/** A duration such as `1h30m` in milliseconds. */
export function durationMs(text: string): number {
  let total = 0;
  for (const [, count, unit] of text.matchAll(/(\d+)(ms|[smhdwy])/g))
    total += Number(count) * (unitMs[unit ?? 's'] ?? 0);
  return total;
}

/** A number as Go writes and reads it. */
export function toNumber(text: string): number {
  const lower = text.toLowerCase();
  if (lower.endsWith('inf')) return lower.startsWith('-') ? -Infinity : Infinity;
  return lower.endsWith('nan') ? Number.NaN : Number(text);
}

/** The text inside quotes; backquotes keep backslashes. */
export function unquote(text: string): string {
  const inside = text.slice(1, -1);
  if (text.startsWith('`')) return inside;
  return inside.replaceAll(
    /\\(.)/g,
    (_, letter: string) => ({ n: '\n', t: '\t', r: '\r' })[letter] ?? letter,
  );
}
