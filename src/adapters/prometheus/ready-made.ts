import type { WatchQuestion } from '../../ports/meter.ts';
import { mostBeside, mostByChance } from '../../release/health/chance.ts';
import type { Fairness, Limit, Reading } from '../../release/state/reading.ts';
import { worded } from '../../release/state/worded.ts';
import { growthOf } from './counting.ts';
import { unknownLabel } from './unknown-label.ts';
import { askInstant, noData, type QueryValue } from './instant-query.ts';
import { beside, type MeasureMeans, unmeasured } from './measure.ts';
import { ownSelector } from './query-template.ts';

/** Which series are a build's: `label` holds its version, `where` is more of the selector. */
type Own = {
  readonly label: string;
  readonly where: string | null;
  /** How far back a look counts, as Prometheus writes it. */
  readonly window: string;
  readonly limit: Extract<Limit, { kind: 'worse-by' }>;
};

/** A counter of requests, and the labels of those that failed. `floor` is a share in %. */
export type RequestsAsked = Own & {
  readonly counter: string;
  readonly errors: string;
  readonly fairness: Fairness;
};

/** A histogram of seconds, of whose slow end `quantile` is judged. */
export type LatencyAsked = Own & {
  readonly histogram: string;
  readonly quantile: number;
  readonly fairness: Fairness;
};

/** What one side shows: the value, and of how many requests it is. */
type SideFound = {
  readonly value: number;
  readonly sample: number;
  readonly bad: number;
  readonly ageMs: number;
  readonly missing: null;
};
type Found = SideFound | ReturnType<typeof unmeasured>;

/**
 * The share of requests that failed, in %. No series of errors is no error, unless none has the
 * labels that errors are told by; no series of requests is no answer. What chance can do with so
 * few requests is raised into the floor.
 */
export async function readRequests(
  means: MeasureMeans,
  asked: RequestsAsked,
  question: WatchQuestion,
): Promise<Reading> {
  const { errors, counter, window, limit } = asked;
  const ask = (version: string, atMs: number): Promise<Found> =>
    side(means, 'requests', asked, counter, { version, atMs, question }, async (query, all) => {
      const own = asked.where === null ? errors : `${asked.where},${errors}`;
      const failing = ownSelector(
        { ...asked, metric: counter, where: own },
        question.service,
        version,
      );
      const failed = await query(growthOf(failing ?? all, window));
      return failed.missing === noData ? { value: 0, missing: null } : failed;
    });
  const [found, old, unknown] = await Promise.all([
    ask(question.version, question.until),
    beside(question, ask),
    unknownLabel(means, asked, question),
  ]);
  const mine = labelled(found, unknown);
  const share = (found: Found) =>
    'bad' in found ? { ...found, value: (100 * found.bad) / found.sample } : found;
  const both = 'bad' in mine && 'bad' in old ? { mine, old } : null;
  const lucky = both ? chance(both.mine, both.old, limit.share) : 0;
  const floor = Math.max(limit.floor, Math.min(majority, lucky));
  const judged = {
    signal: 'failed requests',
    unit: ' %',
    of: 'requests',
    limit: { ...limit, floor },
  } as const;
  // So few requests that most of them can fail by chance tell nothing: that is no health either.
  const least = both && lucky > majority ? Math.round(both.mine.sample) + 1 : asked.fairness.least;
  return readingOf({ ...judged, fairness: { ...asked.fairness, least } }, share(mine), share(old));
}

/** Where nothing carries the label, nothing could ever be found to have failed. */
function labelled(found: Found, unknown: string | null): Found {
  if (found.missing !== null || unknown === null) return found;
  return unmeasured(unknown);
}

/** More than this share, in %, is no bad luck. */
const majority = 50;
/** So much more than the old servers show, as a share, may hide behind how few these are. */
const hidden = 0.05;

/** The share in % that can fail by chance beside what failed on the old servers. */
function chance(mine: SideFound, old: SideFound, share: number): number {
  const ratio = (mine.sample * (1 + share)) / old.sample;
  const bound = mostByChance(Math.min(mine.sample, old.bad * ratio + mine.sample * hidden));
  return (100 * mostBeside(Math.round(old.bad), ratio, bound)) / mine.sample;
}

/** How long the slow end of requests takes, in s, beside the old servers. */
export async function readLatency(
  means: MeasureMeans,
  asked: LatencyAsked,
  question: WatchQuestion,
): Promise<Reading> {
  const { histogram, quantile, window, limit } = asked;
  const ask = (version: string, atMs: number): Promise<Found> =>
    side(
      means,
      'latency',
      asked,
      `${histogram}_count`,
      { version, atMs, question },
      (query, all) => {
        const buckets = all.replace(`${histogram}_count{`, `${histogram}_bucket{`);
        return query(`histogram_quantile(${quantile}, ${growthOf(buckets, window, ' by (le) ')})`);
      },
    );
  const [mine, old] = await Promise.all([
    ask(question.version, question.until),
    beside(question, ask),
  ]);
  const signal = `p${Number((quantile * 100).toFixed(2))} latency`;
  return readingOf({ signal, unit: ' s', limit, fairness: asked.fairness }, mine, old);
}

/** One side: how many requests there were, what is asked about them, and how old the answer is. */
async function side(
  means: MeasureMeans,
  what: string,
  { label, where, window }: Own,
  metric: string,
  {
    version,
    atMs,
    question: { service },
  }: { readonly version: string; readonly atMs: number; readonly question: WatchQuestion },
  valueOf: (query: (text: string) => Promise<QueryValue>, selector: string) => Promise<QueryValue>,
): Promise<Found> {
  const selector = ownSelector({ metric, label, where }, service, version);
  if (selector === null) return unmeasured('the version has signs in it that no query may hold');
  const query = (text: string) =>
    askInstant(means, `measuring ${what} of ${service} ${version}`, text, atMs);
  const [newest, all, value] = await Promise.all([
    query(`max(timestamp(${selector}))`),
    query(growthOf(selector, window)),
    valueOf(query, selector),
  ]);
  if (newest.value === null)
    return unmeasured(newest.missing === noData ? `no series of ${selector}` : newest.missing);
  if (all.value === null) return unmeasured(all.missing);
  if (!(all.value > 0)) return unmeasured(`no requests of ${version} in the last ${window}`);
  if (value.value === null) return unmeasured(value.missing);
  const ageMs = Math.max(0, atMs - newest.value * 1_000) + Math.max(0, means.now() - atMs);
  return {
    value: value.value,
    bad: value.value,
    sample: all.value,
    ageMs: Math.round(ageMs),
    missing: null,
  };
}

function readingOf(
  judged: Pick<Reading, 'signal' | 'unit' | 'limit' | 'of'> & { readonly fairness: Fairness },
  mine: Found,
  old: Found,
): Reading {
  const missing = mine.missing ?? old.missing;
  return {
    ...judged,
    source: 'prometheus',
    counted: true,
    issues: [],
    sample: 'sample' in mine ? Math.round(mine.sample) : null,
    value: missing === null ? mine.value : null,
    baseline: old.value,
    ageMs: mine.ageMs,
    missing: missing === null ? null : worded(missing),
  };
}
