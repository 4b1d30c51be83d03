import type { WatchQuestion } from '../../ports/meter.ts';
import { labelsIn, seenWithin } from './counting.ts';
import { askInstant, noData, type PrometheusServer } from './instant-query.ts';
import { ownSelector } from './query-template.ts';

/** Whose failures are told by which labels. */
type Told = {
  readonly counter: string;
  readonly errors: string;
  readonly label: string;
  readonly where: string | null;
};

/**
 * Why the labels of errors tell nothing, where no series of either build has them: a name that is
 * written wrong finds no failure in any build. Null where one has them all.
 */
export async function unknownLabel(
  server: PrometheusServer,
  { counter: metric, errors, label, where }: Told,
  { service, version, oldVersion, until }: WatchQuestion,
): Promise<string | null> {
  const builds = [...new Set([version, oldVersion ?? version])].flatMap(
    (one) => ownSelector({ metric, label, where }, service, one) ?? [],
  );
  const count = async (names: readonly string[], range: string) => {
    const having = names.map((name) => `,${name}!=""`).join('');
    const each = builds.map((build) => {
      const selector = build.replace(/\}$/, `${having}}`);
      return `count(${range === '' ? selector : `last_over_time(${selector}[${range}])`})`;
    });
    const doing = `looking for the labels of errors of ${service}`;
    const { value, missing } = await askInstant(server, doing, each.join(' or '), until);
    return value === null ? missing : null;
  };
  const names = labelsIn(errors);
  if (builds.length === 0 || names.length === 0) return null;
  // What is labelled only when it fails may have failed hours ago.
  const now = await count(names, '');
  const lately = now === noData ? await count(names, seenWithin) : now;
  if (lately !== noData) return lately;
  const alone = await Promise.all(names.map((name) => count([name], seenWithin)));
  const unknown = names.filter((_, at) => alone[at] !== null);
  const said = (unknown.length > 0 ? unknown : names).join(' and ');
  return `no series of ${metric} has the label ${said}, which errors are told by`;
}
