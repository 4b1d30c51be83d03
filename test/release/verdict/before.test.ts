import { describe, expect, it } from 'vitest';
import { beforeIn, oldTotalsAfter } from '../../../src/release/verdict/before.ts';
import type { JudgedCount } from '../../../src/release/verdict/counted.ts';
import { judgeLook } from '../../../src/release/verdict/judge-look.ts';
import { judgeStart } from '../../../src/release/verdict/judge-state.ts';
import { newSoak, type Soak, soakAfter } from '../../../src/release/verdict/soak.ts';
import { chanceOf } from '../../../bench/judge/random.ts';
import { minute, noon } from '../../support/noon.ts';
import { countersAt, lookedAt, soakOf } from '../../support/soak-samples.ts';
import { errorsOnly, nothingSeen, plainRuler } from './looks.ts';

const one = (side: 'new' | 'old', server: string, bad: number | null, all: number | null) =>
  ({ signal: 'errors', side, server, bad, all }) as const;
const canary = one('new', 'c', 1, 100);

describe('a look after everybody has moved', () => {
  const old = { errors: [400, 40_000] } as const;

  it.each<readonly [string, readonly JudgedCount[]]>([
    ['are gone', []],
    ['have nobody any more', [one('old', 'a', 0, 0)]],
    ['are only probed', [one('old', 'a', 0, 2)]],
    ['cannot be read', [one('old', 'a', null, null)]],
  ])('has beside the build what old servers showed before, when they %s', (_, olds) => {
    const [own, before, ...more] = beforeIn([canary, ...olds], old);
    expect(own).toEqual(canary);
    expect(before).toMatchObject({ side: 'old', server: 'before', all: 2_000 });
    // 1 in 100, and one standard error of 400.
    expect(before?.bad).toBeCloseTo((2_000 * 420.5) / 40_000, 1);
    expect(more).toEqual([]);
  });

  it('is left as it is where old servers still have users, or never counted', () => {
    const both = [canary, one('old', 'a', 1, 50)];
    expect(beforeIn(both, old)).toEqual(both);
    expect(beforeIn([canary], {})).toEqual([canary]);
    expect(beforeIn([canary], { errors: [0, 0] })).toEqual([canary]);
  });

  it('takes none for rarely, not for never', () => {
    const [, before] = beforeIn([canary], { errors: [0, 1_000] });
    expect(before?.bad).toBeGreaterThan(1);
    expect(before?.bad).toBeLessThan(3);
  });

  it('remembers what was compared, so that a burst on one old server is cut', () => {
    const counts = (bad: number) => [
      canary,
      ...['a', 'b', 'c'].map((server) => one('old', server, server === 'a' ? bad : 1, 100)),
    ];
    const state = judgeStart(errorsOnly, plainRuler);
    const after = judgeLook(state, { ...nothingSeen, at: noon, counts: counts(90) });
    const old = oldTotalsAfter({}, state, after);
    expect(old['errors']?.[0]).toBeLessThan(15);
    expect(old['errors']?.[1]).toBe(300);
    const next = judgeLook(after, { ...nothingSeen, at: noon + minute, counts: counts(1) });
    const [bad = 0] = old['errors'] ?? [];
    expect(oldTotalsAfter(old, after, next)['errors']).toEqual([bad + 3, 600]);
  });
});

/** A soak an hour after its old side is gone; at 1 in 100 bad, or some times as many. */
function leftAfter(seed: number, minutes: number, times: number): Soak {
  const { poisson } = chanceOf(seed);
  const total = new Map<string, [number, number]>();
  const grow = (side: 'new' | 'old', server: string, rate: number) => {
    const [bad, all] = total.get(server) ?? [0, 0];
    total.set(server, [bad + poisson(400 * rate), all + 400]);
    return one(side, server, ...(total.get(server) ?? [0, 0]));
  };
  let soak: Soak = { ...newSoak(errorsOnly), state: judgeStart(errorsOnly, plainRuler) };
  for (let minuteNo = 0; minuteNo < minutes + 60; minuteNo += 1) {
    const isOldLeft = minuteNo >= minutes;
    const olds = isOldLeft ? [] : ['a', 'b', 'c', 'd'].map((name) => grow('old', name, 0.01));
    const counters = [grow('new', 'n', 0.01 * (isOldLeft ? times : 1)), ...olds];
    const read = { counters, silent: [], started: [], memory: [] };
    const look = lookedAt(noon + minuteNo * minute, { read, isOldLeft, everyMs: minute });
    ({ soak } = soakAfter(soak, look));
  }
  return soak;
}

describe('a build that serves everybody', () => {
  it.each([60, 10, 4])('is not paged when it is like old servers of %i minutes', (minutes) => {
    const paged = Array.from({ length: 60 }, (_, seed) => leftAfter(seed, minutes, 1)).filter(
      ({ state }) => state.page !== null || state.stoodDown > 0,
    );
    expect(paged.length).toBeLessThanOrEqual(3);
  });

  it.each([60, 10, 4])('is paged when it turns bad after old servers of %i minutes', (minutes) => {
    for (let seed = 0; seed < 20; seed += 1)
      expect(leftAfter(seed, minutes, 4).state.page?.because).toMatchObject({ kind: 'worse' });
  });

  it('is judged by its latency as well, at once', () => {
    const read = (look: number) => countersAt(look);
    const start = soakOf(60);
    let { soak } = start;
    const left = (look: number, slow: number) => {
      const counters = read(look).counters.filter(({ side }) => side === 'new');
      const slower = counters.map((count) => ({ ...count, bad: (count.bad ?? 0) + slow }));
      const looked = { read: { ...read(look), counters: slower }, isOldLeft: true };
      return lookedAt(noon + (look * minute) / 2, looked);
    };
    for (let look = 60; look < 80; look += 1) ({ soak } = soakAfter(soak, left(look, 0)));
    expect(soak.state.missing).toEqual([]);
    const [, latency] = soak.state.signals;
    expect(latency?.total.oldAll).toBeGreaterThan(59 * 1_600 + 19 * 20 * 400);
    for (let look = 80; look < 100; look += 1)
      ({ soak } = soakAfter(soak, left(look, 100 * (look - 79))));
    expect(soak.state.page).not.toBeNull();
  });
});
