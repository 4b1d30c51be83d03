import { join } from 'node:path';
import { gitSource } from '../adapters/git/source.ts';
import { jiraTickets } from '../adapters/jira/tickets.ts';
import { localFleet } from '../adapters/local-fleet/fleet.ts';
import { pagerDutyPager } from '../adapters/pagerduty/pager.ts';
import { prometheusMeter } from '../adapters/prometheus/meter.ts';
import { sentryErrors } from '../adapters/sentry/errors.ts';
import { slackNoticeboard } from '../adapters/slack/noticeboard.ts';
import { slackPeople } from '../adapters/slack/people.ts';
import type { DavyYml, ServiceEntry } from '../config/davy-yml.ts';
import type { Environment } from '../config/environment.ts';
import { planOf } from '../config/plan.ts';
import type { Clock } from '../ports/clock.ts';
import type { ErrorTracker } from '../ports/error-tracker.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Pager } from '../ports/pager.ts';
import type { Ports } from '../ports/ports.ts';
import type { Limit } from '../release/state/reading.ts';
import type { Service } from '../command-kit/context.ts';
import type { ServiceFace } from '../views/thread-facts.ts';

/** What the outside is reached with. */
export type Means = {
  readonly fetch: typeof globalThis.fetch;
  readonly realNow: () => number;
  readonly log: { warn(facts: object, text: string): void };
};

/** One adapter for each role and service: a new vendor is one line here. */
export function assemblePorts(
  config: DavyYml,
  environment: Environment,
  clock: Clock,
  ledger: Ledger,
  means: Means,
): Ports {
  const { fetch, realNow: now } = means;
  const account = {
    token: environment.SLACK_BOT_TOKEN,
    apiUrl: environment.SLACK_API_URL,
    fetch,
    now,
  };
  const of = <Role>(make: (entry: ServiceEntry) => Role) => perService(config, make);
  return {
    clock,
    ledger,
    fleet: of(({ fleet }) =>
      localFleet({ host: fleet.host, balancer: fleet.balancer, fetch, now }),
    ),
    errors: of(({ watch }) =>
      watch.sentry ? sentryOf(watch.sentry, environment, means) : untracked,
    ),
    meter: of(({ watch, release }) =>
      prometheusMeter({
        url: environment.PROMETHEUS_URL ?? '',
        token: environment.PROMETHEUS_TOKEN ?? null,
        fetch,
        now,
        queries: watch.prometheus.map((query) => ({ ...query, limit: limitOf(query) })),
        reconnects: release.reconnects ?? null,
      }),
    ),
    pager: of(({ pager }) =>
      pager
        ? pagerDutyPager({
            url: environment.PAGERDUTY_EVENTS_URL,
            routingKey: pager.routing_key,
            second: pager.second?.kind === 'pagerduty' ? pager.second.routing_key : null,
            fetch,
          })
        : nobody(means),
    ),
    board: slackNoticeboard({ ...account, retries: 2 }),
    // The page lane's own client waits for nobody.
    pageBoard: slackNoticeboard({ ...account, retries: 0 }),
    people: slackPeople(account),
    source: perService(config, (entry, service) =>
      entry.source ? sourceOf(service, entry, entry.source, environment, means) : null,
    ),
    tickets: of(({ jira }) =>
      jira
        ? jiraTickets({
            url: environment.JIRA_URL ?? '',
            email: environment.JIRA_EMAIL ?? null,
            token: environment.JIRA_TOKEN ?? '',
            fetch,
          })
        : null,
    ),
  };
}

/** What the commands know of each service. */
export function servicesOf(config: DavyYml, jiraUrl?: string): Readonly<Record<string, Service>> {
  return Object.fromEntries(
    Object.entries(config.services).map(([name, entry]) => [
      name,
      {
        name,
        channel: entry.channel,
        changelogChannel: entry.changelog_channel ?? null,
        admins: config.admins,
        statusPage: entry.status_page ?? null,
        teams: teamsOf(entry),
        owners: ownersOf(entry),
        ticketsUrl: ticketsOf(entry, jiraUrl).tickets?.url ?? null,
        oncall: oncallOf(entry),
        mostServers: entry.prerelease.most_servers,
        soakMs: entry.prerelease.soak,
        plan: (overrides) => planOf(entry, overrides, config.timezone),
      } satisfies Service,
    ]),
  );
}

