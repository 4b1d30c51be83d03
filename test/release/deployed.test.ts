import { describe, expect, it } from 'vitest';
import { withDeploys } from '../../src/release/deployed.ts';
import type { Decision } from '../../src/release/state/decision.ts';
import { moved, measuredOnly } from '../../src/release/state/outcome.ts';
import type { Phase } from '../../src/release/state/phase.ts';
import { worded } from '../../src/release/state/worded.ts';
import { line, prerelease, release } from '../support/a-release.ts';
import { noon } from '../support/noon.ts';
import { migrating, rollingBack, stuck } from '../support/phases.ts';

const soaking: Phase = { kind: 'soaking', since: noon };
const configuring: Phase = { kind: 'configuring', since: noon };
const live: Phase = { kind: 'live', at: noon };
const rolledBack: Phase = {
  kind: 'rolled-back',
  at: noon,
  because: worded('errors'),
  by: null,
};

/** What is to be kept of deploys when a release goes from one phase to another. */
function kept(make: typeof prerelease, from: Phase, to: Phase): readonly string[] {
  return effectsOf(withDeploys(make(from), moved(line(), make(to))));
}

function effectsOf(decision: Decision): readonly string[] {
  return decision.kind === 'moved' ? decision.effects.map(({ kind }) => kind) : [];
}

describe('what is kept of deploys', () => {
  it('begins with the pre-release, before its errors can come', () => {
    const born = prerelease({ kind: 'requested', since: noon });
    expect(effectsOf(withDeploys(null, moved(line(), null, { born })))).toEqual(['register-build']);
  });

  it('says nothing new of a release that a pre-release is taken to', () => {
    const before = prerelease({ kind: 'approved', since: noon });
    const born = release({ kind: 'verifying', since: noon });
    expect(effectsOf(withDeploys(before, moved(line(), before, { born })))).toEqual([]);
  });

  it('is that a canary has users, that everybody has it, that it was taken back', () => {
    expect(kept(prerelease, configuring, soaking)).toEqual(['record-canary']);
    expect(kept(release, { kind: 'announcing', since: noon }, live)).toEqual(['record-live']);
    expect(kept(release, rollingBack(), rolledBack)).toEqual(['record-way-back']);
    expect(kept(prerelease, stuck(rollingBack()), rolledBack)).toEqual(['record-way-back']);
  });

  it('is told once: what soaks anew, or was stuck meanwhile, is no news', () => {
    expect(kept(prerelease, soaking, soaking)).toEqual([]);
    expect(kept(prerelease, { kind: 'waiting', since: noon }, soaking)).toEqual([]);
    expect(kept(prerelease, stuck(soaking), soaking)).toEqual([]);
    expect(kept(prerelease, stuck(configuring), soaking)).toEqual(['record-canary']);
    expect(kept(release, migrating(), rollingBack())).toEqual([]);
    expect(kept(prerelease, { kind: 'queued', since: noon }, rolledBack)).toEqual([]);
  });

  it('is nothing where nothing moved', () => {
    const before = prerelease(configuring);
    const decision = measuredOnly(line(), prerelease(soaking));
    expect(withDeploys(before, decision)).toBe(decision);
  });
});
