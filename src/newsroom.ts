import { minutesOf } from './config/summaries-entry.ts';
import type { DavyYml } from './config/davy-yml.ts';
import type { Homes } from './engine/homes.ts';
import type { Newsroom } from './engine/summaries.ts';
import type { Issue } from './summary/calendar.ts';
import type { Summary } from './summary/summary.ts';
import { changesBetween } from './views/changelog.ts';
import { dm } from './views/dm.ts';
import { home } from './views/home.ts';
import { report } from './views/report.ts';

/** When summaries come, where, and how they look; as davy.yml says. */
export function newsroomOf({ summaries, timezone, office_hours, holidays, services }: DavyYml, { link, authors, publish }: Pick<Newsroom, 'link' | 'authors'> & Pick<Homes, 'publish'>): Newsroom {
  const [daily, weekly] = [minutesOf(summaries?.daily ?? false), minutesOf(summaries?.weekly ?? false)];
  return {
    calendar: { zone: timezone, daily, weekly, days: office_hours.days, holidays },
    channel: summaries?.channel ?? null,
    draw: (summary: Summary, why: Issue | 'shared') => report(summary, { share: null, how: ends[why], link }),
    drawChanges: (log, service) => changesBetween(log, service, null),
    dm, link, authors,
    homes: { services: Object.keys(services), managers: summaries?.managers ?? [], draw: home, publish },
  };
}

const ends: Readonly<Record<Issue | 'shared', string>> = {
  daily: 'Posted on work days, quiet days are skipped · `/release settings` sends it to you',
  weekly: 'Posted on the first work day of a week · `/release settings` sends it to you',
  shared: 'Shared with `/release summary`',
};
