import { describe, expect, it } from 'vitest';
import type { Fairness, Reading } from '../../../src/release/state/reading.ts';
import type { Release } from '../../../src/release/state/release.ts';
import { prerelease } from '../../support/a-release.ts';
import { measured } from '../../support/events.ts';
import { given } from '../../support/given.ts';
import { minute, noon } from '../../support/noon.ts';
import { good, reading } from '../../support/readings.ts';
import { unmeasured } from '../../support/release-parts.ts';

const second = 1_000;
const p95 = (value: number, fairness: Partial<Fairness> = {}, sample = 500): Reading =>
  reading('p95 latency', value, {
    unit: 'ms',
    limit: { kind: 'max', value: 250 },
    sample,
    fairness: { windowMs: 2 * minute, least: 20, warmUpMs: 3 * minute, ...fairness },
  });
const soaking = prerelease({ kind: 'soaking', since: noon }, { watch: unmeasured });

/** What becomes of a soak by looks at these seconds of it. */
function after(looks: readonly (readonly [seconds: number, value: Reading])[]): Release {
  return looks.reduce((release, [at, value]) => {
    const now = noon + at * second;
    const newServers = { servers: 1, ready: 1, users: 100 };
    const seen = { at: now, newServers, oldServers: { servers: 4, ready: 4, users: 6_000 } };
    return given({ ...release, seen }).after(measured(now, [...good.slice(0, 2), value])).release;
  }, soaking);
}
const every30 = (from: number, to: number, value: Reading) =>
  Array.from({ length: (to - from) / 30 + 1 }, (_, n) => [from + n * 30, value] as const);

describe('what nobody may hold against a build yet', () => {
  it('is 275 ms against a limit of 250, 5 s into a soak', () => {
    const release = after([
      [5, p95(275)],
      [35, p95(275)],
    ]);
    expect(release.countdown).toBeNull();
    expect(release.watch).toMatchObject({ badInARow: 0, creditedMs: 0 });
    expect(release.watch.verdict).toMatchObject({ kind: 'undecided' });
    expect(release.watch.verdict?.reasons).toContainEqual({
      signal: 'p95 latency',
      says: 'missing',
      facts: { kind: 'missing', why: { kind: 'warming-up' } },
    });
  });

  it('is 45 s of cold caches, which a window of two minutes shows until 165 s', () => {
    const release = after([...every30(15, 165, p95(900)), ...every30(195, 315, p95(120))]);
    expect(release.countdown).toBeNull();
    expect(release.watch.creditedMs).toBeGreaterThan(0);
  });

  it('is one failed request among 18; many of them are held against it', () => {
    const failed = (sample: number) =>
      reading('failed requests', 1 / 18, {
        limit: { kind: 'max', value: 0.01 },
        sample,
        fairness: { windowMs: 2 * minute, least: 20, warmUpMs: 0 },
      });
    const few = after(every30(30, 300, failed(18)));
    expect(few.countdown).toBeNull();
    expect(few.watch.verdict).toMatchObject({ kind: 'undecided' });
    expect(few.watch.verdict?.badness).toBeLessThan(1);
    expect(after(every30(30, 300, failed(1_800))).countdown).not.toBeNull();
  });

  it('leaves what is well as it is, warm or not', () => {
    expect(after(every30(30, 60, p95(120, {}, 3))).watch).toMatchObject({
      verdict: { kind: 'healthy' },
      creditedMs: 30 * second,
    });
  });
});

describe('a second bad look', () => {
  it('counts only once it saw other minutes than the first', () => {
    const bad = p95(900);
    const soon = after(every30(240, 330, bad));
    expect(soon).toMatchObject({ countdown: null, watch: { badInARow: 1 } });
    expect(soon.watch).toMatchObject({ badSince: noon + 240 * second, badAt: noon + 240 * second });
    const later = after(every30(240, 360, bad));
    expect(later.countdown).toMatchObject({ since: noon + 360 * second });
    expect(later.watch).toMatchObject({ badInARow: 2, badSince: noon + 240 * second });
  });

  it('counts at once where another signal is bad, too, or its source knows no window', () => {
    const [errors] = good;
    if (!errors) throw new Error('a reading is expected');
    const worse = { ...errors, value: 3 };
    const release = given({ ...after([[240, p95(900)]]) }).after(
      measured(noon + 270 * second, [worse, p95(900)]),
    ).release;
    expect(release.countdown).not.toBeNull();
    const bare = reading('queue', 900, { limit: { kind: 'max', value: 250 } });
    expect(after(every30(30, 60, bare)).countdown).not.toBeNull();
  });

  it('that is well between two bad ones begins anew', () => {
    const release = after([...every30(240, 270, p95(900)), [300, p95(90)], [360, p95(900)]]);
    expect(release).toMatchObject({ countdown: null, watch: { badInARow: 1 } });
  });
});
