import { saidBy } from '../../src/release/state/said.ts';
import type { ThreadFacts } from '../../src/views/thread-facts.ts';
import { locked } from '../support/a-release.ts';
import { minute, noon } from '../support/noon.ts';
import { ana, tom } from '../support/people.ts';
import { bad, missing } from '../support/readings.ts';
import { call, countdown, watch } from '../support/release-parts.ts';
import { boardService } from '../support/thread-samples.ts';
import { back, ended, postponement, pre, since, endedBy } from './gallery-parts.ts';
import { worded } from '../../src/release/state/worded.ts';

const look = {
  key: 'board:rel_PRE:look',
  summary: worded('Davy cannot tell whether board 1.42.0 is healthy: new errors: not answered'),
  severity: 'error',
} as const;

/** The on-call is called: counting down, postponed, rolled back. */
export const pageGallery: Readonly<Record<string, ThreadFacts>> = {
  'page counting down': pre(
    { kind: 'soaking', since },
    { watch: watch(bad), countdown: countdown(), countdowns: 1 },
  ),
  'page that nobody answers': pre(back, {
    watch: watch(bad),
    countdown: countdown(),
    countdowns: 1,
    escalation: call({ againAt: noon + 5 * minute }),
  }),
  'page that nobody answers, with a next in line': pre(
    {
      kind: 'stuck',
      since,
      because: worded('no server became ready'),
      from: { kind: 'launching', since },
    },
    {
      escalation: call({
        againAt: noon + 5 * minute,
        page: {
          key: 'board:rel_PRE:stuck',
          summary: worded('board 1.42.0 is stuck: no server became ready'),
          severity: 'critical',
        },
      }),
    },
    { service: { ...boardService, secondOncall: 'S0LEADS' } },
  ),
  'page that was answered': pre(back, {
    watch: watch(bad),
    countdown: countdown(),
    countdowns: 1,
    escalation: call({
      againAt: noon + 5 * minute,
      ended: { kind: 'answered', at: noon + 7 * minute, by: tom },
    }),
  }),
  'page that needs no answer any more': pre(
    { kind: 'soaking', since },
    {
      countdowns: 1,
      escalation: call({
        number: 2,
        againAt: noon + 5 * minute,
        ended: { kind: 'over', at: noon + 7 * minute },
      }),
    },
  ),
  'look that somebody is called for': pre(
    { kind: 'soaking', since },
    { watch: watch(missing), escalation: call({ page: look }) },
  ),
  'look that nobody needs any more': pre(
    { kind: 'soaking', since },
    { escalation: call({ page: look, ended: { kind: 'over', at: noon + 4 * minute } }) },
  ),
  'look that somebody answered, and that is over': pre(
    { kind: 'soaking', since },
    {
      escalation: call({
        page: look,
        ended: { kind: 'answered', at: noon + minute, by: tom, overAt: noon + 4 * minute },
      }),
    },
  ),
  'page of a build that was stopped meanwhile': pre(
    endedBy('stopped', ana, 'stopped', 'wrong build'),
    { watch: watch(bad), countdown: countdown(), countdowns: 1 },
  ),
  'page without an on-call': pre(
    { kind: 'soaking', since },
    { watch: watch(bad), countdown: countdown(), countdowns: 1 },
    { service: { ...boardService, oncall: null, dashboard: null }, speed: 60 },
  ),
  'page postponed': pre(
    { kind: 'soaking', since },
    {
      watch: watch(bad),
      countdowns: 1,
      countdown: countdown({ deadline: noon + 16 * minute, postponements: [postponement] }),
    },
  ),
  'page postponed with a reason': pre(
    { kind: 'soaking', since },
    {
      watch: watch(bad),
      countdowns: 1,
      countdown: countdown({
        deadline: noon + 16 * minute,
        postponements: [postponement, { ...postponement, reason: 'load test running' }],
      }),
    },
  ),
  'page checked once more': pre(
    { kind: 'soaking', since },
    {
      countdowns: 1,
      countdown: countdown({ deadline: noon + 17 * minute, postponements: [postponement] }),
    },
  ),
  'page called off': pre({ kind: 'soaking', since }, { countdowns: 1 }),
  'page rolling back': pre(back, { watch: watch(bad), countdown: countdown(), countdowns: 1 }),
  'page rolled back': pre(
    ended('rolled-back', 'new errors 24, max 0'),
    { watch: watch(bad), countdown: countdown(), countdowns: 1 },
    { line: locked },
  ),
  'page rolled back and unlocked': pre(ended('rolled-back', 'new errors 24, max 0'), {
    watch: watch(bad),
    countdown: countdown(),
    countdowns: 1,
  }),
  'rollback asked': pre(
    { ...back, ...saidBy(ana, 'asked', 'carts are wrong'), usersBackAt: noon + 3 * minute },
    {},
  ),
  'rolled back as asked': pre(
    endedBy('rolled-back', ana, 'asked', 'carts are wrong'),
    {},
    { line: locked },
  ),
  'soak stuck, with a status page': pre(
    {
      kind: 'stuck',
      since,
      because: worded('the host does not answer'),
      from: { kind: 'soaking', since },
    },
    {},
    {
      service: { ...boardService, statusPage: 'https://status.example.com' },
      ways: { thread: 'https://acme.slack.example/archives/C1/p12', report: null },
    },
  ),
  'soak stuck': pre({
    kind: 'stuck',
    since,
    because: worded('its canary server is gone, and Davy did not take it away'),
    from: { kind: 'soaking', since },
  }),
};
