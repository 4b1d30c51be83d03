import { minutesOf } from '../config/entries/summaries.ts';
import { planOf } from '../config/plan.ts';
import type { DavyYml } from '../config/davy-yml.ts';
import type { Homes, Newsroom } from '../engine/reports/reporting.ts';
import type { Issue } from '../summary/calendar.ts';
import type { Summary } from '../summary/summary.ts';
import { texts } from '../texts/texts.ts';
import { changesBetween } from '../views/changes/changelog.ts';
import { dm } from '../views/home/dm.ts';
import { home } from '../views/home/home.ts';
import { testMessage } from '../views/service/test-message.ts';
import { reportCanvas } from '../views/report/report-canvas.ts';
import { report } from '../views/report/report.ts';

/** When summaries come, where, and how they look; as davy.yml says. */
export function newsroomOf(
  { summaries, timezone, office_hours, holidays, services, admins }: DavyYml,
  {
    link,
    authors,
    publish,
    reports,
  }: Pick<Newsroom, 'link' | 'authors' | 'reports'> & Pick<Homes, 'publish'>,
): Newsroom {
  const at = (issue: Issue) => minutesOf(summaries?.[issue] ?? false);
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
    draw: (summary: Summary, why: Issue | 'shared', open) =>
      report(summary, { share: null, how: texts.report.posted[why], link, open }),
    drawReport: (summary) => reportCanvas(summary, link),
    reports,
    drawChanges: (log, service) => changesBetween(log, service, null),
    dm,
    link,
    authors,
    drawTest: testMessage,
    homes: {
      services: Object.keys(services),
      managers: summaries?.managers ?? [],
      admins,
      rules: rulesOf(services, timezone),
      draw: home,
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
