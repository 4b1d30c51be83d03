import { describe, expect, it } from 'vitest';
import { usualJudgeOptions } from '../../../src/release/state/judge-options.ts';
import type { Judgement } from '../../../src/release/state/judgement.ts';
import type { PersonEvent } from '../../../src/release/state/person-event.ts';
import type { Release } from '../../../src/release/state/release.ts';
import { plan, prerelease } from '../../support/a-release.ts';
import { given } from '../../support/given.ts';
import { pagedFor, watching } from '../../support/judgements.ts';
import { minute, noon } from '../../support/noon.ts';
import { ana, priya, rosterAt, stranger } from '../../support/people.ts';
import { good } from '../../support/readings.ts';
import { watch } from '../../support/release-parts.ts';

const asks: Judgement = { ...watching, kind: 'asks' };

function unproven(judged: Judgement, creditedMs = plan.soakMs, more: Partial<Release> = {}) {
  const before = watch(good, { measuredAt: noon, creditedMs });
  return prerelease(
    { kind: 'soaking', since: noon },
    {
      plan: { ...plan, judge: usualJudgeOptions },
      watch: { ...before, verdict: before.verdict && { ...before.verdict, judged } },
      ...more,
    },
  );
}

const waive = (
  release: Release,
  by = ana,
): Extract<PersonEvent, { readonly kind: 'proof-waived' }> => ({
  kind: 'proof-waived',
  at: noon + minute,
  by,
  rev: release.rev,
  reason: 'nobody is there at night',
  roster: rosterAt(noon),
});

const said = (release: Release, by = ana) => given(release).when(waive(release, by));

describe('a build that its traffic proves neither well nor ill', () => {
  it('goes on by the word of a team, which is kept with its reason', () => {
    expect(said(unproven(asks))).toMatchObject({
      kind: 'moved',
      release: {
        phase: { kind: 'waiting' },
        waived: { by: ana, reason: 'nobody is there at night' },
        approvals: [],
      },
    });
  });

  it('also before the longest soak is over, and not before its own', () => {
    expect(said(unproven(watching)).kind).toBe('moved');
    expect(said(unproven(watching, plan.soakMs - minute))).toMatchObject({ code: 'not-soaked' });
  });

  it('not by whoever asked for it, by a stranger, or by an answer to an older question', () => {
    expect(said(unproven(asks), priya)).toMatchObject({ code: 'own-release' });
    expect(said(unproven(asks), stranger)).toMatchObject({ code: 'not-entitled' });
    const release = unproven(asks);
    expect(given(release).when({ ...waive(release), rev: 0 })).toMatchObject({ code: 'stale' });
  });

  it('never against what speaks against it, or what nobody could count', () => {
    expect(said(unproven(pagedFor(false)))).toMatchObject({ code: 'unhealthy' });
    const leaking: Judgement = { ...asks, lacks: [{ kind: 'leaking' }] };
    expect(said(unproven(leaking))).toMatchObject({ code: 'unhealthy' });
    const silent: Judgement = { ...asks, missing: ['errors'], missingSince: noon };
    expect(said(unproven(silent))).toMatchObject({ code: 'undecided' });
  });

  it('is nothing anybody is asked where limits judge', () => {
    expect(said(unproven(asks, plan.soakMs, { plan }))).toMatchObject({ code: 'nothing-to-do' });
  });
});
