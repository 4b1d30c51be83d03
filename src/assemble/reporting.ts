import { minutesOf } from '../config/entries/summaries.ts';
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
  { summaries, timezone, office_hours, holidays, admins }: DavyYml,
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
      managers: summaries?.managers ?? [],
      admins,
      draw: homeTab,
      publish,
    },
  };
}
