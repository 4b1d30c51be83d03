import { describe, expect, it } from 'vitest';
import type { Decision } from '../../../src/release/state/decision.ts';
import type { Phase } from '../../../src/release/state/phase.ts';
import type { PageAbout } from '../../../src/release/state/page-about.ts';
import type { Release } from '../../../src/release/state/release.ts';
import { worded } from '../../../src/release/state/worded.ts';
import { blocked, build, line, prerelease, release } from '../../support/a-release.ts';
import { measured, observed, timePassed } from '../../support/events.ts';
import { given } from '../../support/given.ts';
import { minute, noon } from '../../support/noon.ts';
import { ana } from '../../support/people.ts';
import { bad, good, missing } from '../../support/readings.ts';
import { countdown, watch } from '../../support/release-parts.ts';

const soaking: Phase = { kind: 'soaking', since: noon };
const stuck: Phase = {
  kind: 'stuck',
  since: noon,
  because: { kind: 'canary-gone' },
  from: soaking,
};
const moving = { release: 'rel_ALL', carries: ['rel_PRE'], migrating: true };

/** Which incidents a decision closes at the pager. */
function closed(decision: Decision): readonly string[] {
  if (decision.kind !== 'moved') return [];
  return decision.effects.flatMap((one) => (one.kind === 'resolve-page' ? [one.key] : []));
}

function paged(incidents: readonly PageAbout[], more: Partial<Release> = {}): Release {
  return prerelease(soaking, { incidents, countdowns: 1, ...more });
}

describe('an incident at the pager', () => {
  it('ends when the build went out with a release that became live under its countdown', () => {
    const one = paged(['rollback'], { countdown: countdown() });
    const live = line({ live: build(), carried: [one.id] });
    expect(closed(given(one, { line: live }).when(observed(noon + minute)))).toEqual([
      'board:rel_PRE',
    ]);
  });

  it('ends when the release that carries the build has taken its countdown over', () => {
    const one = paged(['rollback'], { countdown: countdown() });
    const around = { line: line({ moving }) };
    expect(closed(given(one, around).when(timePassed(noon + 3 * minute)))).toEqual([
      'board:rel_PRE',
    ]);
  });

  it('ends when the release that carries the build goes back before users moved', () => {
    const why = worded('bad');
    const bars = { blocked: [blocked()] };
    const along = { kind: 'rolled-back-with', name: 'board 1.43.0', because: why } as const;
    const recalled = [{ release: 'rel_PRE', because: along, by: null, end: 'stopped' as const }];
    const early = { ...moving, migrating: false };
    for (const more of [bars, { recalled }]) {
      const home = { line: line({ moving: early, ...more }) };
      const one = paged(['rollback'], { countdown: countdown() });
      expect(closed(given(one, home).when(timePassed(noon + 3 * minute)))).toEqual([
        'board:rel_PRE',
      ]);
      const twice = given(paged([]), home).after(
        measured(noon + minute, bad),
        measured(noon + 2 * minute, bad),
      );
      expect(twice.release.countdown).toBeNull();
    }
    const still = given(paged([]), { line: line({ moving: early }) }).after(
      measured(noon + minute, bad),
      measured(noon + 2 * minute, bad),
    );
    expect(still.release.countdown).not.toBeNull();
  });

  it('ends when somebody finished by hand what was stuck under a countdown', () => {
    const one = paged(['rollback', 'stuck'], { phase: stuck, countdown: countdown() });
    const by = { kind: 'done-by-hand', at: noon + minute, by: ana, reason: 'by hand' } as const;
    expect(closed(given(one).when(by))).toEqual(['board:rel_PRE', 'board:rel_PRE:stuck']);
  });

  it('of what nobody could measure ends with the first healthy look, and only then', () => {
    const seen = { ...paged([]).seen!, at: noon + minute };
    const one = paged(['look'], { seen, watch: watch(missing, { undecidedTold: true }) });
    expect(closed(given(one).when(measured(noon + minute, missing)))).toEqual([]);
    expect(closed(given(one).when(measured(noon + minute, good)))).toEqual(['board:rel_PRE:look']);
  });

  it('of a stuck release ends when somebody tries again', () => {
    const one = paged(['stuck'], { phase: stuck });
    const again = { kind: 'retried', at: noon + minute, by: ana } as const;
    expect(closed(given(one).when(again))).toEqual(['board:rel_PRE:stuck']);
  });

  it('stays open while users go back, and ends once', () => {
    const one = paged(['rollback'], { countdown: countdown() });
    const back = given(one).when(timePassed(noon + 3 * minute));
    expect(closed(back)).toEqual([]);
    expect(back).toMatchObject({ release: { incidents: ['rollback'] } });
  });

  it('that was open before incidents were kept ends as well', () => {
    const one = paged([], { countdown: countdown() });
    const live = line({ live: build(), carried: [one.id] });
    expect(closed(given(one, { line: live }).when(observed(noon + minute)))).toEqual([
      'board:rel_PRE',
    ]);
  });

  it('is not closed twice, nor where none was opened', () => {
    expect(closed(given(release(soaking)).when(measured(noon + minute, good)))).toEqual([]);
  });
});
