/**
 * A query that does not parse, or uses what this server does not offer: `bad_data` for whoever
 * asked.
 */
export class ParseError extends Error {
  override readonly name = 'ParseError';
}

/** How a label is compared; regular expressions match whole values. */
export type Matcher = {
  readonly name: string;
  readonly op: '=' | '!=' | '=~' | '!~';
  readonly value: string;
};

export type Selector = {
  readonly kind: 'selector';
  readonly matchers: readonly Matcher[];
  readonly offsetMs: number;
};

/** Which labels pair the two sides of an operation, and which side may have many. */
export type Matching = {
  readonly on: boolean;
  readonly labels: readonly string[];
  readonly group: 'left' | 'right' | null;
  readonly include: readonly string[];
};

/** The part of PromQL this server speaks. */
export type Expr =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | Selector
  | { readonly kind: 'range'; readonly selector: Selector; readonly rangeMs: number }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expr[] }
  | {
      readonly kind: 'aggregate';
      readonly op: AggregateOp;
      readonly without: boolean;
      readonly labels: readonly string[];
      /** How many `topk` keeps. */
      readonly parameter: Expr | null;
      readonly of: Expr;
    }
  | {
      readonly kind: 'binary';
      readonly op: BinaryOp;
      readonly bool: boolean;
      readonly matching: Matching;
      readonly left: Expr;
      readonly right: Expr;
    }
  | { readonly kind: 'negate'; readonly of: Expr };

export const aggregateOps = ['sum', 'avg', 'min', 'max', 'count', 'topk'] as const;
export type AggregateOp = (typeof aggregateOps)[number];

const setOps = ['and', 'or', 'unless'] as const;
const comparisonOps = ['==', '!=', '<=', '<', '>=', '>'] as const;
const arithmeticOps = ['+', '-', '*', '/', '%', '^'] as const;
export type SetOp = (typeof setOps)[number];
export type ComparisonOp = (typeof comparisonOps)[number];
export type ArithmeticOp = (typeof arithmeticOps)[number];
export type BinaryOp = SetOp | ComparisonOp | ArithmeticOp;

export const isSetOp = (op: string): op is SetOp => setOps.some((one) => one === op);
export const isComparison = (op: string): op is ComparisonOp =>
  comparisonOps.some((one) => one === op);
export const isArithmetic = (op: string): op is ArithmeticOp =>
  arithmeticOps.some((one) => one === op);

/** How tightly an operator binds; 0 for what is no operator. */
export function precedence(op: string): number {
  if (op === 'or') return 1;
  if (isSetOp(op)) return 2;
  if (isComparison(op)) return 3;
  if (op === '+' || op === '-') return 4;
  if (op === '^') return 6;
  return isArithmetic(op) ? 5 : 0;
}

/** What an expression yields. */
export type ValueType = 'scalar' | 'vector' | 'matrix' | 'string';

/** The functions offered: what they take. */
export const signatures: Readonly<Record<string, readonly ValueType[]>> = {
  rate: ['matrix'],
  increase: ['matrix'],
  delta: ['matrix'],
  irate: ['matrix'],
  avg_over_time: ['matrix'],
  min_over_time: ['matrix'],
  max_over_time: ['matrix'],
  sum_over_time: ['matrix'],
  count_over_time: ['matrix'],
  last_over_time: ['matrix'],
  histogram_quantile: ['scalar', 'vector'],
  abs: ['vector'],
  ceil: ['vector'],
  floor: ['vector'],
  clamp_min: ['vector', 'scalar'],
  clamp_max: ['vector', 'scalar'],
  absent: ['vector'],
  timestamp: ['vector'],
  label_replace: ['vector', 'string', 'string', 'string', 'string'],
  vector: ['scalar'],
  scalar: ['vector'],
  time: [],
};

/** The type of an expression that has been checked. */
export function typeOf(expr: Expr): ValueType {
  switch (expr.kind) {
    case 'number':
      return 'scalar';
    case 'string':
      return 'string';
    case 'range':
      return 'matrix';
    case 'call':
      return expr.name === 'time' || expr.name === 'scalar' ? 'scalar' : 'vector';
    case 'negate':
      return typeOf(expr.of);
    case 'binary':
      return typeOf(expr.left) === 'scalar' && typeOf(expr.right) === 'scalar'
        ? 'scalar'
        : 'vector';
    case 'selector':
    case 'aggregate':
  }
  return 'vector';
}

/** What Prometheus calls the types in its messages. */
export const typeName: Readonly<Record<ValueType, string>> = {
  scalar: 'scalar',
  vector: 'instant vector',
  matrix: 'range vector',
  string: 'string',
};
