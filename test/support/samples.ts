import type { Build } from '../../src/release/state/build.ts';
import type { Change, Changelog } from '../../src/changes/changelog.ts';
import { type Line, newLine } from '../../src/release/state/line.ts';
import type { KnownIssue } from '../../src/release/state/known-issue.ts';
import type { Plan } from '../../src/release/state/plan.ts';
import type { ErrorGroup, Reading } from '../../src/release/state/reading.ts';
import {
  type Approval,
  type Countdown,
  type Release,
  unwatched,
  type Watch,
} from '../../src/release/state/release.ts';
import type { Phase } from '../../src/release/state/phase.ts';
import type { Escalation } from '../../src/release/state/remembered.ts';
import type { SeenError } from '../../src/release/state/seen-error.ts';
import { newWork, type TicketOutcome, type TicketWork } from '../../src/release/tickets/work.ts';
import { judge } from '../../src/release/health/judge.ts';
import type { Service } from '../../src/service/service.ts';
import type { ThreadFacts } from '../../src/views/thread-facts.ts';

/** Nov 20, 2026 at 12:00 UTC. */
export const noon = Date.UTC(2026, 10, 20, 12, 0, 0);
export const minute = 60_000;

export const priya = { id: 'U0PRIYA', name: 'Priya N.' };
export const ana = { id: 'U0ANA', name: 'Ana R.' };
export const tom = { id: 'U0TOM', name: 'Tom B.' };

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

export const plan: Plan = {
  hash: 'plan1',
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
  launchTimeoutMs: 15 * minute,
  automatic: false,
};

/** What davy.yml says of board. */
export const boardService: Service = {
  name: 'board',
  channel: 'C0RELEASES',
  changelogChannel: 'C0CHANGELOG',
  oncall: 'S0ONCALL',
  dashboard: 'https://dash.example.com/board',
  teams: [
    { name: 'whiteboard', approvers: ['S0WHITE'], owns: ['server/board/**'] },
    { name: 'accounts', approvers: ['U0ANA', 'U0TOM'], owns: ['server/accounts/**'] },
  ],
  secondOncall: null,
  admins: [],
  statusPage: null,
  tickets: null,
  mostServers: 4,
  plan: () => plan,
};

export function line(more: Partial<Line> = {}): Line {
  return { ...newLine('board'), live: build('1.41.0'), ...more };
}

export const locked = line({
  lock: {
    reason: 'board 1.42.0 was rolled back: new errors 24, max 0',
    since: noon,
    release: 'rel_PRE',
  },
});

export const issue: ErrorGroup = {
  id: '1',
  shortId: 'BOARD-7',
  title: 'TypeError: region of undefined',
  culprit: 'orders.ts in byRegion',
  level: 'error',
  what: 'new',
  count: 1204,
  users: 310,
  link: 'https://sentry.example.com/BOARD-7',
  firstSeen: noon - minute,
  lastSeen: noon,
};

export function knownIssue(more: Partial<KnownIssue> = {}): KnownIssue {
  return {
    service: 'board',
    fingerprint: '1',
    title: issue.title,
    word: 'known',
    until: noon + 14 * 24 * 60 * minute,
    version: '1.42.0',
    by: tom,
    at: noon,
    reason: 'fixed with BRD-12',
    undone: null,
    ...more,
  };
}

/** An error of 1.42.0, the first of its build. */
export function seenError(more: Partial<SeenError> = {}): SeenError {
  return {
    service: 'board',
    version: '1.42.0',
    issue,
    foundAt: noon,
    place: 1,
    ownCard: true,
    author: null,
    trace: {
      kind: 'traced',
      frames: [
        { path: 'server/orders/region.ts', function: 'byRegion', line: 12 },
        { path: 'server/socket.ts', function: 'take', line: 86 },
      ],
    },
    ...more,
  };
}

export function reading(
  signal: string,
  value: number | null,
  more: Partial<Reading> = {},
): Reading {
  return {
    signal,
    unit: '',
    source: 'prometheus',
    value,
    baseline: null,
    limit: { kind: 'max', value: 10 },
    ageMs: 1_000,
    sample: null,
    missing: value === null ? 'no value' : null,
    issues: [],
    ...more,
  };
}

export const good: readonly Reading[] = [
  reading('new errors', 0, { source: 'sentry', limit: { kind: 'max', value: 0 } }),
  reading('errors per 1,000 users', 2.1, {
    source: 'sentry',
    baseline: 2,
    limit: { kind: 'worse-by', share: 1, floor: 10 },
  }),
  reading('p95 latency', 405, { unit: 'ms', baseline: 412, limit: { kind: 'max', value: 600 } }),
];

export const bad: readonly Reading[] = [
  reading('new errors', 24, {
    source: 'sentry',
    limit: { kind: 'max', value: 0 },
    issues: [issue],
  }),
  reading('errors per 1,000 users', 24, {
    source: 'sentry',
    baseline: 2,
    limit: { kind: 'worse-by', share: 1, floor: 10 },
  }),
  reading('p95 latency', 580, { unit: 'ms', baseline: 412, limit: { kind: 'max', value: 600 } }),
];

export const missing: readonly Reading[] = [
  reading('Sentry', null, { source: 'sentry', missing: 'Sentry does not answer' }),
];

export function watch(readings: readonly Reading[], more: Partial<Watch> = {}): Watch {
  return {
    ...unwatched,
    measuredAt: noon + 30 * minute,
    creditedMs: 228 * minute,
    verdict: judge(readings),
    readings,
    ...more,
  };
}

