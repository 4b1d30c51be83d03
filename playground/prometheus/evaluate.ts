import { operate } from './binary.ts';
import { histogramQuantile } from './histogram.ts';
import { rangeFunctions } from './range-functions.ts';
import { relabelled } from './relabel.ts';
import { labelKey, type Sample, type SeriesStore } from './series.ts';
import type { AggregateOp, Expr, Selector } from './syntax.ts';
import { only, type Point, type Value, vector, without } from './vector.ts';

/** A series silent for longer than this has no value. */
const lookbackMs = 5 * 60_000;

/**
 * Evaluates a checked expression at one time. A bare range is not a value at one time; `rangeAt`
 * shows it.
 */
export function evaluate(store: SeriesStore, expr: Expr, atMs: number): Value {
  switch (expr.kind) {
    case 'number':
      return { kind: 'scalar', value: expr.value };
    case 'selector':
      return vector(instant(store, expr, atMs));
    case 'negate':
      return mapped(evaluate(store, expr.of, atMs), (value) => -value);
    case 'aggregate':
      return aggregate(store, expr, atMs);
    case 'binary':
      return operate(expr, evaluate(store, expr.left, atMs), evaluate(store, expr.right, atMs));
    case 'call':
      return call(store, expr.name, expr.args, atMs);
    case 'range':
    case 'string':
  }
  throw new Error(`a ${expr.kind} has no single value`);
}

/** The samples of a range selector, series by series. */
export function rangeAt(
  store: SeriesStore,
  expr: Extract<Expr, { kind: 'range' }>,
  atMs: number,
): { labels: Point['labels']; samples: Sample[]; startMs: number; endMs: number }[] {
  const endMs = atMs - expr.selector.offsetMs;
  const startMs = endMs - expr.rangeMs;
  return store.select(expr.selector.matchers).flatMap(({ labels, samples }) => {
    const inside = samples.filter(({ t, stale }) => t >= startMs && t <= endMs && stale !== true);
    return inside.length === 0 ? [] : [{ labels, samples: inside, startMs, endMs }];
  });
}

function instant(
  store: SeriesStore,
  { matchers, offsetMs }: Selector,
  atMs: number,
  valueOf: (sample: Sample) => number = ({ v }) => v,
): Point[] {
  const at = atMs - offsetMs;
  return store.select(matchers).flatMap(({ labels, samples }) => {
    const last = samples.findLast(({ t }) => t <= at);
    return last === undefined || last.stale === true || last.t <= at - lookbackMs
      ? []
      : [{ labels, value: valueOf(last) }];
  });
}

function call(store: SeriesStore, name: string, args: readonly Expr[], atMs: number): Value {
  const [first, second] = args;
  const over = rangeFunctions[name];
  if (over !== undefined && first?.kind === 'range') {
    return vector(
      rangeAt(store, first, atMs).flatMap(({ labels, ...window }) => {
        const value = over(window);
        return value === undefined
          ? []
          : [{ labels: name === 'last_over_time' ? labels : without(labels, ['__name__']), value }];
      }),
    );
  }
  if (first === undefined) return { kind: 'scalar', value: atMs / 1000 };
  if (name === 'timestamp' && first.kind === 'selector')
    return mapped(vector(instant(store, first, atMs, ({ t }) => t / 1000)), (value) => value);
  const value = evaluate(store, first, atMs);
  if (name === 'label_replace') return relabelled(pointsOf(value), args.slice(1).map(textOf));
  const other = second === undefined ? value : evaluate(store, second, atMs);
  switch (name) {
    case 'histogram_quantile':
      return histogramQuantile(scalarOf(value), pointsOf(other));
    case 'clamp_min':
      return mapped(value, (one) => Math.max(one, scalarOf(other)));
    case 'clamp_max':
      return mapped(value, (one) => Math.min(one, scalarOf(other)));
    case 'vector':
      return { kind: 'vector', points: [{ labels: {}, value: scalarOf(value) }] };
    case 'scalar':
      return {
        kind: 'scalar',
        value:
          pointsOf(value).length === 1 ? (pointsOf(value)[0]?.value ?? Number.NaN) : Number.NaN,
      };
    case 'timestamp':
      return mapped(value, () => atMs / 1000);
    case 'absent':
      return pointsOf(value).length > 0
        ? vector([])
        : vector([{ labels: absentLabels(first), value: 1 }]);
    default:
      return mapped(value, name === 'abs' ? Math.abs : name === 'ceil' ? Math.ceil : Math.floor);
  }
}

/** What is absent is named by the labels the query fixed. */
function absentLabels(expr: Expr): Point['labels'] {
  if (expr.kind !== 'selector') return {};
  return Object.fromEntries(
    expr.matchers.flatMap(({ name, op, value }) =>
      op === '=' && name !== '__name__' ? [[name, value]] : [],
    ),
  );
}

function aggregate(
  store: SeriesStore,
  { op, labels, without: dropping, parameter, of }: Extract<Expr, { kind: 'aggregate' }>,
  atMs: number,
): Value {
  const points = pointsOf(evaluate(store, of, atMs));
  const groupOf = (point: Point) =>
    dropping ? without(point.labels, [...labels, '__name__']) : only(point.labels, labels);
  const groups = Map.groupBy(points, (point) => labelKey(groupOf(point)));
  if (op === 'topk') {
    const most = parameter ? scalarOf(evaluate(store, parameter, atMs)) : 0;
    return vector([...groups.values()].flatMap((group) => highest(group, most)));
  }
  return vector(
    [...groups.values()].flatMap((group) =>
      group[0] === undefined
        ? []
        : [{ labels: groupOf(group[0]), value: aggregates[op](group.map(({ value }) => value)) }],
    ),
  );
}

/** Series keep all their labels; what is no number comes last. */
function highest(points: readonly Point[], most: number): readonly Point[] {
  const rank = ({ value }: Point) => (Number.isNaN(value) ? -Infinity : value);
  return points.toSorted((a, b) => rank(b) - rank(a)).slice(0, Math.max(0, Math.floor(most)));
}

const aggregates: Readonly<
  Record<Exclude<AggregateOp, 'topk'>, (values: readonly number[]) => number>
> = {
  sum: (values) => values.reduce((a, b) => a + b, 0),
  avg: (values) => values.reduce((a, b) => a + b, 0) / values.length,
  min: (values) => values.reduce((a, b) => (b < a || Number.isNaN(a) ? b : a), Number.NaN),
  max: (values) => values.reduce((a, b) => (b > a || Number.isNaN(a) ? b : a), Number.NaN),
  count: (values) => values.length,
};

function mapped(value: Value, change: (value: number) => number): Value {
  if (value.kind === 'scalar') return { kind: 'scalar', value: change(value.value) };
  return vector(
    value.points.map((point) => ({
      labels: without(point.labels, ['__name__']),
      value: change(point.value),
    })),
  );
}

function pointsOf(value: Value): readonly Point[] {
  return value.kind === 'vector' ? value.points : [];
}

function textOf(expr: Expr): string {
  return expr.kind === 'string' ? expr.value : '';
}

function scalarOf(value: Value): number {
  return value.kind === 'scalar' ? value.value : Number.NaN;
}
