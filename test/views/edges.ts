import type { Release } from '../../src/release/state/release.ts';
import type { Phase } from '../../src/release/state/phase.ts';
import type { ThreadFacts } from '../../src/views/thread-facts.ts';
import { build, line, plan, prerelease, release } from '../support/a-release.ts';
import { minute, noon } from '../support/noon.ts';
import { good, reading } from '../support/readings.ts';
import { watch, yes } from '../support/release-parts.ts';
import { boardService, measurements, story } from '../support/thread-samples.ts';
import { worded } from '../../src/release/state/worded.ts';

const since = noon + 6 * minute;
const soaking: Phase = { kind: 'soaking', since };
const waiting: Phase = { kind: 'waiting', since: noon + 250 * minute };
const migrating: Phase = {
  kind: 'migrating',
  since: noon + 310 * minute,
  batch: 2,
  movedAt: null,
  watchedMs: 0,
};
const crowd = (mine: number, old: number) => ({
  seen: {
    at: noon,
    newServers: { servers: 1, ready: 1, users: mine },
    oldServers: { servers: 4, ready: 4, users: old },
  },
});

const longName = {
  id: 'U0PRIYA',
  name: 'Maximiliane-Alexandra von Hohenberg-Wittelsbach de la Fuente y Ortega',
};
const rightToLeft = { id: 'U0ANA', name: 'نور الدين عبد الرحمن' };
const longVersion = build('2026.11.20-rc.4-feature-saved-carts-for-guests-a1b2c3d4e5f6');
const manyTeams = [
  'whiteboard',
  'accounts',
  'payments-and-billing',
  'platform-reliability',
  'search',
  'mobile-applications',
];

const pre = (phase: Phase, more: Partial<Release> = {}, rest: Partial<ThreadFacts> = {}) =>
  story({ prerelease: prerelease(phase, more), history: measurements(since, 24), ...rest });
const all = (more: Partial<Release>) =>
  story({
    line: line({ moving: { release: 'rel_ALL', carries: ['rel_PRE'], migrating: true } }),
    prerelease: prerelease({ kind: 'approved', since: noon }),
    release: release(migrating, more),
    history: [...measurements(since, 24), ...measurements(noon + 300 * minute, 8)],
    now: noon + 330 * minute,
  });

/** The same states with nobody, one, very many, very long, and from right to left. */
export const edges: Readonly<Record<string, ThreadFacts>> = {
  'soaking with nobody': pre(soaking, crowd(0, 0)),
  'soaking with one user': pre(soaking, { ...crowd(1, 30), plan: { ...plan, usersMin: 1 } }),
  'soaking with 12,400 of 620,000 users': pre(soaking, crowd(12_400, 607_600)),
  'release of 620,000 users': all(crowd(310_000, 310_000)),
  'release of one user': all(crowd(0, 1)),
  'release stuck with one user': all({
    ...crowd(1, 0),
    phase: { kind: 'stuck', since, because: worded('the host does not answer'), from: migrating },
  }),
  'soaking on fifty servers': pre(
    { kind: 'launching', since },
    {
      plan: { ...plan, servers: 50 },
      watch: watch([], { measuredAt: null, verdict: null, readings: [] }),
      ...crowd(0, 9),
    },
  ),
  'long version': pre(soaking, { build: longVersion }, { build: longVersion }),
  'long names': pre(waiting, {
    by: longName,
    approvals: [{ ...yes(longName, 'whiteboard') }],
    watch: watch(good, { creditedMs: plan.soakMs }),
  }),
  'names from right to left': pre(waiting, {
    by: rightToLeft,
    note: 'שמירת עגלות לאורחים',
    approvals: [yes(rightToLeft, 'whiteboard')],
    watch: watch(good, { creditedMs: plan.soakMs }),
  }),
  'hold with a reason from right to left': pre(soaking, {
    hold: {
      by: rightToLeft,
      since,
      until: noon + 60 * minute,
      reason: 'استعلام بطيء في قاعدة البيانات',
    },
  }),
  'six teams': pre(
    waiting,
    {
      plan: { ...plan, signOff: manyTeams.map((team) => ({ team, approvals: 2 })) },
      watch: watch(good, { creditedMs: plan.soakMs }),
    },
    {
      service: {
        ...boardService,
        teams: manyTeams.map((name) => ({ name, approvers: ['S0WHITE'], owns: [] })),
      },
    },
  ),
  'many signals with long names': pre(soaking, {
    watch: watch(
      Array.from({ length: 12 }, (_, i) =>
        reading(
          `median time until the first stroke of a guest is drawn, ${i + 1}`,
          1_234.567 * (i + 1),
          { unit: 'milliseconds', baseline: 0.9819, limit: { kind: 'max', value: 99_999 } },
        ),
      ),
    ),
  }),
  'measured in odd numbers': pre(soaking, {
    watch: watch([
      reading('p95 latency', 0.9819, { unit: 'ms', baseline: 1.00049 }),
      reading('crash-free sessions', 99.9183, { unit: '%', limit: { kind: 'min', value: 99.5 } }),
      reading('orders per minute', 1_234_567.8, { limit: { kind: 'min', value: 70 } }),
    ]),
  }),
};
