/**
 * # src/adapters/prometheus
 *
 * Prometheus behind the port `Meter`. Decides which answer is a value, and which is missing and
 * why.
 */

/**
 * How far back a series may have been seen before, to count as known: scraping may fail for hours,
 * and what comes back then shows all that it counted in its life.
 */
export const seenWithin = '1d';

/**
 * How much the counters of a selector grew in a window, all together or by the given labels. Client
 * libraries make a series at its first event, so one that was not there before the window has grown
 * by all it shows: to Prometheus it has not grown at all.
 */
export function growthOf(selector: string, window: string, by = ''): string {
  const before = `last_over_time(${selector}[${seenWithin}] offset ${window})`;
  const known = `(increase(${selector}[${window}]) and ${before})`;
  const born = `(max_over_time(${selector}[${window}]) unless ${before})`;
  return `sum${by}(${known} or ${born})`;
}

const unitSeconds: Readonly<Record<string, number>> = {
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3_600,
  d: 86_400,
  w: 604_800,
  y: 31_536_000,
};

const opening = /\bsum\s*(?<by>by\s*\([^()]*\)\s*)?\(\s*(?<how>rate|increase)\s*\(\s*$/;
const closing = /^\s*\[(?<window>(?:\d+(?:ms|[smhdwy]))+)\]\s*\)\s*\)(?<by>\s*by\s*\([^()]*\))?/;

/**
 * The same query with every sum of rates or increases of these selectors counted so that the first
 * event of a series counts, too. Those of `never` have no series because nothing happened: nought.
 */
export function withBirths(
  query: string,
  selectors: readonly string[],
  never: readonly string[] = [],
): string {
  return selectors.reduce((text, selector) => {
    const [first = '', ...rest] = text.split(selector);
    return rest.reduce((done, after) => {
      const [before, behind] = [opening.exec(done), closing.exec(after)];
      const window = behind?.groups?.['window'];
      if (!before || !behind || window === undefined) return done + selector + after;
      const by = (before.groups?.['by'] ?? behind.groups?.['by'] ?? '').trim();
      const counted = growthOf(selector, window, by === '' ? '' : ` ${by} `);
      const isNever = by === '' && never.includes(selector);
      const each = before.groups?.['how'] === 'rate' ? `${counted} / ${seconds(window)}` : counted;
      const whole = isNever ? `(${each} or vector(0))` : `(${each})`;
      return done.slice(0, before.index) + whole + after.slice(behind[0].length);
    }, first);
  }, query);
}

/** How far back a query looks at most; 0 where it only looks at now. */
export function longestWindowMs(query: string): number {
  const windows = [...query.matchAll(/\[((?:\d+(?:ms|[smhdwy]))+)(?::[^[\]]*)?\]/g)];
  return Math.max(0, ...windows.map(([, window = '0s']) => seconds(window) * 1_000));
}

/** Of how many events a query of these selectors is made: one query for each of its counters. */
export function countersIn(query: string, selectors: readonly string[]): readonly string[] {
  return selectors.flatMap((selector) => {
    const [, ...after] = query.split(selector);
    const window = /^\s*\[((?:\d+(?:ms|[smhdwy]))+)\]/.exec(after[0] ?? '')?.[1];
    const [, kind] = /^\w*_(total|count|bucket)\{/.exec(selector) ?? [];
    if (window === undefined || kind === undefined) return [];
    const whole =
      kind === 'bucket' ? selector.replace(/(?<!\s)(?:\s*,)?\s*\}$/, ',le="+Inf"}') : selector;
    return [growthOf(whole, window)];
  });
}

/**
 * Which of the selectors without a series show that nothing happened: another one of the same query
 * asks the same metric for more, and is alive.
 */
export function neverHappened(dead: readonly string[], alive: readonly string[]): string[] {
  const wider = alive.map(partsOf);
  return dead.filter((selector) => {
    const { metric, matchers } = partsOf(selector);
    return wider.some(
      (other) => other.metric === metric && other.matchers.every((one) => matchers.includes(one)),
    );
  });
}

/** The labels that a series must have for these matchers to mean anything. */
export function labelsIn(matchers: string): readonly string[] {
  return [
    ...new Set(
      [...matchers.matchAll(matcher)].flatMap(([, name = '', sign, value = '']) =>
        sign === '=' && value.length === 2 ? [] : [name],
      ),
    ),
  ];
}

const matcher =
  /(?<![\w:])([\w:]+)\s*(=~|!~|!=|=)\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)/gs;

function partsOf(selector: string): { metric: string; matchers: readonly string[] } {
  const [, metric = '', inside = ''] = /^([\w:]*)\{(.*)\}$/s.exec(selector) ?? [];
  const matchers = [...inside.matchAll(matcher)].map(([, ...parts]) => parts.join(''));
  return { metric, matchers };
}

function seconds(window: string): number {
  return [...window.matchAll(/(?<!\d)(\d+)(ms|[smhdwy])/g)].reduce(
    (sum, [, count = '0', unit = 's']) => sum + Number(count) * (unitSeconds[unit] ?? 0),
    0,
  );
}
