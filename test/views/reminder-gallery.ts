import type { ThreadFacts } from '../../src/views/thread-facts.ts';
import { locked, plan } from '../support/a-release.ts';
import { minute, noon } from '../support/noon.ts';
import { ana, priya, tom } from '../support/people.ts';
import { bad, good } from '../support/readings.ts';
import { countdown, signedOff, watch, yes } from '../support/release-parts.ts';
import { measurements, story } from '../support/thread-samples.ts';
import {
  all,
  carried,
  soon,
  ended,
  migrating,
  nasty,
  nudged,
  postponement,
  pre,
  since,
} from './gallery-parts.ts';
import { worded } from '../../src/release/state/worded.ts';

/** What somebody left lying about. */
export const reminderGallery: Readonly<Record<string, ThreadFacts>> = {
  'waiting, and those who are missing were asked': pre(
    { kind: 'waiting', since: noon },
    {
      watch: watch(good, { creditedMs: plan.soakMs }),
      approvals: [yes(ana, 'whiteboard')],
      asks: [
        { by: priya, at: noon + 20 * minute, teams: ['accounts'] },
        { by: { id: 'U0X', name: nasty }, at: noon + 40 * minute, teams: ['accounts', nasty] },
      ],
    },
  ),
  'approved, and those who were missing had been asked': pre(
    { kind: 'approved', since: noon + 50 * minute },
    {
      watch: carried.watch,
      approvals: signedOff,
      asks: [{ by: priya, at: noon + 20 * minute, teams: ['accounts'] }],
    },
    soon,
  ),
  'waiting, and its owner was reminded': pre(
    { kind: 'waiting', since: noon },
    {
      watch: watch(good, { creditedMs: plan.soakMs }),
      reminders: [nudged('waiting', noon, 'owner')],
    },
  ),
  'waiting, and everybody was reminded': pre(
    { kind: 'waiting', since: noon },
    {
      watch: watch(good, { creditedMs: plan.soakMs }),
      reminders: [
        nudged('waiting', noon, 'owner'),
        nudged('waiting', noon, 'team'),
        nudged('waiting', noon, 'on-call'),
      ],
    },
  ),
  'approved and forgotten': story({
    prerelease: { ...carried, reminders: [nudged('approved', noon + 252 * minute, 'owner')] },
    history: measurements(since, 24),
    ...soon,
  }),
  'a reminder that was settled': story({
    prerelease: { ...carried, reminders: [nudged('waiting', noon, 'owner')] },
    history: measurements(since, 24),
    ...soon,
  }),
  'stuck and forgotten': pre(
    {
      kind: 'stuck',
      since,
      because: worded('its canary server is gone'),
      from: { kind: 'soaking', since },
    },
    { reminders: [nudged('stuck', since, 'owner')] },
  ),
  'a hold that ends soon': all(migrating, {
    hold: { by: tom, since, until: noon + 335 * minute, reason: 'slow query' },
    holds: 3,
    reminders: [
      { ...nudged('hold-ends', since, 'owner'), to: tom },
      nudged('held-often', noon + 300 * minute, 'team'),
    ],
  }),
  'a postponement that ends soon': pre(
    { kind: 'soaking', since },
    {
      watch: watch(bad),
      countdowns: 1,
      countdown: countdown({ deadline: noon + 16 * minute, postponements: [postponement] }),
      reminders: [{ ...nudged('postponed', noon + minute, 'owner'), to: tom }],
    },
  ),
  'a pre-release nobody owns': pre(
    { kind: 'soaking', since },
    { reminders: [nudged('nobody', noon, 'team')] },
  ),
  'a pre-release that was taken over': pre(
    { kind: 'soaking', since },
    { by: tom, owners: [priya], reminders: [nudged('nobody', noon, 'team')] },
  ),
  'a lock that was left on': pre(
    ended('rolled-back', 'new errors 24, max 0'),
    { watch: watch(bad), countdown: countdown(), countdowns: 1 },
    {
      line: {
        ...locked,
        reminders: [{ ...nudged('locked', noon, 'owner'), to: null, about: 'rel_PRE' }],
      },
    },
  ),
};
