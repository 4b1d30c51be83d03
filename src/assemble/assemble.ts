import type { DavyYml, ServiceEntry } from '../config/davy-yml.ts';
import type { Environment } from '../config/environment.ts';
import { planOf } from '../config/plan.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Ports } from '../ports/ports.ts';
import type { Service } from '../command-kit/context.ts';
import { errorTrackerOf } from '../vendors/error-tracker.ts';
import { fleetOf } from '../vendors/fleet.ts';
import type { Means } from '../vendors/means.ts';
import { meterOf } from '../vendors/meter.ts';
import { noticeboard, pageNoticeboard } from '../vendors/noticeboard.ts';
import { pagerOf } from '../vendors/pager.ts';
import { people } from '../vendors/people.ts';
import { sourceOf } from '../vendors/source.ts';
import { ticketsOf } from '../vendors/tickets.ts';
import type { ServiceFace } from '../views/thread-facts.ts';

/** One adapter for each role and service; which one, `vendors/` says. */
export function assemblePorts(
  config: DavyYml,
  environment: Environment,
  clock: Clock,
  ledger: Ledger,
  outside: Omit<Means, 'environment'>,
): Ports {
  const means = { ...outside, environment };
  const of = <Role>(make: (entry: ServiceEntry, means: Means) => Role) =>
    perService(config, (entry) => make(entry, means));
  return {
    clock,
    ledger,
    fleet: of(fleetOf),
    errors: of(errorTrackerOf),
    meter: of(meterOf),
    pager: of(pagerOf),
    board: noticeboard(means),
    pageBoard: pageNoticeboard(means),
    people: people(means),
    source: perService(config, (entry, service) => sourceOf(entry, service, means)),
    tickets: of(ticketsOf),
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
        ticketsUrl: ticketFactsOf(entry, jiraUrl).tickets?.url ?? null,
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
      ...ticketFactsOf(entry, jiraUrl),
    };
    return speed === 1 ? face : { ...face, speed };
  };
}

function ticketFactsOf(
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
