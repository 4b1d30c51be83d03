import type { DavyYml, ServiceEntry } from '../config/davy-yml.ts';
import type { Environment } from '../config/environment.ts';
import { planOf } from '../config/plan.ts';
import type { Service, Services, TicketRules } from '../service/service.ts';

/** Makes the services of davy.yml: the one place where an entry becomes what Davy works with. */
export function servicesOf(
  { services, admins, timezone }: DavyYml,
  { JIRA_URL: jiraUrl }: Pick<Environment, 'JIRA_URL'>,
): Services {
  return Object.fromEntries(
    Object.entries(services).map(([name, entry]) => [
      name,
      {
        name,
        channel: entry.channel,
        changelogChannel: entry.changelog_channel ?? null,
        teams: Object.entries(entry.teams).map(([team, { approvers, owns }]) => ({
          name: team,
          approvers,
          owns,
        })),
        oncall: entry.oncall ?? null,
        secondOncall: entry.pager?.second?.kind === 'slack' ? entry.pager.second.who : null,
        admins,
        dashboard: entry.dashboard ?? null,
        statusPage: entry.status_page ?? null,
        tickets: ticketRulesOf(entry, jiraUrl),
        jobs: jobOffersOf(entry),
        mostServers: entry.prerelease.most_servers,
        plan: (choices) => planOf(entry, choices, timezone),
      } satisfies Service,
    ]),
  );
}

function jobOffersOf({ jobs }: ServiceEntry): Service['jobs'] {
  return Object.fromEntries(
    Object.entries(jobs).map(([name, { on, who, command, again, anytime, timeout }]) => [
      name,
      {
        name,
        hosts: on,
        who,
        rules: { anytime, again: again === 'safe', timeoutMs: timeout },
        needsVersion: command.some((word) => word.includes('{version}')),
      },
    ]),
  );
}

function ticketRulesOf({ jira, teams }: ServiceEntry, url: string | undefined): TicketRules | null {
  if (!jira || url === undefined) return null;
  return {
    url: url.replace(/\/$/, ''),
    projects: [...new Set(Object.values(teams).flatMap((team) => team.jira))],
    done: jira.done,
    fixVersion: jira.fix_version ?? null,
  };
}
