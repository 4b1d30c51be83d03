import { act } from './act.ts';
import { adopt } from './adopt.ts';
import { amount, count, left, percent, span, spelled, together, users } from './amount.ts';
import { approval } from './approval.ts';
import { ask } from './ask.ts';
import { batches } from './batches.ts';
import { call } from './call.ts';
import { card } from './card.ts';
import { carrying } from './carrying.ts';
import { changelog } from './changelog.ts';
import { chart } from './chart.ts';
import { dm } from './dm.ts';
import { error } from './error.ts';
import { fleet } from './fleet.ts';
import { freeze } from './freeze.ts';
import { help } from './help.ts';
import { home } from './home.ts';
import { lead } from './lead.ts';
import { meter } from './meter.ts';
import { nudge } from './nudge.ts';
import { pages } from './pages.ts';
import { page } from './page.ts';
import { people } from './people.ts';
import { progress } from './progress.ts';
import { readiness } from './readiness.ts';
import { refusal } from './refusal.ts';
import { replies } from './replies/index.ts';
import { report } from './report.ts';
import { rollback } from './rollback.ts';
import { capital, dot } from './sentence.ts';
import { signals } from './signals.ts';
import { soak } from './soak.ts';
import { standing } from './standing.ts';
import { stuck } from './stuck.ts';
import { summary } from './summary.ts';
import { tickets } from './tickets.ts';
import { until } from './until.ts';
import { verdict } from './verdict.ts';
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
  act,
  adopt,
  approval,
  ask,
  batches,
  call,
  card,
  carrying,
  changelog,
  chart,
  dm,
  error,
  fleet,
  freeze,
  help,
  home,
  lead,
  meter,
  nudge,
  page,
  pages,
  people,
  progress,
  readiness,
  refusal,
  replies,
  report,
  rollback,
  signals,
  soak,
  standing,
  stuck,
  summary,
  tickets,
  until,
  verdict,
  waiting,
  numbers: { amount, count, left, percent, span, spelled, together, users },
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
