import type { Build } from '../../src/release/state/build.ts';
import { type BlockedBuild, type Line, newLine } from '../../src/release/state/line.ts';
import type { Plan } from '../../src/release/state/plan.ts';
import type { Phase } from '../../src/release/state/phase.ts';
import type { Release } from '../../src/release/state/release.ts';
import { minute, noon } from './noon.ts';
import { priya } from './people.ts';
import { good } from './readings.ts';
import { signedOff, watch } from './release-parts.ts';
import { worded } from '../../src/release/state/worded.ts';

/** A build that CI registered with passing checks. */
export function build(version = '1.42.0', more: Partial<Build> = {}): Build {
  return {
    service: 'board',
    version,
    commit: `${version.replaceAll('.', '')}c0ffee9f3c2ab`,
    image: `ami-${version}`,
    checks: { passed: 212, failed: 0 },
    registeredAt: noon - 22 * minute,
    ...more,
  };
}

/** What a sample starts with unless its test says otherwise: `{ ...plan, automatic: true }`. */
export const plan: Plan = {
  hash: 'plan1',
  ways: {
    moves: 'users',
    least: 0,
    atOnce: 100,
    closedMs: null,
    prepares: false,
    empties: 'destroy',
    singles: [],
  },
  share: null,
  servers: 1,
  soakMs: 240 * minute,
  usersMin: 10,
  signOff: [
    { team: 'whiteboard', approvals: 1 },
    { team: 'accounts', approvals: 1 },
  ],
  approvalTtlMs: 72 * 60 * minute,
  batches: [0.1, 0.25, 0.5, 1],
  betweenBatchesMs: 10 * minute,
  reconnectsMax: null,
  answerWithinMs: 300_000,
  watchMs: 30 * minute,
  retireGraceMs: minute,
  countdownMs: 2 * minute,
  postponeMs: 15 * minute,
  postponesMax: 2,
  lookEveryMs: minute / 2,
  judge: null,
  launchTimeoutMs: 15 * minute,
  automatic: false,
};

/** A service whose 1.41.0 serves everybody, with nothing under way. */
export function line(more: Partial<Line> = {}): Line {
  return { ...newLine('board'), live: build('1.41.0'), ...more };
}

/** 1.42.0 was blocked because of errors, and the whiteboard's word is needed to try it again. */
export function blocked(more: Partial<BlockedBuild> = {}): BlockedBuild {
  return {
    version: '1.42.0',
    image: 'ami-1.42.0',
    because: worded('errors'),
    commit: 'c0ffee',
    teams: ['whiteboard'],
    at: 0,
    ...more,
  };
}

/** Locked by the rollback of the sample pre-release. */
export const locked = line({
  lock: {
    reason: worded('board 1.42.0 was rolled back: new errors 24, max 0'),
    since: noon,
    release: 'rel_PRE',
  },
});

/**
 * The sample pre-release of 1.42.0, healthy in this phase. It is the one place that spells out what
 * a release is made of: every other sample is this one and what its test changes.
 */
export function prerelease(phase: Phase, more: Partial<Release> = {}): Release {
  return {
    id: 'rel_PRE',
    kind: 'prerelease',
    service: 'board',
    build: build(),
    target: build('1.41.0'),
    by: priya,
    at: noon,
    turn: 1,
    note: 'saved carts',
    plan,
    carries: [],
    startAttempted: false,
    capacity: 4,
    phase,
    approvals: [],
    watch: watch(good),
    seen: {
      at: noon,
      newServers: { servers: 1, ready: 1, users: 124 },
      oldServers: { servers: 4, ready: 4, users: 6_076 },
    },
    orders: [],
    known: [],
    guarded: [],
    singles: [],
    cameBack: [],
    cameBackGone: null,
    exposure: [],
    countdown: null,
    countdowns: 0,
    escalation: null,
    incidents: [],
    hold: null,
    holds: 0,
    owners: [],
    asks: [],
    reminders: [],
    move: null,
    contains: [],
    rev: 4,
    seq: 9,
    ...more,
  };
}

/** The release that takes the sample pre-release to everybody. */
export function release(phase: Phase, more: Partial<Release> = {}): Release {
  return {
    ...prerelease(phase),
    id: 'rel_ALL',
    kind: 'release',
    at: noon + 300 * minute,
    carries: ['rel_PRE'],
    approvals: signedOff,
    seen: {
      at: noon,
      newServers: { servers: 4, ready: 4, users: 3_100 },
      oldServers: { servers: 4, ready: 4, users: 3_100 },
    },
    rev: 2,
    ...more,
  };
}
