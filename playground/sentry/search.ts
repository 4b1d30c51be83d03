/** A query Sentry would refuse with 400; the message is its `detail`. */
export class InvalidSearchQuery extends Error {
  override readonly name = 'InvalidSearchQuery';
}

/**
 * One condition of a search: a key compared with values, free text, or several conditions together.
 */
export type Search =
  | {
      readonly kind: 'filter';
      readonly key: string;
      readonly negated: boolean;
      readonly operator: Operator;
      readonly values: readonly string[];
    }
  | { readonly kind: 'text'; readonly text: string; readonly negated: boolean }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Search[] };

type Operator = '=' | '>' | '>=' | '<' | '<=';
type Token =
  | { readonly kind: '(' | ')' | 'and' | 'or' }
  | { readonly kind: 'condition'; readonly search: Search };

const condition =
  /(!)?([A-Za-z0-9_.-]+|[a-z_]+\([^()]*\)):(>=|<=|>|<)?("(?:[^"\\]|\\.)*"|\[[^\]]*\]|[^\s()"]+)/y;
const word = /(!)?("(?:[^"\\]|\\.)*"|[^\s()":]+)/y;

/**
 * Parses the search syntax of issues and events. Issue search refuses AND, OR and parentheses, as
 * Sentry's does.
 */
export function parseSearch(query: string, booleans: 'allowed' | 'refused'): Search {
  const tokens = tokenize(query);
  if (booleans === 'refused' && tokens.some((token) => token.kind !== 'condition')) {
    throw new InvalidSearchQuery(
      'Error parsing search query: Boolean statements containing "OR" or "AND" are not ' +
        'supported in this search',
    );
  }
  const reader = { tokens, at: 0 };
  const search = readOr(reader);
  if (reader.at < tokens.length) throw unparsable(query, 0);
  return search;
}

type Reader = { readonly tokens: readonly Token[]; at: number };

function readOr(reader: Reader): Search {
  const of = [readAnd(reader)];
  while (reader.tokens[reader.at]?.kind === 'or') {
    reader.at += 1;
    of.push(readAnd(reader));
  }
  return of.length === 1 && of[0] !== undefined ? of[0] : { kind: 'or', of };
}

function readAnd(reader: Reader): Search {
  const of: Search[] = [];
  for (;;) {
    const token = reader.tokens[reader.at];
    if (token === undefined || token.kind === 'or' || token.kind === ')')
      return { kind: 'and', of };
    reader.at += 1;
    if (token.kind === 'condition') of.push(token.search);
    if (token.kind !== '(') continue;
    of.push(readOr(reader));
    if (reader.tokens[reader.at]?.kind !== ')') throw unparsable('(', 0);
    reader.at += 1;
  }
}

function tokenize(query: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < query.length) {
    const rest = query.slice(at);
    const skipped =
      /^\s+/.exec(rest)?.[0] ?? /^(?:AND|OR)(?=[\s(]|$)/.exec(rest)?.[0] ?? /^[()]/.exec(rest)?.[0];
    if (skipped !== undefined) {
      const kind = skipped.trim().toLowerCase();
      if (kind === '(' || kind === ')' || kind === 'and' || kind === 'or') tokens.push({ kind });
      at += skipped.length;
      continue;
    }
    const found = match(condition, query, at) ?? match(word, query, at);
    if (found === undefined) throw unparsable(rest, at);
    tokens.push({ kind: 'condition', search: found.search });
    at = found.end;
  }
  return tokens;
}

function match(
  pattern: RegExp,
  query: string,
  at: number,
): { search: Search; end: number } | undefined {
  pattern.lastIndex = at;
  const found = pattern.exec(query);
  if (found === null) return undefined;
  const end = pattern.lastIndex;
  const next = query[end];
  if (next !== undefined && !/[\s()]/.test(next)) return undefined;
  const negated = found[1] === '!';
  if (pattern === word)
    return { search: { kind: 'text', text: unquote(found[2] ?? ''), negated }, end };
  const operator = operators.find((one) => one === found[3]) ?? '=';
  return {
    search: {
      kind: 'filter',
      key: found[2] ?? '',
      negated,
      operator,
      values: valuesOf(found[4] ?? ''),
    },
    end,
  };
}

const operators = ['>=', '<=', '>', '<'] as const;

function valuesOf(text: string): string[] {
  if (!text.startsWith('[')) return [unquote(text)];
  const inside = text.slice(1, -1).match(/"(?:[^"\\]|\\.)*"|[^,\s]+/g) ?? [];
  return inside.map(unquote);
}

function unquote(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replaceAll(/\\(.)/g, '$1') : text;
}

function unparsable(rest: string, at: number): InvalidSearchQuery {
  const near = rest.slice(0, 5);
  return new InvalidSearchQuery(
    `Error parsing search query: Parse error at '${near}' (column ${at + 1}). This is ` +
      'commonly caused by unmatched parentheses. Enclose any text in double quotes.',
  );
}

/** Compares a stored text with a search value; `*` stands for anything. */
export function sameText(stored: string, wanted: string): boolean {
  if (!wanted.includes('*')) return stored === wanted;
  const pattern = wanted
    .split('*')
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${pattern}$`, 'is').test(stored);
}

/** Compares numbers and times by the operator of a condition. */
export function inOrder(stored: number, operator: Operator, wanted: number): boolean {
  return comparisons[operator](stored, wanted);
}

const comparisons: Readonly<Record<Operator, (stored: number, wanted: number) => boolean>> = {
  '=': (stored, wanted) => stored === wanted,
  '>': (stored, wanted) => stored > wanted,
  '>=': (stored, wanted) => stored >= wanted,
  '<': (stored, wanted) => stored < wanted,
  '<=': (stored, wanted) => stored <= wanted,
};
