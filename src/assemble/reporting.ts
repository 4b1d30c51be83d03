import { minutesOf } from '../config/entries/summaries.ts';
import { planOf } from '../config/plan.ts';
import type { DavyYml } from '../config/davy-yml.ts';
import type { Homes, Reporting } from '../engine/reports/reporting.ts';
import type { SummaryIssue } from '../summary/calendar.ts';
import type { Summary } from '../summary/summary.ts';
import { texts } from '../texts/texts.ts';
import { changesBetween } from '../views/changes/changelog.ts';
import { directMessage } from '../views/home/dm.ts';
import { homeTab } from '../views/home/home.ts';
import { testMessage } from '../views/service/test-message.ts';
import { reportCanvas } from '../views/report/report-canvas.ts';
import { reportMessage } from '../views/report/report.ts';

/** When summaries come, where, and how they look; as davy.yml says. */
export function reportingOf(
  { summaries, timezone, office_hours, holidays, services, admins }: DavyYml,
  {
    link,
    authors,
    publish,
    reports,
  }: Pick<Reporting, 'link' | 'authors' | 'reports'> & Pick<Homes, 'publish'>,
): Reporting {
  const at = (issue: SummaryIssue) => minutesOf(summaries?.[issue] ?? false);
  return {
    calendar: {
      zone: timezone,
      daily: at('daily'),
      weekly: at('weekly'),
      monthly: at('monthly'),
      days: office_hours.days,
      holidays,
    },
    channel: summaries?.channel ?? null,
    draw: (summary: Summary, why: SummaryIssue | 'shared', open) =>
      reportMessage(summary, { share: null, how: texts.report.posted[why], link, open }),
    drawReport: (summary) => reportCanvas(summary, link),
    reports,
    drawChanges: (log, service) => changesBetween(log, service, null),
    dm: directMessage,
    link,
    authors,
    drawTest: testMessage,
    homes: {
      services: Object.keys(services),
      managers: summaries?.managers ?? [],
      admins,
      rules: rulesOf(services, timezone),
      draw: homeTab,
      publish,
    },
  };
}

/** What the Home tab shows of a service's configuration. */
function rulesOf(services: DavyYml['services'], timezone: string): Homes['rules'] {
  return (name) => {
    const entry = services[name];
    if (!entry) throw new Error(`davy.yml has no service ${name}.`);
    const { channel, changelog_channel, oncall, teams, prerelease } = entry;
    return {
      channel,
      changelogChannel: changelog_channel ?? null,
      oncall: oncall ?? null,
      teams: Object.entries(teams).map(([team, { approvers }]) => ({ name: team, approvers })),
      mostServers: prerelease.most_servers,
      plan: planOf(entry, {}, timezone),
    };
  };
}
