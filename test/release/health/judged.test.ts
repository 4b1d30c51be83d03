import { describe, expect, it } from 'vitest';
import { usualJudgeOptions } from '../../../src/release/state/judge-options.ts';
import type { Judgement } from '../../../src/release/state/judgement.ts';
import type { Phase } from '../../../src/release/state/phase.ts';
import type { Release } from '../../../src/release/state/release.ts';
import { plan, prerelease, release } from '../../support/a-release.ts';
import { measured, timePassed } from '../../support/events.ts';
import { given } from '../../support/given.ts';
import { pagedFor, passed, watching } from '../../support/judgements.ts';
import { minute, noon } from '../../support/noon.ts';
import { bad, good } from '../../support/readings.ts';
import { watch } from '../../support/release-parts.ts';

const judging = { ...plan, judge: { ...usualJudgeOptions, holdsDeadline: false } };
const every = plan.lookEveryMs;

const soaking = (more: Partial<Release> = {}) =>
  prerelease(
    { kind: 'soaking', since: noon - plan.soakMs },
    {
      plan: judging,
      watch: watch(good, { measuredAt: noon, creditedMs: plan.soakMs }),
      ...more,
    },
  );

const migrating = {
  kind: 'migrating',
  since: noon,
  batch: 0,
  movedAt: noon,
  watchedMs: 0,
} as const;

const moving = (phase: Phase) =>
  release(phase, { plan: judging, watch: watch(good, { measuredAt: noon }) });

/** Looks one after the other, each with what counts said; what limits would say beside them. */
function looks(one: Release, said: readonly (Judgement | undefined)[], readings = good): Release {
  return said.reduce((before, judged, index) => {
    const at = noon + (index + 1) * every;
    const seen = {
      at,
      newServers: { servers: 4, ready: 4, users: 100 },
      oldServers: { servers: 4, ready: 4, users: 6_000 },
    };
    const event = { ...measured(at, readings), ...(judged ? { judged } : {}) };
    return given({ ...before, seen }).after(event).release;
  }, one);
}

describe('where counts judge', () => {
  it('a soak is over once they have proven the build no worse, and not before', () => {
    expect(looks(soaking(), [watching, watching]).phase.kind).toBe('soaking');
    expect(looks(soaking(), [watching, passed]).phase.kind).toBe('waiting');
  });

  it('a limit that the same requests cross says nothing beside them', () => {
    const crossed = bad.map((reading) => ({ ...reading, counted: true }) as const);
    const after = looks(soaking(), [watching, watching, watching], crossed);
    expect(after.countdown).toBeNull();
    expect(after.watch.verdict?.kind).toBe('healthy');
  });

  it('a limit of anything that is not counted still does', () => {
    const gauge = bad.map((reading) => ({ ...reading, source: 'prometheus' }) as const);
    expect(looks(soaking(), [watching, watching], gauge).countdown).not.toBeNull();
  });

  it('they call people at their first word: they have waited for enough looks themselves', () => {
    const after = looks(soaking(), [pagedFor(false)]);
    expect(after.countdown?.because).toMatchObject({
      kind: 'unhealthy',
      signals: [{ says: 'fail', facts: { kind: 'counted' } }],
    });
  });

  it('a look that nobody counted is no look: the clock stops', () => {
    const before = looks(soaking({ watch: watch(good, { measuredAt: noon }) }), [watching]);
    const after = looks(before, [undefined]);
    expect(after.watch.verdict?.kind).toBe('undecided');
    expect(after.watch.creditedMs).toBe(before.watch.creditedMs);
  });

  it('after the longest soak a person is asked, once', () => {
    const asks: Judgement = { ...watching, kind: 'asks' };
    const one = given(soaking());
    const first = one.when({ ...measured(noon + every), judged: asks });
    expect(first).toMatchObject({ effects: [{ lane: 'page', summary: { kind: 'unproven' } }] });
    const again = looks(soaking(), [asks, asks, asks]);
    expect(again.watch.undecidedTold).toBe(true);
    expect(again.phase.kind).toBe('soaking');
  });

  it('a batch needs no proof, and none starts while something stands against the build', () => {
    const long = Array.from({ length: 60 }, () => watching);
    const doubted = long.map((one): Judgement => ({ ...one, lacks: [{ kind: 'leaking' }] }));
    expect(looks(moving(migrating), long).phase).toMatchObject({ batch: 1 });
    expect(looks(moving(migrating), doubted).phase).toMatchObject({ batch: 0 });
  });
});

describe('where counts only rehearse', () => {
  const { judge: options, ...rest } = judging;
  const rehearsing = { ...rest, judge: null, rehearses: options };
  const asks: Judgement = { ...watching, kind: 'asks' };

  it.each([
    ['nothing', good],
    ['a limit', bad],
  ] as const)('they move nothing, and are kept, where %s is crossed', (_, readings) => {
    const byLimits = soaking({ plan: { ...rest, judge: null } });
    const quiet = looks(byLimits, [undefined, undefined, undefined, undefined], readings);
    for (const said of [pagedFor(true), passed, asks, watching]) {
      const after = looks(soaking({ plan: rehearsing }), [said, said, said, said], readings);
      const { rehearsed, ...verdict } = after.watch.verdict!;
      expect(rehearsed).toEqual(said);
      expect(verdict).toEqual(quiet.watch.verdict);
      expect(after.phase).toEqual(quiet.phase);
      expect(after.countdown).toEqual(quiet.countdown);
    }
  });
});

describe('a countdown for counts', () => {
  const paged = (judged: Judgement) => looks(soaking(), [judged]);
  const over = (one: Release) => one.countdown!.deadline;
  const at = (one: Release, when: number) =>
    given({ ...one, watch: { ...one.watch, measuredAt: when } }).when(timePassed(when));

  it('brings users back at its deadline where what came after speaks against the build too', () => {
    const one = paged(pagedFor(true));
    expect(at(one, over(one))).toMatchObject({ release: { phase: { kind: 'rolling-back' } } });
  });

  it('waits where nothing is settled yet, and forever only for looks that come', () => {
    const one = paged(pagedFor(false));
    const waiting = at(one, over(one));
    expect(waiting).toMatchObject({ kind: 'moved', release: { phase: { kind: 'soaking' } } });
    const silent = given(one).when(timePassed(over(one) + 5 * minute));
    expect(silent).toMatchObject({ release: { phase: { kind: 'rolling-back' } } });
  });

  it('waits for nobody where a server is down as well', () => {
    const one = looks(soaking(), [pagedFor(false)]);
    const failing = one.watch.verdict!;
    const both = {
      ...failing,
      reasons: [
        ...failing.reasons,
        {
          signal: 'servers-down',
          says: 'fail',
          facts: {
            kind: 'measured',
            value: 1,
            unit: '',
            baseline: null,
            limit: { kind: 'max', value: 0 },
            known: 0,
          },
        } as const,
      ],
    };
    const when = over(one);
    const worse = { ...one, watch: { ...one.watch, verdict: both, measuredAt: when } };
    expect(given(worse).when(timePassed(when))).toMatchObject({
      release: { phase: { kind: 'rolling-back' } },
    });
  });

  it('ends once the page has stood down and looks stay well', () => {
    const calm = Array.from({ length: 4 }, () => watching);
    expect(looks(soaking(), [pagedFor(false), ...calm]).countdown).toBeNull();
  });
});
