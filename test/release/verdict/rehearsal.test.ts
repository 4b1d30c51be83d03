import { describe, expect, it } from 'vitest';
import type { JudgedLook } from '../../../src/release/verdict/counted.ts';
import { asCanary, placebosIn } from '../../../src/release/verdict/placebo.ts';
import { replayAfter, replayed, replayStart } from '../../../src/release/verdict/replay.ts';
import type { Ruler } from '../../../src/release/verdict/ruler.ts';
import { rulerUnder } from '../../../src/release/verdict/ruler-under.ts';
import { learnRuler } from '../../../src/release/verdict/ruler.ts';
import { historyOfOld } from '../../support/soak-samples.ts';
import { counted, errorsOnly, minute, nothingSeen, plainRuler } from './looks.ts';

const known = { options: errorsOnly, ruler: plainRuler };
const look = (index: number, bad: number | null, server = 'new-0'): JudgedLook => ({
  ...nothingSeen,
  at: (index + 1) * minute,
  counts: counted('errors', [bad, 400], [4, 400]).map((one) =>
    one.side === 'new' ? { ...one, server } : one,
  ),
});
const looks = (many: number, bad: (index: number) => number | null = () => 4) =>
  Array.from({ length: many }, (_, index) => look(index, bad(index)));

function found(
  past: readonly JudgedLook[],
  {
    kind = 'prerelease',
    options = errorsOnly,
  }: Partial<{
    kind: 'prerelease' | 'release';
    options: typeof errorsOnly;
  }> = {},
) {
  return replayed(past.reduce(replayAfter, replayStart(known, options)), kind);
}

describe('a replay of looks that are kept', () => {
  it('lets through what is proven no worse within its soak', () => {
    expect(found(looks(130))).toEqual({ kind: 'lets-through' });
  });

  it('calls people when it would have, for what, and turns round where the fault stays', () => {
    const broken = found(looks(60, (index) => (index < 10 ? 4 : 40)));
    expect(broken).toMatchObject({
      kind: 'calls',
      because: { kind: 'worse', signal: 'errors' },
      turns: true,
    });
    expect(broken.kind === 'calls' && broken.afterMs).toBeGreaterThanOrEqual(10 * minute);
    expect(broken.kind === 'calls' && broken.afterMs).toBeLessThan(15 * minute);
  });

  it('does not forget that it called people where it lets go again', () => {
    const burst = found(looks(60, (index) => (index >= 10 && index < 14 ? 40 : 4)));
    expect(burst).toMatchObject({ kind: 'calls', turns: false });
  });

  it('cannot tell of a soak that ends before anything is proven', () => {
    expect(found(looks(20))).toEqual({ kind: 'cannot-tell' });
    expect(found([])).toEqual({ kind: 'cannot-tell' });
  });

  it('asks no second proof of a release, but to be heard', () => {
    expect(found(looks(20), { kind: 'release' })).toEqual({ kind: 'lets-through' });
    expect(
      found(
        looks(20, () => null),
        { kind: 'release' },
      ),
    ).toEqual({ kind: 'cannot-tell' });
    expect(found([], { kind: 'release' })).toEqual({ kind: 'cannot-tell' });
  });

  it('goes by what davy.yml says now, not by what it said then', () => {
    const twice = looks(60, () => 12);
    expect(found(twice)).toMatchObject({ kind: 'calls' });
    const wide = { ...errorsOnly, errorsWorseBy: 9 };
    expect(found(twice, { options: wide })).toEqual({ kind: 'cannot-tell' });
    expect(found(looks(40), { options: { ...errorsOnly, soakMs: 30 * minute } })).toEqual({
      kind: 'lets-through',
    });
  });
});

describe('a ruler of the past', () => {
  const measure = { signal: 'latency:0.5', usual: 0.05, spread: 0.1, bunching: 1, floor: null };
  const ruler = (limit: number): Ruler => ({ learned: true, measures: [{ ...measure, limit }] });
  const limitUnder = (limit: number, then: number, now: number) =>
    rulerUnder(ruler(limit), { ...errorsOnly, slowerBy: then }, { ...errorsOnly, slowerBy: now })
      .measures[0]?.limit;

  it('is what would have been learned with the options of today', () => {
    const now = { ...errorsOnly, slowerBy: 0.5, errorsWorseBy: 3, errorsFloor: 0.2 };
    const fresh = learnRuler(historyOfOld, now);
    const again = rulerUnder(learnRuler(historyOfOld, errorsOnly), errorsOnly, now);
    expect(again.measures).toHaveLength(fresh.measures.length);
    for (const one of fresh.measures) {
      const same = again.measures.find(({ signal }) => signal === one.signal);
      expect(same).toEqual({ ...one, limit: same?.limit });
      expect(same?.limit).toBeCloseTo(one.limit, 6);
    }
  });

  it('keeps a limit to the last digit where nothing changed', () => {
    expect(limitUnder(1.37, 0.2, 0.2)).toBe(1.37);
  });

  it('takes what is usual where nobody knew how the curve falls', () => {
    expect(limitUnder(1.4, 0.2, 0.3)).toBeCloseTo(1.6);
    expect(limitUnder(1, 0, 0.3)).toBeCloseTo(1.6);
  });
});

describe('an old server that is played as canary', () => {
  it('is compared with the other old ones, and with nothing of the real one', () => {
    const played = asCanary(
      {
        ...look(0, 40),
        restarted: [
          { side: 'new', server: 'new-0' },
          { side: 'old', server: 'old-3' },
        ],
        memory: [{ side: 'old', server: 'old-2', value: 1 }],
        people: [{ group: '1', fatal: true, known: 'new', people: 9, oldPeople: 0 }],
        users: [{ side: 'new', server: '', value: 5 }],
      },
      'old-3',
    );
    expect(played.counts.filter(({ side }) => side === 'new')).toEqual([
      { signal: 'errors', side: 'new', server: 'old-3', bad: 4, all: 400 },
    ]);
    expect(played.counts).toHaveLength(8);
    expect(played).toMatchObject({
      restarted: [{ side: 'new', server: 'old-3' }],
      memory: [{ side: 'old', server: 'old-2', value: 1 }],
      people: [],
      users: [],
    });
  });

  it('is no alarm where the real canary is one', () => {
    const broken = looks(40, () => 40);
    expect(found(broken).kind).toBe('calls');
    expect(found(broken.map((one) => asCanary(one, 'old-3')))).toEqual({ kind: 'cannot-tell' });
  });

  it('is one of those that had requests early on, spread over them all, and never alone', () => {
    const early = [{ ...nothingSeen, at: 1 }, look(1, 4)];
    expect(placebosIn(early, 3)).toEqual(['old-0', 'old-2', 'old-5']);
    expect(placebosIn(early, 99)).toHaveLength(8);
    expect(placebosIn(early, 0)).toEqual([]);
    const [canary, only, idle] = look(0, 4).counts;
    const counts = [canary, only, idle && { ...idle, all: 0 }].filter((one) => one !== undefined);
    expect(placebosIn([{ ...nothingSeen, at: 1, counts }], 9)).toEqual([]);
  });
});
