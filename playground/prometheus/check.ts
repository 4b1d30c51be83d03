import type { Token } from './lexer.ts';
import type { Reader } from './reader.ts';
import { type Expr, isComparison, isSetOp, typeName, typeOf, type ValueType } from './syntax.ts';

/** Refuses operators between things they do not work on, in Prometheus's own words. */
export function checkBinary(
  reader: Reader,
  at: Token,
  expr: Extract<Expr, { kind: 'binary' }>,
  matched: boolean,
): Expr {
  const [left, right] = [typeOf(expr.left), typeOf(expr.right)];
  const compares = isComparison(expr.op);
  if (isNoOperand(left) || isNoOperand(right))
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

/** Refuses an argument of another type than is wanted there. */
export function checkType(
  reader: Reader,
  at: Token,
  expr: Expr,
  wanted: ValueType,
  where: string,
): void {
  const type = typeOf(expr);
  if (type !== wanted)
    throw reader.fail(at, `expected type ${typeName[wanted]} in ${where}, got ${typeName[type]}`);
}

function isNoOperand(type: ValueType): boolean {
  return type === 'matrix' || type === 'string';
}
