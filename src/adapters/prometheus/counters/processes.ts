import type { ServerValue } from '../../../release/verdict/counted.ts';
import { outsideText } from '../../http/vendor-words.ts';
import { byOf, inOne, partAsked } from './asked.ts';
import { longestName, type CountedServer } from './places.ts';
import type { CountersQuery } from './question.ts';
import { askOnce, type Series, type SeriesFound } from './series-query.ts';

const startMetric = 'process_start_time_seconds';

/**
 * Asks when the processes of servers began, and how much memory they hold. Such metrics rarely name
 * the version: they are put to the servers that were seen in requests, and of several on one
 * machine to those of the same job.
 */
export function askProcesses(
  { server, asked, service }: CountersQuery,
  selectors: readonly string[],
): Promise<SeriesFound> {
  const seen = `(${selectors.join(' or ')})`;
  const of = (metric: string) =>
    `((${metric} and on (${asked.server}, job) ${seen}) or on (${asked.server}) ` +
    `(${metric} and on (${asked.server}) ${seen}))`;
  const { memory } = asked;
  const query = inOne({
    started: `max by (${byOf(asked)}) ${of(startMetric)}`,
    ...(memory === null ? {} : { memory: `sum by (${byOf(asked)}) ${of(memory)}` }),
  });
  return askOnce(server, `looking when servers of ${service} began`, query);
}

/** When each of these servers began, in real ms, and how many bytes it holds. */
export function processesOf(
  asking: CountersQuery,
  series: readonly Series[],
  places: readonly CountedServer[],
): Readonly<Record<'started' | 'memory', readonly ServerValue[]>> {
  const of = (part: string, scale: number) => {
    const own = series.filter((one) => partAsked(one) === part);
    return valuesOf(asking, own, places).map((one) => ({ ...one, value: one.value * scale }));
  };
  return { started: of('started', 1_000), memory: of('memory', 1) };
}

/** A series that names a version is that build's; any other is of whoever bears its name. */
function valuesOf(
  { asked, builds }: CountersQuery,
  series: readonly Series[],
  places: readonly CountedServer[],
): readonly ServerValue[] {
  const known = new Map<string, number>();
  for (const { labels, samples } of series) {
    const value = samples.at(-1)?.value ?? null;
    const name = outsideText(labels[asked.server] ?? '', longestName);
    if (value !== null && value > 0) known.set(`${labels[asked.label] ?? ''} ${name}`, value);
  }
  return places.flatMap(({ side, server }): readonly ServerValue[] => {
    const version = builds.find((one) => one.side === side)?.version ?? '';
    const value = known.get(`${version} ${server}`) ?? known.get(` ${server}`);
    return value === undefined ? [] : [{ side, server, value }];
  });
}
