import type { Content } from '../../ports/noticeboard.ts';
import type { HomeTabs } from '../../ports/home-tabs.ts';
import type { Reports } from '../../ports/reports.ts';
import type { PersonalNews } from '../../release/seen/audience.ts';
import type { Changelog } from '../../changes/changelog.ts';
import type { Release } from '../../release/state/release.ts';
import type { Service } from '../../service/service.ts';
import type { Calendar, SummaryIssue } from '../../summary/calendar.ts';
import type { Summary } from '../../summary/summary.ts';
import type { HomeFacts } from '../../views/home/home-facts.ts';
import type { WantedMessage } from '../../views/thread-facts.ts';

/** What is needed to tell people of whole periods. */
export type Reporting = {
  readonly calendar: Calendar;
  /** Where summaries are posted by themselves; null: nowhere. */
  readonly channel: string | null;
  readonly drawChanges: (log: Changelog, service: Service) => WantedMessage['content'];
  /** `open`: where the whole report is read. */
  readonly draw: (
    summary: Summary,
    why: SummaryIssue | 'shared',
    open: string | null,
  ) => WantedMessage['content'];
  /** The whole report, where a message has no room for it. */
  readonly drawReport: (summary: Summary) => { readonly title: string; readonly markdown: string };
  readonly reports: Reports;
  /** What one person is told about one release. */
  readonly dm: (
    release: Release,
    tidings: PersonalNews,
    thread: string | null,
    now: number,
  ) => WantedMessage['content'];
  /** The people whose changes a release carries, as far as Slack knows them. */
  readonly authors: (release: Release) => Promise<readonly string[]>;
  /** A test message: of which service, who asked for it, and what it is called. */
  readonly drawTest: (service: Service, who: string, id: string) => WantedMessage['content'];
  readonly homes: Homes;
  /** The address of a message; null while the workspace's own is not known. */
  readonly link: (message: { readonly channel: string; readonly ts: string }) => string | null;
};

/** Home tabs: what is needed to draw and to publish them. */
export type Homes = {
  /** People and groups whose Home tab shows the numbers of the week. */
  readonly managers: readonly string[];
  /** People and groups who see every service as its leads do. */
  readonly admins: readonly string[];
  readonly draw: (facts: HomeFacts) => Content;
  readonly publish: HomeTabs;
};
