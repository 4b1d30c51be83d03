import type { ErrorGroup, Reading } from '../../src/release/state/reading.ts';
import { minute, noon } from './noon.ts';
import { worded } from '../../src/release/state/worded.ts';

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
    missing: value === null ? { kind: 'no-value' } : null,
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
  reading('Sentry', null, { source: 'sentry', missing: worded('Sentry does not answer') }),
];
