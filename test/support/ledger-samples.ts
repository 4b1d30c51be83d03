import type { Claim, Ledger } from '../../src/ports/ledger.ts';
import type { Decision, Effect } from '../../src/release/state/decision.ts';
import type { Event } from '../../src/release/state/event.ts';
import type { Line } from '../../src/release/state/line.ts';
import type { Release } from '../../src/release/state/release.ts';
import { build, release } from './a-release.ts';
import { ana } from './people.ts';
import { issue, reading } from './readings.ts';
import { unmeasured } from './release-parts.ts';
import { worded } from '../../src/release/state/worded.ts';

/** A release that was just asked for; what is stored of it matters, not what it is. */
export function releaseOf(service: string, id: string, more: Partial<Release> = {}): Release {
  return release(
    { kind: 'requested', since: 1000 },
    {
      id,
      service,
      build: build('7.1.0', { service }),
      target: null,
      by: ana,
      at: 1000,
      note: '',
      carries: [],
      approvals: [],
      watch: unmeasured,
      seen: null,
      rev: 1,
      seq: 0,
      ...more,
    },
  );
}

/** Numbers and letters that a database could spoil. */
export const spoilable = reading('new errors', 3, {
  source: 'sentry',
  limit: { kind: 'max', value: 0 },
  ageMs: 12.5,
  sample: 1200,
  issues: [{ ...issue, title: 'TypeError: “undefined” 🔥', count: 3, lastSeen: null }],
});

export const passed: Event = { kind: 'time-passed', at: 2000 };
export const page = {
  lane: 'page',
  kind: 'page',
  key: 'k',
  summary: worded('Errors'),
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
