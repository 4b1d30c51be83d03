import { saidBy } from '../../src/release/state/said.ts';
import { plannedMove } from '../../src/release/migration/move.ts';
import type { Release } from '../../src/release/state/release.ts';
import type { Phase } from '../../src/release/state/phase.ts';
import type {
  Migration,
  Reminder,
  ReminderTarget,
  ReminderSubject,
} from '../../src/release/state/remembered.ts';
import type { ThreadFacts } from '../../src/views/thread-facts.ts';
import { build, line, plan, prerelease, release } from '../support/a-release.ts';
import { minute, noon } from '../support/noon.ts';
import { priya, tom } from '../support/people.ts';
import { good } from '../support/readings.ts';
import { signedOff, watch } from '../support/release-parts.ts';
import { measurements, story } from '../support/thread-samples.ts';
import { worded } from '../../src/release/state/worded.ts';

export const since = noon + 6 * minute;
export const ended = (
  kind: 'rolled-back' | 'declined' | 'expired' | 'replaced' | 'stopped' | 'failed' | 'cancelled',
  because: string,
  by: Release['by'] = null,
): Phase => ({ kind, at: noon + 260 * minute, because: worded(because), by });
export const back = {
  kind: 'rolling-back',
  since: noon + 2 * minute,
  because: worded('new errors 24, max 0'),
  by: null,
  end: 'rolled-back',
  usersBackAt: null,
  unprotectedAt: null,
  calmSince: null,
} satisfies Phase;
export const migrating = {
  kind: 'migrating',
  since: noon + 310 * minute,
  batch: 2,
  movedAt: noon + 312 * minute,
  watchedMs: 9 * minute,
} satisfies Phase;
export const endedBy = (
  kind: 'rolled-back' | 'declined' | 'stopped' | 'cancelled',
  ...said: Parameters<typeof saidBy>
): Phase => ({ kind, at: noon + 260 * minute, ...saidBy(...said) });
export const postponement = {
  by: tom,
  at: noon + minute,
  until: noon + 16 * minute,
  badness: 3,
  reason: '',
};
export const carried = prerelease(
  { kind: 'approved', since: noon + 252 * minute },
  {
    approvals: signedOff,
    watch: watch(good, { creditedMs: plan.soakMs, measuredAt: noon + 252 * minute }),
  },
);
/** When it could go out, and the same canary an hour later. */
export const soon = { now: noon + 253 * minute };
export const stillThere = {
  ...carried,
  watch: { ...carried.watch, measuredAt: noon + 330 * minute },
};
export const counted = { ...plan, reconnectsMax: 0.02 };
export const batch = (share: number, from: number) => ({
  share,
  since: noon + from * minute,
  movedAt: noon + (from + 2) * minute,
  until: noon + (from + 13) * minute,
  watchedMs: 10 * minute,
  users: 6_200 * share,
  reconnects: null,
});
/** Users on both sides, minute by minute, as the batches of `slower` took them. */
export const curve = Array.from({ length: 28 }, (_, i) => {
  const share = i < 3 ? 0.05 * i : i < 14 ? 0.1 : Math.min(0.52, 0.1 + 0.08 * (i - 13));
  const newServers = Math.round(6_200 * share);
  return { at: noon + (285 + i) * minute, newServers, oldServers: 6_200 - newServers };
});
/** Half-way, with what was left cut in half. */
export const slower: Migration = {
  ...plannedMove(plan),
  batches: [0.1, 0.25, 0.375, 0.5, 0.75, 1],
  halved: 1,
  slowed: { by: tom, at: noon + 311 * minute, because: null },
  since: noon + 311 * minute,
  launchMs: 3 * minute,
  curve,
  half: noon + 304 * minute,
  done: [batch(0.1, 285), batch(0.25, 298)],
  reconnects: {
    since: noon + 311 * minute,
    at: noon + 312 * minute,
    arrived: 1_550,
    failed: 0,
    slow: 2,
    missing: null,
  },
};
export const nudged = (thing: ReminderSubject, from: number, rung: ReminderTarget): Reminder => ({
  thing,
  since: from,
  rung,
  at: from + 255 * minute,
  to: priya,
  about: null,
});
export const moving = line({
  moving: { release: 'rel_ALL', carries: ['rel_PRE'], migrating: true },
});
export const nasty =
  'x‮gpj.exe <!channel> <@U0ANA> *bold* `code` & [link](http://a.b) https://evil.example/a|b\n' +
  'long '.repeat(80);
export const quiet: Partial<Release> = {
  watch: watch([], { measuredAt: null, verdict: null, readings: [] }),
};
export const soaked = (phase: Phase, more: Partial<Release> = {}) =>
  prerelease(phase, { watch: watch(good, { creditedMs: plan.soakMs }), ...more });
export const pre = (phase: Phase, more: Partial<Release> = {}, rest: Partial<ThreadFacts> = {}) =>
  story({ prerelease: prerelease(phase, more), history: measurements(since, 24), ...rest });
export const all = (phase: Phase, more: Partial<Release> = {}, rest: Partial<ThreadFacts> = {}) =>
  story({
    line: moving,
    prerelease: stillThere,
    release: release(phase, more),
    history: [...measurements(since, 24), ...measurements(noon + 300 * minute, 8)],
    now: noon + 330 * minute,
    ...rest,
  });
export const live = (tickets: ThreadFacts['tickets']) =>
  story({
    line: line({ live: build() }),
    prerelease: carried,
    release: release({ kind: 'live', at: noon + 400 * minute }),
    tickets,
    now: noon + 401 * minute,
  });
