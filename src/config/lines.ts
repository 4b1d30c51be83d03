import { z } from 'zod';
import { writeLineName } from '../release/state/line-name.ts';
import type { DavyYml, ServiceEntry } from './davy-yml.ts';

type Said = Readonly<Record<string, unknown>>;
type Path = readonly PropertyKey[];

/** A line that cannot be: where in davy.yml, and why. */
type LineFault = { readonly path: Path; readonly message: string };

/** Written key by key: what a line leaves out of them is its product's. */
const sections: readonly Path[] = [
  ['prerelease'],
  ['release'],
  ['rollback'],
  ['may'],
  ['watch'],
  ['watch', 'sentry'],
  ['watch', 'requests'],
  ['watch', 'latency'],
];

/**
 * What a line never takes over. Two lines have no server in common, so neither has a job that names
 * hosts; and what is told when a build is live (its changelog, its tickets) is told for the
 * product's own line, unless a line says otherwise: a ticket is not done because a sandbox has it.
 */
const ownOnly: readonly string[] = ['lines', 'fleet', 'jobs', 'changelog_channel', 'jira'];

/**
 * Every line of davy.yml as a service of its own: `board`, then `board@sandbox`, which is its
 * product with what the line says instead. `written` is the file as it stands, because only there
 * can be seen what a line left out.
 */
export function withLines(
  config: DavyYml,
  written: unknown,
  schema: z.ZodType<ServiceEntry>,
): { readonly config: DavyYml } | { readonly faults: readonly LineFault[] } {
  const services: Record<string, ServiceEntry> = {};
  const faults: LineFault[] = [];
  for (const [product, entry] of Object.entries(config.services)) {
    services[product] = entry;
    const said = at(written, ['services', product]);
    const lines: [string, ServiceEntry][] = [[product, entry]];
    for (const place of Object.keys(entry.lines ?? {})) {
      const path = ['services', product, 'lines', place];
      const read = schema.safeParse(asService(said, at(said, ['lines', place])));
      if (!read.success) {
        faults.push(
          ...read.error.issues.map((issue) => ({
            path: [...path, ...issue.path],
            message: issue.message,
          })),
        );
        continue;
      }
      faults.push(...sharedWith(lines, read.data).map((fault) => within(path, fault)));
      const name = writeLineName({ product, place });
      lines.push([name, read.data]);
      services[name] = read.data;
    }
  }
  return faults.length > 0 ? { faults } : { config: { ...config, services } };
}

function within(path: Path, fault: LineFault): LineFault {
  return { ...fault, path: [...path, ...fault.path] };
}

/** What a line says, and for the rest its product. */
function asService(product: Said, line: Said): Said {
  const shared = Object.entries(product).filter(([key]) => !ownOnly.includes(key));
  return merged(Object.fromEntries(shared), line, []);
}

function merged(product: Said, line: Said, path: Path): Said {
  const here = Object.entries(line).map(([key, value]) => {
    const place = [...path, key];
    const isSection = sections.some((one) => one.join('.') === place.join('.'));
    const below = isSection ? objectOf(product[key]) : null;
    const said = objectOf(value);
    return [key, below && said ? merged(below, said, place) : value] as const;
  });
  return { ...product, ...Object.fromEntries(here) };
}

/**
 * What would make two lines one: the same balancer, or the same question about the same build,
 * whose answer counts both.
 */
function sharedWith(
  others: readonly (readonly [string, ServiceEntry])[],
  line: ServiceEntry,
): readonly LineFault[] {
  return others.flatMap(([name, other]) => {
    const mixes = `the same as on ${name}, so it would count the users of both lines`;
    const queries = new Set(other.watch.prometheus.map(({ query }) => query));
    const { reconnects } = line.release;
    const counted = [other.release.reconnects?.arrived, other.release.reconnects?.failed];
    return [
      ...sharedFleet(line.fleet, other.fleet).map((path) => ({
        path: ['fleet', ...path],
        message: `is the one of ${name}: each line has users and servers of its own`,
      })),
      ...(sentryOf(line) !== null && sentryOf(line) === sentryOf(other)
        ? [
            {
              path: ['watch', 'sentry', 'environment'],
              message: `is ${mixes}. Write the environment its servers report`,
            },
          ]
        : []),
      ...(['requests', 'latency'] as const)
        .filter((key) => countsSame(line.watch[key], other.watch[key]))
        .map((key) => ({
          path: ['watch', key],
          message: `is ${mixes}. Write where, the labels that name this line`,
        })),
      ...line.watch.prometheus
        .filter(({ query }) => queries.has(query))
        .map((query) => ({
          path: ['watch', 'prometheus'],
          message: `"${query.name}" is ${mixes}. Write queries that name this line by a label`,
        })),
      ...(reconnects && [reconnects.arrived, reconnects.failed].some((one) => counted.includes(one))
        ? [
            {
              path: ['release', 'reconnects'],
              message: `is ${mixes}. Write queries that name this line by a label`,
            },
          ]
        : []),
    ];
  });
}

/** Where two fleets are one: a door for users, or servers that both would take for theirs. */
function sharedFleet(line: ServiceEntry['fleet'], other: ServiceEntry['fleet']): readonly Path[] {
  if (line.kind === 'local')
    return other.kind === 'local' && line.balancer === other.balancer ? [['balancer']] : [];
  if (other.kind !== 'ec2') return [];
  const groupsOf = ({ traffic }: typeof line) => [...traffic.groups, traffic.waiting];
  const tags = Object.entries(line.select.tags);
  const differs = tags.some(([key, value]) => (other.select.tags[key] ?? value) !== value);
  return [
    ...(line.traffic.listener_rule === other.traffic.listener_rule
      ? [['traffic', 'listener_rule']]
      : []),
    ...(groupsOf(line).some((group) => groupsOf(other).includes(group))
      ? [['traffic', 'groups']]
      : []),
    ...(differs ? [] : [['select', 'tags']]),
    ...(line.group !== undefined &&
    line.group.copy === other.group?.copy &&
    line.region === other.region &&
    line.role === other.role
      ? [['group', 'copy']]
      : []),
  ];
}

/** Whether the same series are counted, however they are judged. */
function countsSame(one: Counted | undefined, other: Counted | undefined): boolean {
  const seriesOf = ({ counter, histogram, where }: Counted) =>
    JSON.stringify([counter, histogram, where?.replaceAll(/\s/g, '')]);
  return one !== undefined && other !== undefined && seriesOf(one) === seriesOf(other);
}

type Counted = {
  readonly counter?: string;
  readonly histogram?: string;
  readonly where?: string | undefined;
};

function sentryOf({ watch: { sentry } }: ServiceEntry): string | null {
  return sentry ? JSON.stringify([sentry.organization, sentry.project, sentry.environment]) : null;
}

function at(value: unknown, path: readonly string[]): Said {
  return path.reduce<Said>((inner, key) => objectOf(inner[key]) ?? {}, objectOf(value) ?? {});
}

function objectOf(value: unknown): Said | null {
  return z.record(z.string(), z.unknown()).safeParse(value).data ?? null;
}
