import { describe, expect, it } from 'vitest';
import { nextStep } from '../../src/release/servers/next-step.ts';
import { line, plan, prerelease, release } from '../support/a-release.ts';
import { observed, prereleaseRequested, releaseStarted } from '../support/events.ts';
import { given } from '../support/given.ts';
import { minute, noon, readyAt } from '../support/noon.ts';
import { rollingBack } from '../support/phases.ts';
import { good } from '../support/readings.ts';
import { signedOff, watch } from '../support/release-parts.ts';
import { moving, news, olds, one } from './way-of-servers.ts';

describe('a fleet that cuts users of closed servers after a while', () => {
  // Four batches of 10 min, a watch of 30 min, two postponements of 15 min.
  const lasts = 100 * minute;
  const within = (closedMs: number) => ({ ...plan, ways: { ...plan.ways, closedMs } });
  const too = { because: { says: 'closedTooLong', values: ['board 1.42.0', lasts, lasts - 1] } };

  it('starts no release whose plan lasts longer, and says both numbers', () => {
    const approved = (closedMs: number) =>
      prerelease(
        { kind: 'approved', since: noon },
        {
          plan: within(closedMs),
          approvals: signedOff,
          watch: watch(good, { measuredAt: readyAt }),
        },
      );
    expect(given(approved(lasts - 1)).when(releaseStarted())).toMatchObject(too);
    expect(given(approved(lasts)).when(releaseStarted())).toMatchObject({ kind: 'moved' });
  });

  it('tries no build with such a plan either', () => {
    const asked = prereleaseRequested({ plan: within(lasts - 1) });
    expect(given(null, { line: line() }).when(asked)).toMatchObject({
      because: { says: 'closedTooLong', values: ['board 1.43.0', lasts, lasts - 1] },
    });
  });
});

describe('a fleet that cannot protect its servers', () => {
  const unguarded = { protected: null, users: 0 } as const;
  const closed = { ...unguarded, admits: false } as const;
  const retiring = (unprotectedAt: number | null) =>
    release({ kind: 'retiring', since: noon, unprotectedAt });

  it('gives old servers their grace from when they are closed and empty', () => {
    const look = (more: object) =>
      given(retiring(null), { line: moving }).after(
        observed(noon, [...olds(4, { ...closed, ...more }), ...news(4)]),
      ).release.phase;
    expect(look({})).toMatchObject({ unprotectedAt: noon });
    expect(look({ users: 1 })).toMatchObject({ unprotectedAt: null });
    expect(look({ admits: true })).toMatchObject({ unprotectedAt: null });
    const all = [...olds(4, closed), ...news(4)];
    expect(nextStep(moving, retiring(null), all, noon + 60 * minute)).toBeNull();
    const { retireGraceMs } = plan;
    expect(nextStep(moving, retiring(noon), all, noon + retireGraceMs - 1)).toBeNull();
    expect(nextStep(moving, retiring(noon), all, noon + retireGraceMs)).toMatchObject({
      kind: 'retire',
    });
  });

  it('gives the new ones theirs on the way back, and protects no old one in vain', () => {
    const back = one({ phase: rollingBack({ usersBackAt: noon }) });
    const all = [...olds(4, { protected: null }), ...news(4, closed)];
    expect(nextStep(moving, back, all, noon + 60 * minute)).toBeNull();
    const graced = given(back, { line: moving }).after(observed(noon, all));
    expect(graced.release.phase).toMatchObject({ unprotectedAt: noon });
    expect(nextStep(moving, graced.release, all, noon + plan.retireGraceMs)).toMatchObject({
      kind: 'retire',
    });
  });
});
