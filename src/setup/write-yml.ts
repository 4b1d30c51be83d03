import type { Called } from './people-called.ts';
import type { TicketsChosen, SoakChosen } from './watched.ts';

/** What is known once everything was asked. */
export type Chosen = {
  readonly timezone: string;
  readonly service: string;
  readonly channel: string;
  readonly team: string;
  readonly approvers: readonly string[];
  readonly oncall: string | null;
  readonly repository: string | null;
  readonly fleet: Readonly<Record<string, unknown>>;
  readonly sentry: { readonly organization: string; readonly project: string } | null;
  /** How Prometheus counts its requests, as client libraries do. */
  readonly counted: {
    readonly counter: string;
    readonly errors: string;
    readonly histogram: string;
  } | null;
  readonly watched: SoakChosen;
  readonly pager: Called | null;
  readonly tickets: TicketsChosen | null;
};

/** The first davy.yml: no more than has to be said. JSON is YAML, and nothing in it is a marker. */
export function firstYml(chosen: Chosen): string {
  const { service, channel, team, approvers, oncall, repository, fleet, sentry } = chosen;
  const { watched, pager, tickets } = chosen;
  const own = { approvers, ...(tickets ? { jira: [tickets.project] } : {}) };
  const { counter, errors, histogram } = chosen.counted ?? {};
  const counted = chosen.counted
    ? { requests: { counter, errors }, latency: { histogram, slower_by: '20%', floor: '50ms' } }
    : {};
  const watch = { ...(sentry ? { sentry } : {}), ...counted };
  return [
    '# yaml-language-server: $schema=./davy.schema.json',
    '# Begun by npm run setup. davy.example.yml explains every line there is.',
    `timezone: ${JSON.stringify(chosen.timezone)}`,
    'services:',
    `  ${service}:`,
    `    channel: ${channel}`,
    ...(oncall === null ? [] : [`    oncall: ${oncall}`]),
    '    teams:',
    `      ${team}: ${JSON.stringify(own)}`,
    ...(repository === null
      ? []
      : [`    source: ${JSON.stringify({ repository, tag: 'v{version}' })}`]),
    `    fleet: ${JSON.stringify(fleet)}`,
    `    prerelease: ${JSON.stringify(watched)}`,
    `    watch: ${JSON.stringify(watch)}`,
    ...(pager ? [`    pager: ${JSON.stringify(pager.entry)}`] : []),
    ...(tickets ? [`    jira: ${JSON.stringify({ done: tickets.done })}`] : []),
    '',
  ].join('\n');
}
