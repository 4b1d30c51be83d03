import { expect, it } from 'vitest';
import { proofTakesMs } from '../../../src/release/verdict/soak-need.ts';
import { verdictOf } from '../../../src/release/verdict/verdict-of.ts';
import { counted, minute, watch } from './looks.ts';

const measure = { signal: 'errors', usual: 0.01, spread: 0.05, bunching: 1, limit: 2, floor: null };
const servers = { new: 1, old: 8 };

it('what is still to be proven is told in time, and comes true', () => {
  const of = () => ({ counts: counted('errors', [1, 100], [1, 100]) });
  const finding = (looks: number) => verdictOf(watch(looks, of).state).findings[0];
  const left = finding(20)?.leftMs ?? 0;
  expect(left).toBeGreaterThan(0);
  expect(finding(20)?.proven).toBeLessThan(1);
  expect(finding(21 + Math.ceil(left / minute))?.proven).toBe(1);
});

it('a build that comes no nearer has no time left to tell', () => {
  const of = () => ({ counts: counted('errors', [2, 100], [1, 100]) });
  expect(verdictOf(watch(20, of).state).findings[0]?.leftMs).toBeNull();
});

it('before the start it is told how long the proof takes at this traffic', () => {
  const hours = (perMinute: number) => (proofTakesMs(measure, perMinute, servers) ?? 0) / 3_600_000;
  expect(hours(100)).toBeGreaterThan(0.1);
  expect(hours(100)).toBeLessThan(1);
  expect(hours(10)).toBeCloseTo(10 * hours(100), 5);
  expect(proofTakesMs({ ...measure, usual: 0.0005 }, 100, servers)).toBeGreaterThan(5 * 3_600_000);
  expect(proofTakesMs({ ...measure, spread: 0.6 }, 100, servers)).toBeNull();
});

it('a service that never fails is proven by what is tolerated on any', () => {
  const never = { ...measure, usual: 0, floor: 0.0005 };
  const requests = ((proofTakesMs(never, 100, servers) ?? 0) / minute) * 100;
  expect(requests).toBeGreaterThan(10_000);
  expect(requests).toBeLessThan(25_000);
  expect(proofTakesMs({ ...never, floor: null }, 100, servers)).toBeNull();
  expect(proofTakesMs(never, 0, servers)).toBeNull();
});
