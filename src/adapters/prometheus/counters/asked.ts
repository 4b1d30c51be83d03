/**
 * # src/adapters/prometheus/counters
 *
 * What counters stand at, server by server: the raw material of the verdict. Decides what is
 * counted, what could not be read, and what is named as silent.
 */

import type { WatchQuestion } from '../../../ports/meter.ts';
import type { JudgedSide } from '../../../release/verdict/counted.ts';
import { ownSelector } from '../query-template.ts';
import type { Series } from './series-query.ts';

/** Which counters are read, and which of their labels hold the version and the server. */
export type CountersAsked = {
  readonly label: string;
  readonly server: string;
  readonly requests: {
    readonly counter: string;
    readonly errors: string;
    readonly where: string | null;
    /** The label that tells endpoints apart. */
    readonly by: string | null;
  } | null;
  readonly latency: {
    readonly histogram: string;
    readonly where: string | null;
    /** Under so many seconds a request is fast enough on any build. */
    readonly fastEnough: number;
  } | null;
  /** Bytes that a server holds. */
  readonly memory: string | null;
};

/** The builds whose servers are counted, and the side that each is on. */
export type CountedBuilds = readonly { readonly side: JudgedSide; readonly version: string }[];

/** The build that is judged, and the one beside it unless it is the same. */
export function countedBuilds({ version, oldVersion }: WatchQuestion): CountedBuilds {
  const old = oldVersion === null || oldVersion === version ? [] : [oldVersion];
  return [{ side: 'new', version }, ...old.map((version) => ({ side: 'old', version }) as const)];
}

/** Whose counters are asked for. */
export type CountersWanted = { readonly service: string; readonly builds: CountedBuilds };

/**
 * The series of a metric that are these builds', joined; null where a version has signs in it that
 * no query may hold.
 */
export function selectorsOf(
  { label }: CountersAsked,
  { service, builds }: CountersWanted,
  metric: string,
  ...matchers: readonly (string | null)[]
): readonly string[] | null {
  const said = matchers.filter((one) => one !== null).join(',');
  const where = said === '' ? null : said;
  const each = builds.map(({ version }) => ownSelector({ metric, label, where }, service, version));
  const whole = each.filter((one) => one !== null);
  return whole.length < each.length ? null : whole;
}

/** The labels by which everything is summed. */
export function byOf({ server, label }: CountersAsked): string {
  return `${server}, ${label}`;
}

/** How old the newest sample of each server is, in s of Prometheus's own clock. */
export function ageOf(asked: CountersAsked, selectors: readonly string[]): string {
  const times = selectors.map((one) => `timestamp(${one})`).join(' or ');
  return `(time() - max by (${byOf(asked)}) (${times}))`;
}

/** The label that tells the parts of one query apart. */
const partLabel = 'davy_part';

/**
 * Several vectors in one question, so that all of them are of the same moment: each is told by the
 * name of its part.
 */
export function inOne(parts: Readonly<Record<string, string>>): string {
  return Object.entries(parts)
    .map(([name, query]) => `label_replace(${query}, "${partLabel}", "${name}", "", "")`)
    .join(' or ');
}

/** The part of the question that a series answers. */
export function partAsked({ labels }: Series): string {
  return labels[partLabel] ?? '';
}
