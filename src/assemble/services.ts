import type { DavyYml, ServiceEntry } from '../config/davy-yml.ts';
import type { Environment } from '../config/environment.ts';
import { imageSearchOf } from '../config/image-search.ts';
import { mayOf } from '../config/entries/may.ts';
import { planOf } from '../config/plan.ts';
import type { Service, Services, TicketRules } from '../service/service.ts';

/** Makes the services of davy.yml: the one place where an entry becomes what Davy works with. */
export function servicesOf(
  { services, admins, timezone, holidays }: DavyYml,
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
        may: mayOf(entry.may),
        jobs: jobOffersOf(entry),
        reaper: { terminateAfterMs: entry.reaper.terminate_after ?? null },
        images: imageSearchOf(entry.fleet),
        mostServers: entry.prerelease.most_servers,
        plan: (choices) => planOf(entry, choices, { timezone, holidays }),
      } satisfies Service,
    ]),
  );
}

function jobOffersOf({ jobs }: ServiceEntry): Service['jobs'] {
  return Object.fromEntries(
    Object.entries(jobs).map(([name, job]) => [
      name,
      {
        name,
        hosts: job.run === 'ssh' || job.run === 'ssm' ? job.on : [null],
        who: job.who,
        rules: { anytime: job.anytime, again: job.again === 'safe', timeoutMs: job.timeout },
        needsVersion: orderText(job).includes('{version}'),
      },
    ]),
  );
}

/** All that is sent with an order, as it is written in davy.yml. */
function orderText(job: ServiceEntry['jobs'][string]): string {
  switch (job.run) {
    case 'ssh':
      return job.command.join(' ');
    case 'ci':
      return Object.values(job.kind === 'github' ? job.inputs : job.variables).join(' ');
    case 'ssm':
      return [...(job.command ?? []), ...Object.values(job.parameters)].join(' ');
    case 'http':
      return JSON.stringify(job.begin);
  }
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
