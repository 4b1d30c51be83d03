import { describe, expect, it } from 'vitest';
import { withNews } from '../../src/release/news.ts';
import type { Event } from '../../src/release/state/event.ts';
import { moved } from '../../src/release/state/outcome.ts';
import type { Phase } from '../../src/release/state/phase.ts';
import { unwatched } from '../../src/release/state/release.ts';
import { worded } from '../../src/release/state/worded.ts';
import { line, prerelease, release } from '../support/a-release.ts';
import { noon } from '../support/noon.ts';
import { ana } from '../support/people.ts';
import { migrating, rollingBack } from '../support/phases.ts';

const passed: Event = { kind: 'time-passed', at: noon };
const soaking: Phase = { kind: 'soaking', since: noon };
const gone: Phase = { kind: 'rolled-back', at: noon, because: worded('errors'), by: null };

/** What is told when a release goes from one phase to another. */
function told(
  make: typeof prerelease,
  from: Phase,
  to: Phase,
  { event = passed, more = {} }: { event?: Event; more?: Parameters<typeof prerelease>[1] } = {},
): readonly object[] {
  const decision = withNews(event, make(from, more), moved(line(), make(to, more)));
  return decision.kind === 'moved' ? decision.effects : [];
}

const news = (what: string, seq = 10) => [{ lane: 'news', kind: 'tell', news: what, seq }];

describe('news of a release', () => {
  it('names the event that it is of by its number', () => {
    const more = { seq: 41 };
    expect(told(prerelease, { kind: 'configuring', since: noon }, soaking, { more })).toEqual(
      news('canary', 42),
    );
  });

  it('is that everybody has it, and that it was taken back from those who had it', () => {
    expect(told(release, migrating(), { kind: 'live', at: noon })).toEqual(news('everybody'));
    expect(told(release, rollingBack(), gone)).toEqual(news('taken-back'));
    const more = { watch: unwatched };
    expect(told(prerelease, rollingBack(), gone, { more })).toEqual([]);
  });

  it('is an approval once it is complete, and a word against it', () => {
    const approved: Phase = { kind: 'approved', since: noon };
    expect(told(prerelease, soaking, approved)).toEqual(news('approved'));
    expect(told(prerelease, approved, approved)).toEqual([]);
    const event: Event = {
      kind: 'declined',
      at: noon,
      by: ana,
      rev: 1,
      reason: 'no',
      roster: { at: noon, teams: {} },
    };
    expect(told(prerelease, soaking, rollingBack(), { event })).toEqual(news('declined'));
  });

  it('is nothing while it goes on', () => {
    expect(told(release, migrating(), migrating({ batch: 1 }))).toEqual([]);
    expect(told(release, migrating(), rollingBack())).toEqual([]);
  });
});
