import { labelKey, type Labels } from './series.ts';
import {
  type ArithmeticOp,
  type BinaryOp,
  type ComparisonOp,
  isComparison,
  isSetOp,
  type Matching,
  type SetOp,
} from './syntax.ts';
import {
  ExecutionError,
  only,
  type Point,
  printed,
  type Value,
  vector,
  without,
} from './vector.ts';

/** An operation between two values, with its matching. */
export type Operation = {
  readonly op: BinaryOp;
  readonly bool: boolean;
  readonly matching: Matching;
};

/** Carries out one operation. */
export function operate(operation: Operation, left: Value, right: Value): Value {
  const { op, bool } = operation;
  if (isSetOp(op)) return sets(op, operation.matching, pointsOf(left), pointsOf(right));
  const one = (a: number, b: number, kept: number) => apply(op, bool, a, b, kept);
  if (left.kind === 'scalar' && right.kind === 'scalar')
    return { kind: 'scalar', value: one(left.value, right.value, left.value) ?? Number.NaN };
  if (left.kind === 'scalar')
    return withScalar(operation, pointsOf(right), (value) => one(left.value, value, value));
  if (right.kind === 'scalar')
    return withScalar(operation, left.points, (value) => one(value, right.value, value));
  return pairs(operation, left.points, right.points);
}

/** The result of one pair; a comparison without `bool` keeps or drops. */
function apply(
  op: Exclude<BinaryOp, SetOp>,
  bool: boolean,
  a: number,
  b: number,
  kept: number,
): number | undefined {
  if (!isComparison(op)) return arithmetic[op](a, b);
  const holds = comparison[op](a, b);
  if (bool) return holds ? 1 : 0;
  return holds ? kept : undefined;
}

const arithmetic: Readonly<Record<ArithmeticOp, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '^': (a, b) => a ** b,
};

const comparison: Readonly<Record<ComparisonOp, (a: number, b: number) => boolean>> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

const keepsName = ({ op, bool }: Operation) => isComparison(op) && !bool;

function withScalar(
  operation: Operation,
  points: readonly Point[],
  one: (value: number) => number | undefined,
): Value {
  return vector(
    points.flatMap(({ labels, value }) => {
      const result = one(value);
      return result === undefined
        ? []
        : [
            {
              labels: keepsName(operation) ? labels : without(labels, ['__name__']),
              value: result,
            },
          ];
    }),
  );
}

function pairs(operation: Operation, left: readonly Point[], right: readonly Point[]): Value {
  const { op, bool, matching } = operation;
  if (isSetOp(op)) return sets(op, matching, left, right);
  const swapped = matching.group === 'right';
  const [many, single] = swapped ? [right, left] : [left, right];
  const singles = uniqueBy(single, matching, swapped ? 'left' : 'right');
  const used = new Set<string>();
  const points = many.flatMap((point) => {
    const partner = singles.get(signature(point.labels, matching));
    if (partner === undefined) return [];
    const [a, b] = swapped ? [partner.value, point.value] : [point.value, partner.value];
    const value = apply(op, bool, a, b, a);
    if (value === undefined) return [];
    const labels = resultLabels(operation, point.labels, partner.labels);
    const taken = labelKey(
      matching.group === null ? { key: signature(point.labels, matching) } : labels,
    );
    if (used.has(taken)) {
      const why =
        matching.group === null
          ? 'many-to-one matching must be explicit (group_left/group_right)'
          : 'grouping labels must ensure unique matches';
      throw new ExecutionError(`multiple matches for labels: ${why}`);
    }
    used.add(taken);
    return [{ labels, value }];
  });
  return vector(points);
}

function uniqueBy(points: readonly Point[], matching: Matching, side: string): Map<string, Point> {
  const found = new Map<string, Point>();
  for (const point of points) {
    const key = signature(point.labels, matching);
    const other = found.get(key);
    if (other !== undefined) {
      const group = printed(matched(point.labels, matching));
      throw new ExecutionError(
        `found duplicate series for the match group ${group} on the ${side} hand-side of the ` +
          `operation: [${printed(point.labels)}, ${printed(other.labels)}];many-to-many ` +
          'matching not allowed: matching labels must be unique on one side',
      );
    }
    found.set(key, point);
  }
  return found;
}

function matched(labels: Labels, { on, labels: names }: Matching): Labels {
  return on ? only(labels, names) : without(labels, [...names, '__name__']);
}

function signature(labels: Labels, matching: Matching): string {
  return labelKey(matched(labels, matching));
}

function resultLabels(operation: Operation, many: Labels, single: Labels): Labels {
  const { matching } = operation;
  const named = keepsName(operation) ? many : without(many, ['__name__']);
  if (matching.group !== null)
    return { ...without(named, matching.include), ...only(single, matching.include) };
  return matching.on ? only(named, matching.labels) : without(named, matching.labels);
}

function sets(
  op: SetOp,
  matching: Matching,
  left: readonly Point[],
  right: readonly Point[],
): Value {
  const [inLeft, inRight] = [left, right].map(
    (side) => new Set(side.map(({ labels }) => signature(labels, matching))),
  );
  if (op === 'or')
    return vector([
      ...left,
      ...right.filter(({ labels }) => !inLeft?.has(signature(labels, matching))),
    ]);
  return vector(
    left.filter(
      ({ labels }) => (inRight?.has(signature(labels, matching)) ?? false) === (op === 'and'),
    ),
  );
}

function pointsOf(value: Value): readonly Point[] {
  return value.kind === 'vector' ? value.points : [];
}
