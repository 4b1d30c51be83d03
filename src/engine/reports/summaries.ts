import type { Claim } from '../../ports/ledger.ts';
import { type Key, personIssueKey, writeKey } from '../../release/state/keys.ts';
import {
  type Calendar,
  comes,
  type Due,
  type SummaryIssue,
  nextDue,
} from '../../summary/calendar.ts';
import { type Period, periodEnding } from '../../summary/period.ts';
import { isQuiet, type Summary } from '../../summary/summary.ts';
import { addDays, dayOf, instantOf, weekdayOf } from '../../time/zone.ts';
import type { WantedMessage } from '../../views/thread-facts.ts';
import { gather } from './gather.ts';
import type { Reporting } from './reporting.ts';
import { show } from '../slack/noticeboard.ts';
import { writeReport } from './report-canvas.ts';
import { eachAlone } from '../each-alone.ts';
import { earliest, type WorkerContext } from '../worker-context.ts';

/**
 * Makes sure that the next of each kind is wished for; also at start, whatever was planned before.
 */
export async function planIssues(
  { ports: { ledger, clock } }: Pick<WorkerContext, 'ports'>,
  { calendar }: Reporting,
): Promise<void> {
  const due = (['daily', 'weekly', 'monthly'] as const).flatMap(
    (issue) => nextDue(issue, clock.now(), calendar) ?? [],
  );
  // Every replica wishes for the same row, so one of them posts it once.
  await ledger.wake(
    due.map(({ issue, day, at }) => ({
      key: writeKey({ kind: 'calendar', issue, day }),
      lane: 'slack',
      dueAt: at,
    })),
  );
}

/**
 * Posts one issue and plans the next. One that comes a day late is news no more: it is left out.
 */
export async function publish(
  context: WorkerContext,
  reporting: Reporting,
  claim: Claim,
  key: Extract<Key, { kind: 'calendar' }>,
): Promise<number | null> {
  const { calendar, channel } = reporting;
  const { clock, ledger } = context.ports;
  const due = dueOf(key, calendar);
  if (!due) return null;
  // The time was changed since this row was made.
  if (clock.now() < due.at) return due.at;
  if (comes(due.issue, due.day, calendar) && dayOf(clock.now(), calendar.zone) === due.day) {
    const summary = await gather(
      context.ports,
      periodOf(due, calendar.zone),
      null,
      Object.keys(context.services),
    );
    const again: (number | null)[] = [];
    const people = (await ledger.readers()).filter(
      (reader) => due.issue !== 'monthly' && reader[due.issue],
    );
    await eachAlone(claim, [null, ...people], async (reader) => {
      if (reader) {
        const subject = personIssueKey(reader.person, claim.key);
        const issue = issueOf(reporting, summary, due.issue, null, subject);
        again.push(await showTo(context, claim, reader.person, issue));
      } else if (channel !== null)
        again.push(
          await publishTo(context, reporting, claim, summary, { issue: due.issue, channel }),
        );
    });
    const againAt = earliest(...again);
    if (againAt !== null) return againAt;
  }
  await planIssues(context, reporting);
  return null;
}

/**
 * Into the channel: of a week or a month the message leads to the whole report, which the channel
 * may read once the message has shown it.
 */
async function publishTo(
  context: WorkerContext,
  reporting: Reporting,
  claim: Claim,
  summary: Summary,
  { issue, channel }: { readonly issue: SummaryIssue; readonly channel: string },
): Promise<number | null> {
  const report =
    issue === 'daily' || isQuiet(summary)
      ? null
      : await writeReport(context, reporting, claim, summary, channel);
  const againAt = await show(
    context,
    claim,
    context.ports.board,
    [issueOf(reporting, summary, issue, report?.url ?? null, claim.key)],
    { channel, card: '' },
  );
  if (report && againAt === null) await reporting.reports.open(report.id, channel);
  return againAt;
}

/** A quiet day is skipped, but what was begun is finished. */
function issueOf(
  reporting: Reporting,
  summary: Summary,
  issue: SummaryIssue,
  open: string | null,
  subject: string,
): WantedMessage {
  return {
    subject,
    kind: 'issue',
    lane: 'slack',
    place: 'channel',
    broadcast: false,
    content: reporting.draw(summary, issue, open),
    post: !isQuiet(summary),
  };
}

/** Posts what somebody shared, where they shared it. */
export async function postShared(
  context: WorkerContext,
  reporting: Reporting,
  claim: Claim,
  { span, last, service, channel }: Extract<Key, { kind: 'summary' }>,
): Promise<number | null> {
  const summary = await gather(
    context.ports,
    periodEnding(span, last, reporting.calendar.zone),
    service,
    Object.keys(context.services),
  );
  const wanted: WantedMessage = {
    subject: claim.key,
    kind: 'shared',
    lane: 'slack',
    place: 'channel',
    broadcast: false,
    post: true,
    content: reporting.draw(summary, 'shared', null),
  };
  return show(context, claim, context.ports.board, [wanted], { channel, card: '' });
}

/** A direct message is a message whose channel is a person. */
export function showTo(
  context: WorkerContext,
  claim: Claim,
  person: string,
  wanted: WantedMessage,
): Promise<number | null> {
  return show(context, claim, context.ports.board, [wanted], { channel: person, card: '' });
}

function dueOf({ issue, day }: Extract<Key, { kind: 'calendar' }>, calendar: Calendar): Due | null {
  const minutes = calendar[issue];
  return minutes === null ? null : { issue, day, at: instantOf(day, minutes, calendar.zone) };
}

/**
 * The daily one tells of its own day, the weekly one of the seven days that end on the Sunday
 * before, the monthly one of the four weeks that end with the month before.
 */
function periodOf({ issue, day }: Due, zone: string): Period {
  if (issue === 'daily') return periodEnding('today', day, zone);
  return issue === 'monthly'
    ? periodEnding('month', addDays(day, -Number(day.slice(-2))), zone)
    : periodEnding('week', lastSunday(day), zone);
}

function lastSunday(day: string): string {
  return addDays(day, -weekdayOf(day));
}
