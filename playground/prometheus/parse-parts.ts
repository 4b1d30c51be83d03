import { unquote } from './lexer.ts';
import type { Reader } from './reader.ts';
import type { Matcher } from './syntax.ts';

/** Reads `(a, b)` after `by`, `on` and their like. */
export function parseLabels(reader: Reader): string[] {
  reader.expect('(');
  const labels: string[] = [];
  while (!reader.accept(')')) {
    if (labels.length > 0) reader.expect(',');
    if (reader.accept(')')) return labels;
    labels.push(labelName(reader));
  }
  return labels;
}

/** Reads the matchers of a selector up to its closing brace. */
export function parseMatchers(reader: Reader): Matcher[] {
  const matchers: Matcher[] = [];
  while (!reader.accept('}')) {
    if (matchers.length > 0) reader.expect(',');
    if (reader.accept('}')) return matchers;
    matchers.push(matcher(reader));
  }
  return matchers;
}

function matcher(reader: Reader): Matcher {
  const name = labelName(reader);
  const token = reader.take();
  const op = (['=', '!=', '=~', '!~'] as const).find((one) => one === token.text);
  if (op === undefined) throw reader.unexpected(token);
  const text = reader.take();
  if (text.kind !== 'string') throw reader.unexpected(text);
  const value = unquote(text.text);
  if (op.endsWith('~') && !compiles(value))
    throw reader.fail(text, `error parsing regexp: ${value}`);
  return { name, op, value };
}

function labelName(reader: Reader): string {
  const token = reader.take();
  if (token.kind !== 'identifier' || token.text.includes(':')) throw reader.unexpected(token);
  return token.text;
}

function compiles(pattern: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, 's') instanceof RegExp;
  } catch {
    return false;
  }
}