/** What the messages know of each service. */
export function facesOf(
  config: DavyYml,
  speed: number,
  jiraUrl?: string,
): (service: string) => ServiceFace {
  return (name) => {
    const entry = config.services[name];
    if (!entry)
      throw new Error(
        `davy.yml has no service ${name} any more, but the ledger has releases of it.`,
      );
    const face = {
      name,
      channel: entry.channel,
      changelogChannel: entry.changelog_channel ?? null,
      oncall: entry.oncall ?? null,
      ...(entry.pager?.second?.kind === 'slack' ? { second: entry.pager.second.who } : {}),
      teams: ownersOf(entry),
      dashboard: entry.dashboard ?? null,
      ...(entry.status_page === undefined ? {} : { statusPage: entry.status_page }),
      ...ticketsOf(entry, jiraUrl),
    };
    return speed === 1 ? face : { ...face, speed };
  };
}

function ticketsOf(
  { jira, teams }: ServiceEntry,
  url: string | undefined,
): Pick<ServiceFace, 'tickets'> {
  if (!jira || url === undefined) return {};
  const projects = [...new Set(Object.values(teams).flatMap((team) => team.jira))];
  return {
    tickets: {
      url: url.replace(/\/$/, ''),
      projects,
      done: jira.done,
      fixVersion: jira.fix_version ?? null,
    },
  };
}

function ownersOf({ teams }: ServiceEntry): ServiceFace['teams'] {
  return Object.entries(teams).map(([name, { approvers, owns }]) => ({ name, approvers, owns }));
}

/** Approvers of each team, and who is on call. */
export function rosterIdsOf(
  config: DavyYml,
): (service: string) => Readonly<Record<string, readonly string[]>> {
  return (name) => {
    const entry = config.services[name];
    return entry ? { ...teamsOf(entry), 'on-call': oncallOf(entry) } : {};
  };
}

function teamsOf({ teams }: ServiceEntry): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    Object.entries(teams).map(([team, { approvers }]) => [team, approvers]),
  );
}

function oncallOf({ oncall }: ServiceEntry): readonly string[] {
  return oncall === undefined ? [] : [oncall];
}

function perService<Role>(
  config: DavyYml,
  make: (entry: ServiceEntry, service: string) => Role,
): (service: string) => Role {
  const made = new Map(
    Object.entries(config.services).map(([name, entry]) => [name, make(entry, name)]),
  );
  return (service) => {
    const role = made.get(service);
    if (role === undefined)
      throw new Error(
        `davy.yml has no service ${service} any more, but the ledger has releases of it.`,
      );
    return role;
  };
}

/**
 * A repository that is slow or gone keeps no message waiting: 2.5 s, and a fault is believed for 15
 * s.
 */
function sourceOf(
  service: string,
  { teams }: ServiceEntry,
  { repository, tag, web }: NonNullable<ServiceEntry['source']>,
  { DAVY_DATA }: Environment,
  { realNow: now, log }: Means,
) {
  const failed = (cause: unknown) =>
    log.warn(
      { service, cause: String(cause) },
      'what changes could not be read; it is tried again',
    );
  const projects = Object.values(teams).flatMap(({ jira }) => jira);
  return gitSource({
    service,
    repository,
    tag: tag ?? null,
    web: web ?? null,
    projects,
    directory: join(DAVY_DATA, 'git'),
    patience: { waitMs: 2_500, pauseMs: 15_000, now, failed },
  });
}

function sentryOf(
  sentry: NonNullable<ServiceEntry['watch']['sentry']>,
  environment: Environment,
  { fetch, realNow }: Means,
) {
  const { organization, project, environment: where, new_errors, fatal, worse_by, floor } = sentry;
  return sentryErrors({
    url: environment.SENTRY_URL,
    token: environment.SENTRY_AUTH_TOKEN ?? '',
    organization,
    project,
    environment: where,
    newErrors: new_errors,
    fatal,
    worseBy: worse_by,
    floor,
    fetch,
    now: realNow,
  });
}

function limitOf({
  max,
  min,
  worse_by,
  floor,
}: ServiceEntry['watch']['prometheus'][number]): Limit {
  if (max !== undefined) return { kind: 'max', value: max };
  if (min !== undefined) return { kind: 'min', value: min };
  return { kind: 'worse-by', share: worse_by ?? 0, floor };
}

/** Without an error tracker its errors are not judged; the other signals are. */
const untracked: ErrorTracker = {
  read: async () => [],
  trace: async () => ({ kind: 'untraced', why: 'there is no error tracker' }),
};

/** Without a pager the page is the message in Slack; the log says that nobody else was called. */
function nobody({ log }: Means): Pager {
  return {
    page: async ({ service, summary }) =>
      log.warn({ service }, `nobody is called, because there is no pager: ${summary}`),
    resolve: async () => undefined,
  };
}
