import { durationMs, lex, parseError, type Token, toNumber } from './lexer.ts';
import { parseLabels, parseMatchers, type Reader } from './parse-parts.ts';
import {
  aggregateOps,
  type AggregateOp,
  type BinaryOp,
  type Expr,
  isArithmetic,
  isComparison,
  isSetOp,
  type Matching,
  ParseError,
  precedence,
  signatures,
  typeName,
  typeOf,
  type ValueType,
} from './syntax.ts';

/** Parses and checks a query, refusing everything outside the offered part of PromQL. */
export function parse(query: string): Expr {
  if (query.trim() === '')
    throw new ParseError('unknown position: parse error: no expression found in input');
  const reader = readerOf(query);
  const expr = parseBinary(reader, 1);
  const rest = reader.peek();
  if (rest.kind !== 'end') throw reader.unexpected(rest);
  return expr;
}

function readerOf(query: string): Reader {
  const tokens = lex(query);
  const end: Token = { kind: 'end', text: '', at: query.length };
  let at = 0;
  const peek = () => tokens[at] ?? end;
  const fail = (token: Token, why: string) => parseError(query, token.at, why);
  const unexpected = (token: Token) =>
    fail(
      token,
      token.kind === 'end'
        ? 'unexpected end of input'
        : `unexpected ${token.kind} "${token.text.replaceAll('"', '\\"')}"`,
    );
  const take = () => {
    const token = peek();
    at += 1;
    return token;
  };
  const accept = (text: string) => {
    const found = peek().kind !== 'string' && peek().text === text;
    if (found) at += 1;
    return found;
  };
  const expect = (text: string) => {
    if (!accept(text)) throw unexpected(peek());
  };
  return { peek, take, accept, expect, fail, unexpected };
}

function parseBinary(reader: Reader, least: number): Expr {
  let left = parseUnary(reader);
  for (;;) {
    const token = reader.peek();
    const binding = token.kind === 'string' ? 0 : precedence(token.text.toLowerCase());
    if (binding === 0 || binding < least) return left;
    reader.take();
    const bool = reader.accept('bool');
    const matching = parseMatching(reader);
    const op = operatorOf(reader, token);
    const right = parseBinary(reader, op === '^' ? binding : binding + 1);
    left = checkBinary(
      reader,
      token,
      {
        kind: 'binary',
        op,
        bool,
        matching: matching ?? { on: false, labels: [], group: null, include: [] },
        left,
        right,
      },
      matching !== undefined,
    );
  }
}

function operatorOf(reader: Reader, token: Token): BinaryOp {
  const op = token.text.toLowerCase();
  if (isSetOp(op) || isComparison(op) || isArithmetic(op)) return op;
  throw reader.unexpected(token);
}

function parseMatching(reader: Reader): Matching | undefined {
  const on = reader.accept('on');
  if (!on && !reader.accept('ignoring')) return undefined;
  const labels = parseLabels(reader);
  const group = reader.accept('group_left')
    ? 'left'
    : reader.accept('group_right')
      ? 'right'
      : null;
  const include = group !== null && reader.peek().text === '(' ? parseLabels(reader) : [];
  return { on, labels, group, include };
}

function checkBinary(
  reader: Reader,
  at: Token,
  expr: Extract<Expr, { kind: 'binary' }>,
  matched: boolean,
): Expr {
  const [left, right] = [typeOf(expr.left), typeOf(expr.right)];
  const compares = isComparison(expr.op);
  if (left === 'matrix' || right === 'matrix')
    throw reader.fail(at, 'binary expression must contain only scalar and instant vector types');
  if (expr.bool && !compares)
    throw reader.fail(at, 'bool modifier can only be used on comparison operators');
  if (compares && !expr.bool && left === 'scalar' && right === 'scalar')
    throw reader.fail(at, 'comparisons between scalars must use BOOL modifier');
  if (isSetOp(expr.op) && (left === 'scalar' || right === 'scalar'))
    throw reader.fail(at, `set operator "${expr.op}" not allowed in binary scalar expression`);
  if (isSetOp(expr.op) && expr.matching.group !== null)
    throw reader.fail(at, `no grouping allowed for "${expr.op}" operation`);
  if (matched && (left === 'scalar' || right === 'scalar'))
    throw reader.fail(at, 'vector matching only allowed between instant vectors');
  return expr;
}

