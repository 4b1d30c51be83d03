import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readingAgeMaxMs } from '../../../src/release/state/reading.ts';
import { judge, lacking } from '../../../src/release/health/judge.ts';
import { bad, good, issue, missing, reading } from '../../support/readings.ts';
import { counterexample, readings } from '../arbitrary.ts';

describe('a verdict', () => {
  it('is healthy when every signal is inside its limit', () => {
    expect(judge(good)).toMatchObject({ kind: 'healthy', fatal: false });
  });

  it('is unhealthy when one signal is not, and says which', () => {
    const verdict = judge(bad);
    expect(verdict.kind).toBe('unhealthy');
    expect(
      verdict.reasons.filter(({ says }) => says === 'fail').map(({ signal }) => signal),
    ).toContain('new errors');
  });

  it.each([
    ['no value', reading('errors', null)],
    ['NaN', reading('errors', Number.NaN)],
    ['more than there is', reading('errors', Infinity, { limit: { kind: 'min', value: 1 } })],
    ['an old value', reading('errors', 0, { ageMs: readingAgeMaxMs + 1 })],
    ['a value of unknown age', reading('errors', 0, { ageMs: null })],
    [
      'nothing to compare with',
      reading('errors', 0, { limit: { kind: 'worse-by', share: 0.2, floor: 1 }, baseline: null }),
    ],
    [
      'NaN to compare with',
      reading('errors', 0, {
        limit: { kind: 'worse-by', share: 0.2, floor: 1 },
        baseline: Number.NaN,
      }),
    ],
    [
      'a limit that is no number',
      reading('errors', 0, { limit: { kind: 'max', value: Number.NaN } }),
    ],
    [
      'a share that is no number',
      reading('errors', 0, {
        limit: { kind: 'worse-by', share: Number.NaN, floor: 1 },
        baseline: 1,
      }),
    ],
  ])('is undecided with %s beside good signals', (_, one) => {
    expect(judge([...good, one]).kind).toBe('undecided');
  });

  it('is undecided when nothing was read', () => {
    expect(judge([]).kind).toBe('undecided');
    expect(judge(missing).kind).toBe('undecided');
  });

  it('that lacks a signal is the one with that signal among the others', () => {
    const unread = readings.map((some) => some.map((one) => ({ ...one, value: null, issues: [] })));
    fc.assert(
      fc.property(
        readings.filter((some) => some.length > 0),
        unread,
        (some, more) => {
          expect(lacking(judge(some), more)).toEqual(judge([...some, ...more]));
        },
      ),
    );
  });

  it('cannot tell when the old servers are as bad', () => {
    const verdict = judge([reading('errors', 30, { baseline: 28 })]);
    expect(verdict.kind).toBe('undecided');
    expect(verdict.reasons[0]?.says).toBe('both-bad');
  });

  it('does not excuse a bad build with another signal that is missing', () => {
    expect(judge([...missing, ...bad]).kind).toBe('unhealthy');
  });

  it('is fatal only when it is unhealthy too', () => {
    const fatal = { ...issue, level: 'fatal' } as const;
    expect(
      judge([reading('new errors', 3, { limit: { kind: 'max', value: 0 }, issues: [fatal] })]),
    ).toMatchObject({ kind: 'unhealthy', fatal: true });
    expect(
      judge([reading('new errors', 3, { limit: { kind: 'max', value: 5 }, issues: [fatal] })]),
    ).toMatchObject({ kind: 'healthy', fatal: false });
  });

  it('is never healthy unless each value is there, fresh and finite', () => {
    expect(
      counterexample(
        fc.property(readings, (all) => {
          const sound =
            all.length > 0 &&
            all.every(
              ({ value, ageMs }) =>
                Number.isFinite(value) && ageMs !== null && ageMs <= readingAgeMaxMs,
            );
          return judge(all).kind !== 'healthy' || sound;
        }),
      ),
    ).toBeNull();
  });

  it('has a measure of badness that is a number, so that twice as bad can be told', () => {
    expect(
      counterexample(fc.property(readings, (all) => !Number.isNaN(judge(all).badness))),
    ).toBeNull();
  });
});
