import { describe, expect, it } from 'vitest';
import type { Event } from '../../../src/release/state/event.ts';
import type { Release } from '../../../src/release/state/release.ts';
import { nextDeadline } from '../../../src/release/time-passed.ts';
import { prerelease } from '../../support/a-release.ts';
import { measured, timePassed } from '../../support/events.ts';
import { given } from '../../support/given.ts';
import { minute, noon } from '../../support/noon.ts';
import { tom } from '../../support/people.ts';
import { rollingBack, stuck } from '../../support/phases.ts';
import { bad, missing } from '../../support/readings.ts';
import { call, countdown, watch } from '../../support/release-parts.ts';
import { worded } from '../../../src/release/state/worded.ts';

const goesBack = rollingBack({ because: worded('new errors') });
const isStuck = stuck({ kind: 'launching', since: noon });
const soaking = { kind: 'soaking', since: noon } as const;

function told(release: Release, event: Event) {
  const decision = given(release).when(event);
  if (decision.kind === 'refused') throw new Error(decision.because.says);
  return { release: decision.release, effects: decision.kind === 'moved' ? decision.effects : [] };
}

const after = (ms: number) => timePassed(noon + ms);

describe('a page', () => {
  it('asks for an answer, whatever it is about', () => {
    const badOnce = prerelease(soaking, { watch: watch(bad, { badInARow: 1 }) });
    const paged = told(badOnce, measured(noon, bad));
    expect(paged.release).toMatchObject({
      countdown: { number: 1 },
      escalation: { number: 1, since: noon, againAt: null, ended: null },
    });
    const lost = told(prerelease({ kind: 'launching', since: noon }), {
      kind: 'gave-up',
      at: noon,
      because: worded('no server became ready'),
    });
    expect(lost.release?.escalation).toMatchObject({
      number: 1,
      page: { key: 'board:rel_PRE:stuck', severity: 'critical' },
    });
    expect(nextDeadline(lost.release ?? prerelease(isStuck))).toBe(noon + 5 * minute);
  });

  it.each([
    ['while users go back', goesBack],
    ['while it is stuck', isStuck],
    ['while it serves', soaking],
  ] as const)('that nobody answers goes to the next target, once: %s', (_, phase) => {
    const waiting = prerelease(phase, { escalation: call() });
    expect(told(waiting, after(5 * minute - 1)).effects).toEqual([]);
    const again = told(waiting, after(5 * minute));
    const standing =
      phase.kind === 'rolling-back'
        ? { kind: 'rolling-back', name: 'board 1.42.0', because: worded('new errors') }
        : call().page.summary;
    expect(again.effects).toEqual([
      {
        lane: 'page',
        kind: 'page',
        ...call().page,
        summary: { kind: 'unanswered', about: standing },
        again: true,
      },
    ]);
    expect(again.release).toMatchObject({
      phase,
      escalation: { number: 1, since: noon, againAt: noon + 5 * minute },
    });
    expect(told(again.release ?? waiting, after(9 * minute)).effects).toEqual([]);
  });

  it('never keeps a rollback waiting: its countdown ends first', () => {
    const late = prerelease(soaking, {
      escalation: call(),
      countdown: countdown(),
      watch: watch(bad),
    });
    expect(told(late, after(6 * minute)).release).toMatchObject({
      phase: { kind: 'rolling-back' },
      escalation: { againAt: null, ended: null },
    });
  });

  it('changes its words, not its time, when more goes wrong before somebody answers', () => {
    const worse = told(prerelease({ kind: 'launching', since: noon }, { escalation: call() }), {
      kind: 'gave-up',
      at: noon + 3 * minute,
      because: worded('the host is gone'),
    });
    expect(worse.release?.escalation).toMatchObject({
      number: 1,
      since: noon,
      page: { key: 'board:rel_PRE:stuck' },
    });
  });

  it.each<Event>([
    { kind: 'answered', at: noon + minute, by: tom },
    { kind: 'held', at: noon + minute, by: tom, until: noon + 10 * minute, reason: 'looking' },
    { kind: 'rollback-asked', at: noon + minute, by: tom, reason: 'it is real' },
  ])('is answered by whatever a person does about its release: $kind', (event) => {
    const answered = told(prerelease(soaking, { escalation: call() }), event);
    expect(answered.release?.escalation?.ended).toEqual({
      kind: 'answered',
      at: noon + minute,
      by: tom,
    });
    expect(
      told(answered.release ?? prerelease(soaking), after(20 * minute)).effects.filter(
        ({ kind }) => kind === 'page',
      ),
    ).toEqual([]);
  });

  it('can be answered while users go back, and by nobody where nobody is called', () => {
    expect(
      told(prerelease(goesBack, { escalation: call() }), { kind: 'answered', at: noon, by: tom })
        .release?.escalation?.ended,
    ).toMatchObject({ by: tom });
    expect(given(prerelease(soaking)).when({ kind: 'answered', at: noon, by: tom })).toMatchObject({
      kind: 'refused',
      code: 'nothing-to-do',
    });
  });

  it('is over for whoever answered, too, once it is: when health or its incident ends it', () => {
    const answered = { kind: 'answered', at: noon + minute, by: tom } as const;
    const page = {
      key: 'board:rel_PRE:look',
      summary: worded('Davy cannot tell'),
      severity: 'error',
    } as const;
    const unsure = prerelease(soaking, {
      escalation: call({ page, ended: answered }),
      watch: watch(missing),
    });
    const unknown = told(unsure, measured(noon + minute, missing));
    expect(unknown.release?.escalation?.ended).toEqual(answered);
    const decided = given(unsure).when(measured(noon + minute));
    expect(decided).toMatchObject({
      kind: 'moved',
      release: { escalation: { ended: { ...answered, overAt: noon + minute } } },
    });
    const stoodStill = prerelease(isStuck, {
      incidents: ['stuck'],
      escalation: call({ page: { ...page, key: 'board:rel_PRE:stuck' }, ended: answered }),
    });
    expect(
      told(stoodStill, { kind: 'retried', at: noon + 4 * minute, by: tom }).release?.escalation,
    ).toMatchObject({ ended: { ...answered, overAt: noon + 4 * minute } });
  });

  it('needs no answer any more when health comes back, and asks again the next time', () => {
    const look = call({
      page: { key: 'board:rel_PRE:look', summary: worded('Davy cannot tell'), severity: 'error' },
    });
    const unsure = prerelease(soaking, { escalation: look, watch: watch(missing) });
    const unknown = told(unsure, measured(noon + minute, missing));
    expect(unknown.release?.escalation?.ended).toBe(null);
    const healthy = measured(noon + minute);
    // Only what moved wakes the lane that draws the call: until then it says that nobody answered.
    expect(given(unsure).when(healthy).kind).toBe('moved');
    const well = told(unsure, healthy).release;
    expect(well?.escalation).toMatchObject({ number: 1, ended: { kind: 'over' } });
    const next = told(
      { ...(well ?? unsure), phase: { kind: 'launching', since: noon } },
      { kind: 'gave-up', at: noon + 9 * minute, because: worded('no server') },
    );
    expect(next.release?.escalation).toMatchObject({
      number: 2,
      since: noon + 9 * minute,
      againAt: null,
      ended: null,
    });
  });
});
