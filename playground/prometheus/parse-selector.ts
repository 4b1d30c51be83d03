import { durationMs, type Token } from './lexer.ts';
import { parseMatchers } from './parse-parts.ts';
import type { Reader } from './reader.ts';
import type { Expr } from './syntax.ts';

/** Reads the matchers of a selector; one that would take every series is refused. */
export function parseSelector(reader: Reader, at: Token, name: string | undefined): Expr {
  const inside = reader.accept('{') ? parseMatchers(reader) : [];
  if (name !== undefined && inside.some((one) => one.name === '__name__'))
    throw reader.fail(at, `metric name must not be set twice: "${name}"`);
  const matchers =
    name === undefined ? inside : [{ name: '__name__', op: '=' as const, value: name }, ...inside];
  const selective = matchers.some(
    ({ op, value }) =>
      (op === '=' && value !== '') ||
      (op === '!=' && value === '') ||
      (op === '=~' && !new RegExp(`^(?:${value})$`).test('')) ||
      (op === '!~' && new RegExp(`^(?:${value})$`).test('')),
  );
  if (!selective)
    throw reader.fail(at, 'vector selector must contain at least one non-empty matcher');
  return { kind: 'selector', matchers, offsetMs: 0 };
}

/** Reads the range and the offset after an expression, if there are any. */
export function parsePostfix(reader: Reader, inner: Expr): Expr {
  let expr = inner;
  if (reader.peek().text === '[' && reader.peek().kind === 'symbol') {
    const bracket = reader.take();
    if (expr.kind !== 'selector')
      throw reader.fail(bracket, 'ranges only allowed for vector selectors');
    expr = { kind: 'range', selector: expr, rangeMs: duration(reader) };
    reader.expect(']');
  }
  if (reader.accept('offset')) {
    const back = reader.accept('-') ? -1 : 1;
    const offsetMs = back * duration(reader);
    if (expr.kind === 'selector') return { ...expr, offsetMs };
    if (expr.kind === 'range') return { ...expr, selector: { ...expr.selector, offsetMs } };
    throw reader.fail(
      reader.peek(),
      'offset modifier must be preceded by an instant vector selector or range vector selector ' +
        'or a subquery',
    );
  }
  return expr;
}

function duration(reader: Reader): number {
  const token = reader.take();
  if (token.kind !== 'duration')
    throw token.kind === 'number'
      ? reader.fail(token, `bad number or duration syntax: "${token.text}"`)
      : reader.unexpected(token);
  const ms = durationMs(token.text);
  if (ms === 0) throw reader.fail(token, 'duration must be greater than 0');
  return ms;
}
