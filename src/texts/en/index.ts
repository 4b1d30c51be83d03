import { actTexts } from './act.ts';
import { adoptTexts } from './adopt.ts';
import { authorityTexts } from './authority.ts';
import { amount, count, left, percent, span, spelled, joined, users } from './amount.ts';
import { approvalTexts } from './approval.ts';
import { askTexts } from './ask.ts';
import { becauseText, reasonText } from './because.ts';
import { batchesTexts } from './batches.ts';
import { briefTexts } from './brief.ts';
import { callTexts } from './call.ts';
import { cameBackTexts } from './came-back.ts';
import { cardTexts } from './card.ts';
import { carryingTexts } from './carrying.ts';
import { changelogTexts } from './changelog.ts';
import { chartTexts } from './chart.ts';
import { crowdTexts } from './crowd.ts';
import { dmTexts } from './dm.ts';
import { errorTexts } from './error.ts';
import { fleetTexts } from './fleet.ts';
import { freezeTexts } from './freeze.ts';
import { helpTexts } from './help/index.ts';
import { homeTexts } from './home.ts';
import { imageTexts, tagWords } from './image.ts';
import { jobsTexts } from './jobs.ts';
import { launchTexts } from './launch.ts';
import { leadTexts } from './lead.ts';
import { meterTexts } from './meter.ts';
import { nudgeTexts } from './nudge.ts';
import { missingText } from './missing.ts';
import { pageSummaryText } from './page-summary.ts';
import { outageTexts } from './outage.ts';
import { pagesTexts } from './pages.ts';
import { pageTexts } from './page.ts';
import { peopleTexts } from './people.ts';
import { progressTexts } from './progress.ts';
import { readinessTexts } from './readiness.ts';
import { refusal } from './refusal.ts';
import { replies } from './replies/index.ts';
import { reportTexts } from './report.ts';
import { rollbackTexts } from './rollback.ts';
import { capital, dot } from './sentence.ts';
import { signalName, signalText } from './signal.ts';
import { signalsTexts } from './signals.ts';
import { singlesTexts } from './singles.ts';
import { soakTexts } from './soak.ts';
import { standingTexts } from './standing/index.ts';
import { statusCardTexts } from './status-card.ts';
import { strayTexts } from './strays.ts';
import { stuckTexts } from './stuck.ts';
import { summaryTexts } from './summary.ts';
import { ticketCommentText } from './ticket-comment.ts';
import { ticketTroubleText } from './ticket-trouble.ts';
import { ticketsTexts } from './tickets.ts';
import { untilTexts } from './until.ts';
import { harmTexts } from './harm.ts';
import { timelineTexts } from './timeline.ts';
import { unlockedTexts } from './unlocked.ts';
import { countedTexts } from './counted.ts';
import { verdictTexts } from './verdict.ts';
import { waiting } from './waiting.ts';
import {
  clock,
  clockSeconds,
  dateWords,
  day,
  dayFormat,
  rangeWords,
  utc,
  utcDay,
  utcSeconds,
  weekdayWord,
} from './when.ts';

/**
 * Every text people read, in English: one function of values for each, so that another language may
 * put them in another order.
 */
export const en = {
  act: actTexts,
  adopt: adoptTexts,
  authority: authorityTexts,
  approval: approvalTexts,
  ask: askTexts,
  batches: batchesTexts,
  because: becauseText,
  said: reasonText,
  brief: briefTexts,
  call: callTexts,
  cameBack: cameBackTexts,
  card: cardTexts,
  carrying: carryingTexts,
  changelog: changelogTexts,
  chart: chartTexts,
  crowd: crowdTexts,
  dm: dmTexts,
  error: errorTexts,
  fleet: fleetTexts,
  freeze: freezeTexts,
  help: helpTexts,
  home: homeTexts,
  image: imageTexts,
  imageTags: tagWords,
  jobs: jobsTexts,
  launch: launchTexts,
  lead: leadTexts,
  meter: meterTexts,
  nudge: nudgeTexts,
  missing: missingText,
  outage: outageTexts,
  page: pageTexts,
  pageSummary: pageSummaryText,
  pages: pagesTexts,
  people: peopleTexts,
  progress: progressTexts,
  readiness: readinessTexts,
  refusal,
  replies,
  report: reportTexts,
  rollback: rollbackTexts,
  signal: signalText,
  signalName,
  signals: signalsTexts,
  singles: singlesTexts,
  soak: soakTexts,
  standing: standingTexts,
  statusCard: statusCardTexts,
  strays: strayTexts,
  stuck: stuckTexts,
  summary: summaryTexts,
  ticketComment: ticketCommentText,
  ticketTrouble: ticketTroubleText,
  tickets: ticketsTexts,
  until: untilTexts,
  harm: harmTexts,
  timeline: timelineTexts,
  unlocked: unlockedTexts,
  counted: countedTexts,
  verdict: verdictTexts,
  waiting,
  numbers: { amount, count, left, percent, span, spelled, together: joined, users },
  sentence: { capital, dot },
  when: {
    clock,
    clockSeconds,
    dateWords,
    day,
    dayFormat,
    rangeWords,
    utc,
    utcDay,
    utcSeconds,
    weekdayWord,
  },
};
