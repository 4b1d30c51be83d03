import { describe, expect, it } from 'vitest';
import { harmDone } from '../../../src/release/state/harm.ts';
import type { Reading } from '../../../src/release/state/reading.ts';
import { becauseText } from '../../../src/texts/en/because.ts';
import { prerelease } from '../../support/a-release.ts';
import { measured } from '../../support/events.ts';
import { given } from '../../support/given.ts';
import { minute, noon } from '../../support/noon.ts';
import { issue, reading } from '../../support/readings.ts';
import { watch } from '../../support/release-parts.ts';

const failed = (value: number | null, baseline: number | null, limit = 3): Reading =>
  reading('failed requests', value, {
    unit: ' %',
    of: 'requests',
    baseline,
    limit: { kind: 'worse-by', share: 1, floor: limit },
  });
const errors = (...issues: Reading['issues']): Reading =>
  reading('new errors', issues.length, {
    source: 'sentry',
    limit: { kind: 'max', value: 0 },
    issues,
  });
const fresh = { ...issue, count: 40, users: 12, old: 0 };

/** The cause of the countdown that these readings begin. */
function causeOf(...readings: readonly Reading[]): string {
  const one = prerelease(
    { kind: 'soaking', since: noon },
    { watch: watch(readings, { badInARow: 1, badSince: noon, badAt: noon }) },
  );
  const seen = {
    at: noon + minute,
    newServers: { servers: 1, ready: 1, users: 100 },
    oldServers: { servers: 4, ready: 4, users: 6_000 },
  };
  const { release } = given({ ...one, seen }).after(measured(noon + minute, readings));
  if (!release.countdown) throw new Error('nobody was called');
  return becauseText(release.countdown.because);
}

describe('the cause, as people say it', () => {
  it.each<[string, readonly Reading[], string]>([
    [
      'one new error in requests that never failed before',
      [errors(fresh), failed(12.5, 0)],
      '1 new error hits 1 in 8 requests, never on 1.41.0',
    ],
    [
      'requests that fail before, too: the error is not the whole of it',
      [errors(fresh), failed(12.5, 0.4)],
      '1 new error hit 12 users, never on 1.41.0; 1 in 8 requests fails, 1 in 250 on 1.41.0',
    ],
    [
      'errors where nobody counts requests',
      [errors(fresh, { ...fresh, id: '2', users: 3 })],
      '2 new errors hit at least 12 users, never on 1.41.0',
    ],
    [
      'errors of a service without users',
      [errors({ ...fresh, users: 0 }), failed(null, null)],
      '1 new error came 40 times, never on 1.41.0',
    ],
    [
      'one that the old servers have as well: "never" is not said',
      [errors({ ...fresh, what: 'escalating', old: 2 })],
      '1 growing error hit 12 users',
    ],
    [
      'one of which nobody asked the old servers',
      [errors({ ...issue, users: 12 })],
      '1 new error hit 12 users',
    ],
    ['requests alone', [failed(66, 0.4)], '7 in 10 requests fail, 1 in 250 on 1.41.0'],
    ['requests that all fail', [failed(100, 0)], 'all requests fail, none on 1.41.0'],
    [
      'what is measured besides, as it was measured',
      [
        errors(fresh),
        reading('p95 latency', 700, { unit: ' ms', limit: { kind: 'max', value: 600 } }),
      ],
      '1 new error hit 12 users, never on 1.41.0; p95 latency 700 ms, max 600',
    ],
    [
      'a query of somebody that only has the name',
      [reading('failed requests', 12, { limit: { kind: 'max', value: 10 } })],
      'failed requests 12, max 10',
    ],
  ])('tells %s', (_, readings, cause) => {
    expect(causeOf(...readings)).toBe(cause);
  });

  it('leaves errors that people called known out of the sentence', () => {
    const known = { ...fresh, id: '9', users: 900, known: true as const };
    expect(causeOf({ ...errors(fresh), issues: [fresh, known] })).toBe(
      '1 new error hit 12 users, never on 1.41.0',
    );
  });
});

describe('how bad it was', () => {
  it('keeps the largest share of requests that failed, then or when it turned round', () => {
    const harm = (...readings: readonly Reading[]) =>
      harmDone(
        prerelease(
          { kind: 'soaking', since: noon },
          { watch: watch(readings, { badSince: noon }) },
        ),
        noon,
      );
    expect(harm(failed(12.5, 0))).toMatchObject({ failing: 0.125 });
    expect(harm(failed(0, 0))).not.toHaveProperty('failing');
    expect(harm(failed(null, null))).not.toHaveProperty('failing');
  });
});
