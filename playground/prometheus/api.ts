import type { Answered, Asked } from '../standin/exchange.ts';
import { evaluate, rangeAt } from './evaluate.ts';
import { durationMs } from './lexer.ts';
import { parse } from './parser.ts';
import { labelKey, type Labels, type SeriesStore } from './series.ts';
import { type Expr, ParseError, typeName, typeOf } from './syntax.ts';
import { ExecutionError } from './vector.ts';

/** A parameter that is not what it must be. */
class BadParameter extends Error {
  override readonly name = 'BadParameter';
}

/**
 * Answers the query API with the documented envelope: `success` with data, or `error` with its
 * type.
 */
export function answerQuery(store: SeriesStore, asked: Asked, now: () => number): Answered {
  const { pathname } = asked.url;
  if (asked.method !== 'GET' && asked.method !== 'POST')
    return { status: 405, headers: { allow: 'GET, OPTIONS, POST' }, body: 'Method Not Allowed\n' };
  const form = new URLSearchParams(asked.method === 'POST' ? asked.body.toString('utf8') : '');
  const parameter = (name: string) => form.get(name) ?? asked.url.searchParams.get(name) ?? '';
  try {
    const data =
      pathname === '/api/v1/query'
        ? instantData(store, parameter, now())
        : rangeData(store, parameter);
    return { status: 200, body: { status: 'success', data } };
  } catch (error) {
    if (error instanceof ParseError)
      return failure(400, 'bad_data', `invalid parameter "query": ${error.message}`);
    if (error instanceof BadParameter) return failure(400, 'bad_data', error.message);
    if (error instanceof ExecutionError) return failure(422, 'execution', error.message);
    throw error;
  }
}

function failure(status: number, errorType: string, error: string): Answered {
  return { status, body: { status: 'error', errorType, error } };
}

type Parameter = (name: string) => string;

function instantData(store: SeriesStore, parameter: Parameter, nowMs: number): object {
  const at = parameter('time') === '' ? nowMs : timeOf('time', parameter('time'));
  const expr = parse(parameter('query'));
  if (expr.kind === 'range') {
    const result = rangeAt(store, expr, at).map(({ labels, samples }) => ({
      metric: labels,
      values: samples.map(({ t, v }) => pair(t, v)),
    }));
    return { resultType: 'matrix', result: ordered(result) };
  }
  if (expr.kind === 'string') return { resultType: 'string', result: [at / 1000, expr.value] };
  const value = evaluate(store, expr, at);
  if (value.kind === 'scalar') return { resultType: 'scalar', result: pair(at, value.value) };
  return {
    resultType: 'vector',
    result: ordered(
      value.points.map((point) => ({ metric: point.labels, value: pair(at, point.value) })),
    ),
  };
}

function rangeData(store: SeriesStore, parameter: Parameter): object {
  const [start, end] = [timeOf('start', parameter('start')), timeOf('end', parameter('end'))];
  if (end < start)
    throw new BadParameter('invalid parameter "end": end timestamp must not be before start time');
  const step = stepOf(parameter('step'));
  if (step <= 0)
    throw new BadParameter(
      'invalid parameter "step": zero or negative query resolution step widths are not ' +
        'accepted. Try a positive integer',
    );
  if ((end - start) / step > 11_000)
    throw new BadParameter(
      'exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query ' +
        'resolution (?step=XX)',
    );
  const expr = parse(parameter('query'));
  const type = typeOf(expr);
  if (type === 'matrix' || type === 'string')
    throw new BadParameter(
      `invalid parameter "query": invalid expression type "${typeName[type]}" for range ` +
        'query, must be Scalar or instant Vector',
    );
  return { resultType: 'matrix', result: ordered(steps(store, expr, start, end, step)) };
}

function steps(
  store: SeriesStore,
  expr: Expr,
  start: number,
  end: number,
  step: number,
): { metric: Labels; values: [number, string][] }[] {
  const series = new Map<string, { metric: Labels; values: [number, string][] }>();
  for (let at = start; at <= end; at += step) {
    const value = evaluate(store, expr, at);
    const points = value.kind === 'scalar' ? [{ labels: {}, value: value.value }] : value.points;
    for (const point of points) {
      const key = labelKey(point.labels);
      const found = series.get(key) ?? { metric: point.labels, values: [] };
      found.values.push(pair(at, point.value));
      series.set(key, found);
    }
  }
  return [...series.values()];
}

function ordered<T extends { readonly metric: Labels }>(results: readonly T[]): T[] {
  return results.toSorted((a, b) => (labelKey(a.metric) < labelKey(b.metric) ? -1 : 1));
}

function timeOf(name: string, text: string): number {
  const ms = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text)
    ? Number(text) * 1000
    : /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text)
      ? Date.parse(text)
      : Number.NaN;
  if (Number.isNaN(ms))
    throw new BadParameter(
      `invalid parameter "${name}": cannot parse "${text}" to a valid timestamp`,
    );
  return Math.round(ms);
}

function stepOf(text: string): number {
  const ms = /^-?\d+(\.\d+)?$/.test(text)
    ? Number(text) * 1000
    : /^(\d+(ms|[smhdwy]))+$/.test(text)
      ? durationMs(text)
      : Number.NaN;
  if (Number.isNaN(ms))
    throw new BadParameter(`invalid parameter "step": cannot parse "${text}" to a valid duration`);
  return ms;
}

/** Values travel as text, written as Go writes them. */
function pair(ms: number, value: number): [number, string] {
  return [ms / 1000, goNumber(value)];
}

function goNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (Object.is(value, -0)) return '-0';
  return String(value).replace(/e([+-])(\d)$/, 'e$10$2');
}