/** Nothing was measured yet. */
export const unmeasured: Watch = unwatched;

export function prerelease(phase: Phase, more: Partial<Release> = {}): Release {
  return {
    id: 'rel_PRE',
    kind: 'prerelease',
    service: 'board',
    build: build(),
    target: build('1.41.0'),
    by: priya,
    at: noon,
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
    rev: 4,
    seq: 9,
    ...more,
  };
}

export function release(phase: Phase, more: Partial<Release> = {}): Release {
  return {
    ...prerelease(phase),
    id: 'rel_ALL',
    kind: 'release',
    at: noon + 300 * minute,
    carries: ['rel_PRE'],
    approvals: [yes(ana, 'whiteboard'), yes(tom, 'accounts')],
    seen: {
      at: noon,
      newServers: { servers: 4, ready: 4, users: 3_100 },
      oldServers: { servers: 4, ready: 4, users: 3_100 },
    },
    rev: 2,
    ...more,
  };
}

export function yes(by: Approval['by'], team: string): Approval {
  return { by, team, at: noon + 252 * minute, image: 'ami-1.42.0', plan: 'plan1' };
}

export function countdown(more: Partial<Countdown> = {}): Countdown {
  return {
    number: 1,
    since: noon,
    deadline: noon + 2 * minute,
    because: 'new errors 24, max 0',
    postponements: [],
    ...more,
  };
}

export function call(more: Partial<Escalation> = {}): Escalation {
  return {
    number: 1,
    since: noon,
    page: {
      key: 'board:rel_PRE',
      summary: 'board 1.42.0 rolls back by itself unless postponed: new errors 24, max 0',
      severity: 'critical',
    },
    againAt: null,
    ended: null,
    ...more,
  };
}

/** A change as git told it; more of it where a test cares. */
export function change(title: string, more: Partial<Change> = {}): Change {
  return {
    commit: title.padEnd(40, '0').slice(0, 40),
    title,
    author: { name: 'Marta K.', email: 'marta@example.com' },
    at: noon - 60 * minute,
    group: 'feature',
    care: [],
    files: ['server/board/draw.ts'],
    tickets: [],
    pull: null,
    ...more,
  };
}

const page = (number: number) => ({
  number,
  url: `https://git.example.com/acme/board/pull/${number}`,
});

/** What 1.42.0 brings where 1.41.0 serves. */
export function changelog(more: Partial<Changelog> = {}): Changelog {
  return {
    service: 'board',
    from: { version: '1.41.0', commit: 'a'.repeat(40) },
    to: { version: '1.42.0', commit: 'b'.repeat(40) },
    removed: [],
    url: 'https://git.example.com/acme/board/compare/a...b',
    changes: [
      change('Index orders by region', {
        group: 'care',
        care: [{ kind: 'migrations', count: 1, reversible: true }],
        files: ['migrations/012.sql'],
        pull: page(5120),
      }),
      change('Saved carts survive sign-out', {
        pull: page(5098),
        author: { name: 'Priya N.', email: 'priya@example.com' },
        files: ['server/accounts/carts.ts'],
        tickets: ['ACC-71'],
      }),
      change('Orders can be filtered by region', { pull: page(5111), tickets: ['BRD-409'] }),
      change('Checkout no longer fails on empty phone numbers', { group: 'fix', pull: page(5103) }),
      ...['Upgrade React to 19.2', 'Remove the legacy cart flag', 'Faster CI cache'].map((title) =>
        change(title, { group: 'internal', author: { name: 'Tom B.', email: 'tom@example.com' } }),
      ),
    ],
    ...more,
  };
}

/** What was measured, a look every ten minutes, with the users who had moved by then. */
export function measured(
  since: number,
  looks: number,
  readings: readonly Reading[] = good,
): ThreadFacts['history'] {
  return Array.from({ length: looks }, (_, i) => ({
    at: since + i * 10 * minute,
    readings: readings.map((one) => ({ ...one, sample: i * 400 })),
  }));
}

export function story(more: Partial<ThreadFacts> = {}): ThreadFacts {
  return {
    line: line(),
    service: boardService,
    build: build(),
    prerelease: null,
    release: null,
    history: [],
    changelog: null,
    unread: null,
    tickets: [],
    errors: [],
    known: [],
    now: noon + 30_000,
    ...more,
  };
}

/** Tickets BRD-1, BRD-2 … that came to these outcomes. */
export function ticketWork(
  stage: TicketWork['stage'],
  outcomes: readonly TicketOutcome[],
  more: Partial<TicketWork> = {},
): TicketWork {
  const begun = newWork(
    {
      release: stage === 'plan' ? 'rel_PRE' : 'rel_ALL',
      stage,
      done: 'Done',
      version: 'board 1.42.0',
      since: noon,
    },
    outcomes.map((_, i) => `BRD-${i + 1}`),
  );
  const tickets = begun.tickets.map((ticket, i) => ({
    ...ticket,
    title: `Saved carts, part ${i + 1}`,
    status: 'In Review',
    outcome: outcomes[i] ?? { kind: 'open' as const },
  }));
  return {
    ...begun,
    tickets,
    versions: begun.versions.map((version) => ({ ...version, outcome: { kind: 'released' } })),
    endedAt: noon + minute,
    ...more,
  };
}
