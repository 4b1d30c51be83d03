import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { againstAfter, againstLog, againstStart } from '../../../src/release/verdict/against.ts';
import { proofAfter, proofStart } from '../../../src/release/verdict/certificate.ts';
import type { Paired } from '../../../src/release/state/judgement.ts';
import { logSum } from '../../../src/release/verdict/log-sum.ts';
import { nothingPaired, pairedSum } from '../../../src/release/verdict/paired.ts';
import { combinedLog, sharesOf } from '../../../src/release/verdict/weights.ts';
import { chanceOf } from '../../../bench/judge/random.ts';

const against = (pairs: readonly Paired[], bunching = 1) =>
  againstLog(
    pairs.reduce((bet, pair) => againstAfter(bet, pair, 1.1, bunching, 0.01), againstStart),
  );
const proof = (pairs: readonly Paired[], limit = 1.8) =>
  logSum(pairs.reduce((parts, pair) => proofAfter(parts, pair, limit, 1), proofStart));

const pair = fc.record({
  bad: fc.integer({ min: 0, max: 50 }),
  all: fc.integer({ min: 0, max: 2_000 }),
  oldBad: fc.integer({ min: 0, max: 400 }),
  oldAll: fc.integer({ min: 0, max: 20_000 }),
});

/** Twelve ways of being no worse: traffic, sides, days, bursts on both. */
const nulls: readonly ((look: number) => { readonly mean: number; readonly times: number })[] = [
  ...[0.2, 2, 20].map((mean) => () => ({ mean, times: 8 })),
  ...[0.2, 2, 20].map((mean) => () => ({ mean, times: 1 })),
  ...[0.5, 5].map((mean) => (look: number) => ({
    mean: mean * (1 + Math.sin(look / 9)),
    times: 4,
  })),
  ...[0.5, 5].map((mean) => (look: number) => ({
    mean: look % 20 < 3 ? 9 * mean : mean,
    times: 8,
  })),
  (look) => ({ mean: look < 30 ? 0.1 : 8, times: 8 }),
  (look) => ({ mean: look < 30 ? 8 : 0.1, times: 30 }),
];

describe('evidence', () => {
  it.each(nulls.map((of, index) => ({ of, index })))(
    'against a build that is no worse is worth 1 on average and rarely reaches 20: null $index',
    ({ of, index }) => {
      const { poisson } = chanceOf(index + 1);
      const soaks = 150;
      let [sum, squares, alarms] = [0, 0, 0];
      for (let soak = 0; soak < soaks; soak += 1) {
        let bet = againstStart;
        let most = 0;
        for (let look = 0; look < 60; look += 1) {
          const { mean, times } = of(look);
          const counts = { bad: poisson(mean), oldBad: poisson(mean * times) };
          bet = againstAfter(bet, { ...counts, all: 100, oldAll: 100 * times }, 1, 1, 0.02);
          most = Math.max(most, againstLog(bet));
        }
        const worth = Math.exp(againstLog(bet));
        sum += worth;
        squares += worth ** 2;
        alarms += most >= Math.log(20) ? 1 : 0;
      }
      const mean = sum / soaks;
      const error = Math.sqrt((squares / soaks - mean ** 2) / soaks);
      expect(mean - 4 * error).toBeLessThanOrEqual(1);
      expect(alarms / soaks).toBeLessThanOrEqual(0.05 + 4 * Math.sqrt((0.05 * 0.95) / soaks));
    },
  );

  it('grows with every bad event of the build, and the certificate shrinks', () => {
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 20 }), fc.nat(19), (pairs, at) => {
        const worse = pairs.map((one, i) =>
          i === at % pairs.length && one.all > 0 ? { ...one, bad: one.bad + 1 } : one,
        );
        expect(against(worse)).toBeGreaterThanOrEqual(against(pairs) - 1e-9);
        expect(proof(worse)).toBeLessThanOrEqual(proof(pairs) + 1e-9);
      }),
    );
  });

  it('for a build does not depend on the order of looks', () => {
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 20 }), (pairs) => {
        expect(proof(pairs.toReversed())).toBeCloseTo(proof(pairs), 6);
      }),
    );
  });

  it('for a build is the same when a gap was bridged by one look', () => {
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 20 }), (pairs) => {
        const alike = pairs.map((one) => ({ ...one, all: 300, oldAll: 2_400 }));
        const bridged = alike.reduce(pairedSum, nothingPaired);
        expect(proof([bridged])).toBeCloseTo(proof(alike), 6);
      }),
    );
  });

  it('survives a billion requests, and a side on which nothing could happen says nothing', () => {
    const many = { bad: 2e6, all: 1e9, oldBad: 1e6, oldAll: 1e9 };
    expect(against(Array.from({ length: 2_000 }, () => many))).toBeGreaterThan(1_000);
    expect(Number.isFinite(against(Array.from({ length: 2_000 }, () => many)))).toBe(true);
    expect(proof([many])).toBeLessThan(-1_000);
    const alone = { bad: 5, all: 100, oldBad: 0, oldAll: 0 };
    expect(against([alone])).toBeCloseTo(0);
    expect(proof([alone])).toBeCloseTo(0);
  });

  it('of ten signals raises no more alarms than that of one', () => {
    const names = ['errors', 'latency:0.5', 'latency:1', 'endpoint:a', 'sentry', 'queue'];
    const shares = [...sharesOf(names).values()];
    expect(shares.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1);
    expect(combinedLog(names.map((name) => ({ name, log: 0 })))).toBeCloseTo(0);
    expect(
      combinedLog([
        { name: 'errors', log: 5 },
        { name: 'latency', log: 0 },
      ]),
    ).toBeLessThan(5);
  });
});
