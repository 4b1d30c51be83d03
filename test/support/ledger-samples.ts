import type { Claim, Ledger } from '../../src/ports/ledger.ts';
import type { Build } from '../../src/release/state/build.ts';
import type { Decision, Effect } from '../../src/release/state/decision.ts';
import type { Event } from '../../src/release/state/event.ts';
import type { Line } from '../../src/release/state/line.ts';
import type { Plan } from '../../src/release/state/plan.ts';
import type { Reading } from '../../src/release/state/reading.ts';
import { type Release, unwatched } from '../../src/release/state/release.ts';

export const ana = { id: 'U0ANA', name: 'Ana' };

export function buildOf(service: string, version = '7.1.0', more: Partial<Build> = {}): Build {
  return {
    service,
    version,
    commit: `c-${version}`,
    image: `ami-${version}`,
    checks: { passed: 12, failed: 0 },
    registeredAt: 1,
    ...more,
  };
}

const plan: Plan = {
  hash: 'p1',
  servers: 1,
  soakMs: 1,
  usersMin: 1,
  signOff: [{ team: 'whiteboard', approvals: 1 }],
  approvalTtlMs: 1,
  batches: [0.1, 1],
  betweenBatchesMs: 1,
  reconnectsMax: null,
  answerWithinMs: 300_000,
  watchMs: 1,
  retireGraceMs: 1,
  countdownMs: 1,
  postponeMs: 1,
  postponesMax: 2,
  lookEveryMs: 1,
  launchTimeoutMs: 1,
  automatic: false,
};

export function releaseOf(service: string, id: string, more: Partial<Release> = {}): Release {
  return {
    id,
    kind: 'release',
    service,
    build: buildOf(service),
    target: null,
    by: ana,
    at: 1000,
    note: '',
    plan,
    carries: [],
    startAttempted: false,
    capacity: 2,
    phase: { kind: 'requested', since: 1000 },
    approvals: [],
    watch: unwatched,
    seen: null,
    exposure: [],
    countdown: null,
    countdowns: 0,
    escalation: null,
    hold: null,
    holds: 0,
    owners: [],
    asks: [],
    reminders: [],
    move: null,
    contains: [],
    rev: 1,
    seq: 0,
    ...more,
  };
}

export const reading: Reading = {
  signal: 'new errors',
  unit: '',
  source: 'sentry',
  value: 3,
  baseline: null,
  limit: { kind: 'max', value: 0 },
  ageMs: 12.5,
  sample: 1200,
  missing: null,
  issues: [
    {
      id: '1',
      shortId: 'BRD-1',
      title: 'TypeError: “undefined” 🔥',
      culprit: 'draw()',
      level: 'error',
      what: 'new',
      count: 3,
      users: 2,
      link: 'https://sentry.example.com/1',
      firstSeen: 1_000,
      lastSeen: null,
    },
  ],
};

export const passed: Event = { kind: 'time-passed', at: 2000 };
export const page = {
  lane: 'page',
  kind: 'page',
  key: 'k',
  summary: 'Errors',
  severity: 'critical',
} as const satisfies Effect;

/** Says yes to a new moving release, unless one moves. */
export function startsMoving(id: string) {
  return (line: Line): Decision =>
    line.moving
      ? { kind: 'refused', code: 'moving', because: { says: 'worded', values: ['one moves'] } }
      : {
          kind: 'moved',
          line: { ...line, moving: { release: id, carries: [], migrating: false } },
          release: null,
          born: releaseOf(line.service, id),
          effects: [],
          supersedes: false,
        };
}

/** Brings a release into being. */
export function start(ledger: Ledger, service: string, id: string, at = 1000): Promise<Decision> {
  return ledger.decide(
    { service, release: null, event: { kind: 'time-passed', at } },
    startsMoving(id),
    (decision) =>
      decision.kind === 'moved'
        ? [
            { key: id, lane: 'world', dueAt: at },
            { key: id, lane: 'page', dueAt: at },
          ]
        : [],
  );
}

/** Moves a release on, with what a test wants changed. */
export function moveOn(
  ledger: Ledger,
  service: string,
  id: string,
  more: {
    change?: Partial<Release>;
    line?: Partial<Line>;
    effects?: readonly Effect[];
    supersedes?: boolean;
    claim?: Claim;
    delivery?: string;
    event?: Event;
  } = {},
): Promise<Decision> {
  const {
    change,
    line: lineChange,
    effects = [],
    supersedes = false,
    claim,
    delivery,
    event = passed,
  } = more;
  return ledger.decide(
    {
      service,
      release: id,
      event,
      ...(claim ? { claim } : {}),
      ...(delivery === undefined ? {} : { delivery }),
    },
    (line, release) => ({
      kind: 'moved',
      line: lineChange ? { ...line, ...lineChange } : line,
      release: { ...release!, ...change },
      born: null,
      effects,
      supersedes,
    }),
    () => [],
  );
}