function parseUnary(reader: Reader): Expr {
  const token = reader.peek();
  if (reader.accept('+')) return parseBinary(reader, 6);
  if (!reader.accept('-')) return parsePostfix(reader, parsePrimary(reader));
  const of = parseBinary(reader, 6);
  if (typeOf(of) === 'matrix')
    throw reader.fail(
      token,
      'unary expression only allowed on expressions of type scalar or instant vector, got "range vector"',
    );
  return of.kind === 'number' ? { kind: 'number', value: -of.value } : { kind: 'negate', of };
}

function parsePrimary(reader: Reader): Expr {
  const token = reader.peek();
  if (token.text === '{' && token.kind === 'symbol') return selector(reader, token, undefined);
  reader.take();
  if (token.kind === 'number') return { kind: 'number', value: toNumber(token.text) };
  if (token.text === '(' && token.kind === 'symbol') {
    const inside = parseBinary(reader, 1);
    reader.expect(')');
    return inside;
  }
  if (token.kind !== 'identifier') throw reader.unexpected(token);
  const op = aggregateOps.find((one) => one === token.text.toLowerCase());
  if (op !== undefined && ['(', 'by', 'without'].includes(reader.peek().text))
    return parseAggregate(reader, op);
  return reader.peek().text === '('
    ? parseCall(reader, token)
    : selector(reader, token, token.text);
}

function selector(reader: Reader, at: Token, name: string | undefined): Expr {
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

function parsePostfix(reader: Reader, inner: Expr): Expr {
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
      'offset modifier must be preceded by an instant vector selector or range vector selector or a subquery',
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

function parseAggregate(reader: Reader, op: AggregateOp): Expr {
  const before = grouping(reader);
  const open = reader.peek();
  reader.expect('(');
  const of = parseBinary(reader, 1);
  reader.expect(')');
  checkType(reader, open, of, 'vector', 'aggregation expression');
  return {
    kind: 'aggregate',
    op,
    of,
    ...(before ?? grouping(reader) ?? { without: false, labels: [] }),
  };
}

function grouping(reader: Reader): { without: boolean; labels: string[] } | undefined {
  const without = reader.accept('without');
  return without || reader.accept('by') ? { without, labels: parseLabels(reader) } : undefined;
}

function parseCall(reader: Reader, name: Token): Expr {
  const signature = Object.hasOwn(signatures, name.text) ? signatures[name.text] : undefined;
  if (signature === undefined) throw reader.fail(name, `unknown function with name "${name.text}"`);
  reader.expect('(');
  const args: Expr[] = [];
  while (reader.peek().text !== ')' || reader.peek().kind !== 'symbol') {
    if (args.length > 0) reader.expect(',');
    args.push(parseBinary(reader, 1));
  }
  reader.expect(')');
  if (args.length !== signature.length)
    throw reader.fail(
      name,
      `expected ${signature.length} argument(s) in call to "${name.text}", got ${args.length}`,
    );
  args.forEach((arg, at) =>
    checkType(reader, name, arg, signature[at] ?? 'vector', `call to function "${name.text}"`),
  );
  return { kind: 'call', name: name.text, args };
}

function checkType(reader: Reader, at: Token, expr: Expr, wanted: ValueType, where: string): void {
  const type = typeOf(expr);
  if (type !== wanted)
    throw reader.fail(at, `expected type ${typeName[wanted]} in ${where}, got ${typeName[type]}`);
}
