import { authorsOf } from '../engine/changes/authors.ts';
import type { Reporting } from '../engine/reports/reporting.ts';
import { planIssues } from '../engine/reports/summaries.ts';
import { watchLedger } from '../engine/ledger-watch.ts';
import { startEngine } from '../engine/start.ts';
import { releaseId } from '../slack/answer/release-id.ts';
import { texts } from '../texts/texts.ts';
import { homeTabs } from '../vendors/home-tabs.ts';
import { reports } from '../vendors/reports.ts';
import { runMessages } from '../views/jobs/run.ts';
import { messagesOf } from '../views/messages.ts';
import { serviceMessagesOf } from '../views/service/service-messages.ts';
import { statusCard } from '../views/service/status-card.ts';
import { officeOf } from './office-hours.ts';
import { outageTeller } from './outage.ts';
import type { Parts } from './parts.ts';
import { reportingOf } from './reporting.ts';

/** What moves and draws: the lanes' workers, and the summaries they are to send. */
export async function startLanes(
  { environment, config, services, ports, tell, fetch, realNow, log, at }: Parts,
  link: Reporting['link'],
): Promise<{ stop(): Promise<void> }> {
  const reporting = reportingOf(config, {
    link,
    authors: (release) => authorsOf(release, ports),
    publish: homeTabs({ environment, fetch }),
    reports: reports({ environment, fetch }),
  });
  await planIssues({ ports }, reporting);
  const engine = startEngine({
    ports,
    reporting,
    tell,
    log,
    releaseId,
    at,
    draw: (facts) => messagesOf({ ...facts, speed: environment.DAVY_CLOCK_SPEED }),
    drawLine: serviceMessagesOf,
    drawStatus: statusCard,
    wording: { page: texts.pageSummary, comment: texts.ticketComment },
    drawRun: runMessages,
    services,
    office: officeOf(config),
  });
  const channels = Object.values(config.services).map(({ channel }) => channel);
  const watch = watchLedger({
    ledger: ports.ledger,
    log,
    tell: outageTeller(ports.board, channels, realNow),
  });
  return {
    async stop() {
      watch.stop();
      await engine.stop();
    },
  };
}
