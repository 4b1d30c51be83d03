import { describe, expect, it } from 'vitest';
import type { Event } from '../../../src/release/state/event.ts';
import type { Release } from '../../../src/release/state/release.ts';
import { timelineOf } from '../../../src/release/seen/timeline.ts';
import { becauseText } from '../../../src/texts/en/because.ts';
import { messagesOf } from '../../../src/views/messages.ts';
import { line, prerelease, release } from '../../support/a-release.ts';
import { given } from '../../support/given.ts';
import { minute, noon } from '../../support/noon.ts';
import { ana, tom } from '../../support/people.ts';
import { rollingBack } from '../../support/phases.ts';
import { bad } from '../../support/readings.ts';
import { call, countdown, watch } from '../../support/release-parts.ts';
import { story } from '../../support/thread-samples.ts';

const failing = watch(bad, { badInARow: 2, badSince: noon - minute });
const paged = release(
  { kind: 'watching', since: noon, watchedMs: 0 },
  { watch: failing, countdown: countdown(), countdowns: 1 },
);
const asked = { kind: 'rollback-asked', at: noon + minute, by: tom, reason: 'pressed' } as const;

function drawn(kind: string, facts: Parameters<typeof story>[0]): string {
  return JSON.stringify(messagesOf(story(facts)).find((one) => one.kind === kind)?.content.rich);
}

describe('Roll Back Now', () => {
  it('keeps the cause that was on the page, on the card, in the lock and in the end', () => {
    const decision = given(paged).when(asked);
    if (decision.kind !== 'moved' || !decision.release) throw new Error('not rolled back');
    const { phase } = decision.release;
    if (phase.kind !== 'rolling-back') throw new Error('not rolling back');
    expect(becauseText(phase.because)).toContain('new errors 24, max 0');
    const { lock } = decision.line;
    expect(lock && becauseText(lock.reason)).toContain('new errors 24, max 0');
    const facts = { release: decision.release, line: decision.line };
    expect(drawn('page:1', facts)).toContain('New errors 24, max 0 (pressed)');
    expect(drawn('card', facts)).toContain('new errors 24, max 0 (pressed)');
  });
});

/** It turned round and its users are back. */
function wentBack(): Release {
  const decision = given(paged).when(asked);
  if (decision.kind !== 'moved' || decision.release?.phase.kind !== 'rolling-back')
    throw new Error('not rolled back');
  const { harm, because, by } = decision.release.phase;
  return {
    ...decision.release,
    phase: {
      kind: 'rolled-back',
      at: noon + 4 * minute,
      because,
      by,
      usersBackAt: noon + 3 * minute,
      ...(harm ? { harm } : {}),
    },
  };
}

describe('after a rollback', () => {
  it('says how bad it was and how long it lasted', () => {
    const says = drawn('page:1', { release: wentBack(), line: line() });
    expect(says).toContain('3,100 users at a time (50% of all) had it for 4 min');
    expect(says).toMatch(/Began .*, seen .*, everybody back /);
  });

  it('says nothing of harm where nothing was wrong', () => {
    const well = given(release({ kind: 'watching', since: noon, watchedMs: 0 })).when(asked);
    expect(well).toMatchObject({ kind: 'moved' });
    expect(JSON.stringify(well.kind === 'moved' && well.release?.phase)).not.toContain('harm');
    const back = rollingBack({ usersBackAt: noon });
    expect(drawn('rollback', { release: release(back) })).not.toContain('How bad');
  });

  it('keeps who did what, when and why, in the last message', () => {
    const events: readonly Event[] = [
      { kind: 'held', at: noon, by: ana, until: noon + minute, reason: 'looking at carts' },
      { kind: 'postponement-explained', at: noon + 30_000, by: ana, reason: 'load test running' },
      asked,
    ];
    const timeline = timelineOf(
      [wentBack()],
      events.map((event) => ({ at: event.at, event })),
    );
    expect(timeline.map(({ did }) => did)).toEqual([
      'held',
      'called',
      'postponement-explained',
      'rollback-asked',
      'back',
    ]);
    const says = drawn('page:1', { release: wentBack(), timeline });
    expect(says).toContain(' Ana R. held it: looking at carts');
    expect(says).toContain(' Ana R. said why the rollback was postponed: load test running');
    expect(says).toContain(' Davy called people: new errors 24, max 0');
    expect(says).toContain(' Tom B. rolled back: pressed');
  });
});

describe('the result of a release', () => {
  const live = release({ kind: 'live', at: noon }, { target: null });

  it('says "No page" only if nobody was paged, whatever for and when', () => {
    const canary = prerelease({ kind: 'carried', at: noon });
    expect(drawn('summary', { release: live, prerelease: canary })).toContain('No page');
    for (const called of [{ countdowns: 1 }, { escalation: call() }]) {
      expect(drawn('summary', { release: { ...live, ...called } })).not.toContain('No page');
      expect(
        drawn('summary', { release: live, prerelease: { ...canary, ...called } }),
      ).not.toContain('No page');
    }
  });

  it('keeps who did what, each thing once, also where two records have it', () => {
    const event: Event = { kind: 'resumed', at: noon - minute, by: ana };
    const resumed = { at: event.at, event };
    const timeline = timelineOf([live], [resumed, { at: event.at, event: { ...event } }]);
    expect(timeline.map(({ did }) => did)).toEqual(['resumed', 'live']);
    const says = drawn('summary', { release: live, timeline });
    expect(says).toContain(' Ana R. let it go on');
    expect(says).toContain(' Davy saw it live');
  });
});
