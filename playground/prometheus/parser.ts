import { checkBinary, checkType } from './check.ts';
import { type Token, toNumber, unquote } from './lexer.ts';
import { parseLabels } from './parse-parts.ts';
import { parsePostfix, parseSelector } from './parse-selector.ts';
import { type Reader, readerOf } from './reader.ts';
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

function parseUnary(reader: Reader): Expr {
  const token = reader.peek();
  if (reader.accept('+')) return parseBinary(reader, 6);
  if (!reader.accept('-')) return parsePostfix(reader, parsePrimary(reader));
  const of = parseBinary(reader, 6);
  const type = typeOf(of);
  if (type === 'matrix' || type === 'string')
    throw reader.fail(
      token,
      'unary expression only allowed on expressions of type scalar or instant vector, ' +
        `got "${typeName[type]}"`,
    );
  return of.kind === 'number' ? { kind: 'number', value: -of.value } : { kind: 'negate', of };
}

function parsePrimary(reader: Reader): Expr {
  const token = reader.peek();
  if (token.text === '{' && token.kind === 'symbol') return parseSelector(reader, token, undefined);
  reader.take();
  if (token.kind === 'number') return { kind: 'number', value: toNumber(token.text) };
  if (token.kind === 'string') return { kind: 'string', value: unquote(token.text) };
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
    : parseSelector(reader, token, token.text);
}

function parseAggregate(reader: Reader, op: AggregateOp): Expr {
  const before = grouping(reader);
  const open = reader.peek();
  reader.expect('(');
  const parameter = op === 'topk' ? parseBinary(reader, 1) : null;
  if (parameter) reader.expect(',');
  const of = parseBinary(reader, 1);
  reader.expect(')');
  if (parameter) checkType(reader, open, parameter, 'scalar', 'aggregation parameter');
  checkType(reader, open, of, 'vector', 'aggregation expression');
  return {
    kind: 'aggregate',
    op,
    parameter,
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
