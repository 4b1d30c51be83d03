import { describe, expect, it } from 'vitest';
import { nextDeadline } from '../../../src/release/time-passed.ts';
import type { Reading } from '../../../src/release/state/reading.ts';
import type { Release } from '../../../src/release/state/release.ts';
import { plan, prerelease, release } from '../../support/a-release.ts';
import { measured, postponed, timePassed } from '../../support/events.ts';
import { given } from '../../support/given.ts';
import { minute, noon } from '../../support/noon.ts';
import { ana, rosterAt, stranger, tom } from '../../support/people.ts';
import { stuck } from '../../support/phases.ts';
import { bad, good, issue, missing } from '../../support/readings.ts';
import { countdown, watch } from '../../support/release-parts.ts';
import { worded } from '../../../src/release/state/worded.ts';

const soaking = (more: Partial<Release> = {}) =>
  prerelease(
    { kind: 'soaking', since: noon },
    { watch: watch(good, { measuredAt: noon }), ...more },
  );
const seenAt = (at: number) => ({
  at,
  newServers: { servers: 1, ready: 1, users: 100 },
  oldServers: { servers: 4, ready: 4, users: 6_000 },
});

/** Measures again and again, half a minute apart, and answers the release as it is then. */
function measure(one: Release, at: number, ...looks: readonly (readonly Reading[])[]): Release {
  return looks.reduce((before, readings, index) => {
    const time = at + (index * minute) / 2;
    return given({ ...before, seen: seenAt(time) }).after(measured(time, readings)).release;
  }, one);
}

const fatal = [{ ...bad[0]!, issues: [{ ...issue, level: 'fatal' as const }] }];

describe('a page', () => {
  it('needs two bad readings in a row', () => {
    expect(measure(soaking(), noon + minute, bad).countdown).toBeNull();
    expect(measure(soaking(), noon + minute, bad, good, bad).countdown).toBeNull();
    expect(measure(soaking(), noon + minute, bad, missing, bad).countdown).toBeNull();
    expect(measure(soaking(), noon + minute, bad, bad).countdown).toMatchObject({
      number: 1,
      deadline: noon + 1.5 * minute + plan.countdownMs,
    });
  });

  it('needs one reading with a fatal error', () => {
    expect(measure(soaking(), noon + minute, fatal).countdown).not.toBeNull();
  });

  it('goes to the pager', () => {
    const badOnce = soaking({ watch: watch(bad, { badInARow: 1 }), seen: seenAt(noon) });
    expect(given(badOnce).when(measured(noon + minute, bad))).toMatchObject({
      kind: 'moved',
      effects: [{ lane: 'page', kind: 'page', severity: 'critical' }],
    });
  });

  it('reaches a stuck release too: being stuck protects no user', () => {
    const one = soaking({
      phase: stuck({ kind: 'soaking', since: noon }, worded('the fleet is away')),
    });
    expect(measure(one, noon + minute, bad, bad).countdown).not.toBeNull();
  });

  it('is not made for what nobody can tell, but a person is called once', () => {
    const first = measure(soaking(), noon + minute, ...Array.from({ length: 30 }, () => missing));
    expect(first.countdown).toBeNull();
    expect(first.watch.undecidedTold).toBe(true);
  });

  it('calls once for a return that is unwell, and lets it go on', () => {
    const back = release(
      { kind: 'watching', since: noon, watchedMs: 0 },
      { kind: 'return', carries: [], watch: watch(good, { measuredAt: noon }) },
    );
    const unwell = measure(back, noon + minute, bad, bad);
    expect(unwell.watch.undecidedTold).toBe(true);
    expect(
      given({ ...unwell, seen: seenAt(noon) }).when(measured(noon + 2 * minute, bad)),
    ).not.toMatchObject({ kind: 'moved', effects: [{ kind: 'page' }] });
  });
});

const counting = (more: Partial<Release> = {}) =>
  soaking({
    watch: watch(bad, { badInARow: 2, measuredAt: noon }),
    countdown: countdown(),
    countdowns: 1,
    ...more,
  });

describe('a countdown', () => {
  it('rolls back at its end, with nobody answering and nothing measured', () => {
    const unknown = counting({ watch: watch(missing) });
    expect(given(unknown).when(timePassed(noon + 2 * minute))).toMatchObject({
      release: { phase: { kind: 'rolling-back', end: 'rolled-back', by: null } },
      line: { lock: {}, blocked: [{ version: '1.42.0' }] },
    });
    expect(given(counting()).when(timePassed(noon + 2 * minute - 1))).toMatchObject({
      kind: 'measured-only',
    });
  });

  it('rolls back at its end although a hold was set', () => {
    const held = counting({
      hold: { by: ana, since: noon, until: noon + 60 * minute, reason: 'lunch' },
    });
    expect(given(held).when(timePassed(noon + 2 * minute))).toMatchObject({
      release: { phase: { kind: 'rolling-back' }, hold: null },
    });
    expect(nextDeadline(held)).toBe(noon + 2 * minute);
  });

  it('is not cut short by an approval that runs out: what is bad goes back as bad', () => {
    const long = { ...plan, approvalTtlMs: minute };
    const one = counting({ plan: long, phase: { kind: 'waiting', since: noon - minute } });
    expect(given(one).when(timePassed(noon + minute))).toMatchObject({ kind: 'measured-only' });
    expect(nextDeadline(one)).toBe(noon + 2 * minute);
    expect(given(one).when(timePassed(noon + 2 * minute))).toMatchObject({
      line: { lock: { release: 'rel_PRE' }, blocked: [{ version: '1.42.0' }] },
      release: { phase: { kind: 'rolling-back', end: 'rolled-back' } },
    });
    const well = given({ ...one, countdown: null }).when(timePassed(noon + minute));
    expect(well).toMatchObject({ release: { phase: { end: 'expired' } } });
  });

  it('rolls back at its end although the build looks healthy at that moment', () => {
    const end = noon + 2 * minute;
    const well = counting({ watch: watch(good, { measuredAt: end }) });
    expect(given(well).when(timePassed(end))).toMatchObject({
      release: { phase: { kind: 'rolling-back' } },
    });
  });

  it('ends by itself after three healthy looks over a minute', () => {
    const long = counting({ countdown: countdown({ deadline: noon + 60 * minute }) });
    expect(measure(long, noon + minute, good, good).countdown).not.toBeNull();
    expect(measure(long, noon + minute, good, good, good).countdown).toBeNull();
    expect(measure(long, noon + minute, good, good, missing, good).countdown).not.toBeNull();
    expect(
      measure(long, noon + minute, missing, missing, missing, missing).countdown,
    ).not.toBeNull();
  });

  it('does not end on three looks within a minute', () => {
    const long = counting({ countdown: countdown({ deadline: noon + 60 * minute }) });
    const quick = [1, 2, 3].reduce(
      (before, seconds) => measure(before, noon + minute + seconds * 1_000, good),
      long,
    );
    expect(quick.countdown).not.toBeNull();
  });
});

describe('a postponement', () => {
  const once = () => given(counting()).after(postponed(counting(), noon + minute)).release;

  it('delays the rollback by its time', () => {
    expect(once().countdown).toMatchObject({
      deadline: counting().countdown!.deadline + plan.postponeMs,
      postponements: [{ by: tom }],
    });
  });

  it('never brings the rollback forward, however short it is', () => {
    const short = { ...counting(), plan: { ...plan, postponeMs: 60_000 } };
    const { deadline } = short.countdown!;
    const [first, second] = [noon + 1_000, noon + 2_000];
    const after = given(short).after(postponed(short, first)).release;
    expect(after.countdown).toMatchObject({ deadline: deadline + 60_000 });
    expect(given(after).after(postponed(after, second)).release.countdown).toMatchObject({
      deadline: deadline + 120_000,
    });
  });

  it('is given twice at most', () => {
    const twice = given(once()).after(postponed(once(), noon + 2 * minute));
    expect(twice.when(postponed(twice.release, noon + 3 * minute))).toMatchObject({
      code: 'no-postponement-left',
    });
  });

  it('is refused to people without standing, and after the countdown', () => {
    const one = counting();
    const { when } = given(one);
    const old = { roster: rosterAt(noon - 60 * minute) };
    expect(when(postponed(one, noon + minute, { by: stranger }))).toMatchObject({
      code: 'not-entitled',
    });
    expect(when(postponed(one, noon + 2 * minute))).toMatchObject({ code: 'too-late' });
    expect(when(postponed(one, noon + minute, old))).toMatchObject({ code: 'roster-unknown' });
  });

  it('ends early on a fatal error, and when it is twice as bad', () => {
    expect(measure(once(), noon + 2 * minute, fatal).phase.kind).toBe('rolling-back');
    const worse = [
      { ...bad[1]!, value: bad[1]!.value! * 3 },
      { ...bad[0]!, value: bad[0]!.value! * 3 },
    ];
    expect(measure(once(), noon + 2 * minute, worse).phase.kind).toBe('rolling-back');
    expect(measure(once(), noon + 2 * minute, bad).phase.kind).toBe('soaking');
  });

  it('rolls back at its end unless health is fresh, and then waits for the proof only once', () => {
    const end = counting().countdown!.deadline + plan.postponeMs;
    const ending = (readings: readonly Reading[], measuredAt: number) =>
      given({ ...once(), watch: watch(readings, { measuredAt }) });
    const back = { release: { phase: { kind: 'rolling-back' } } };
    expect(ending(missing, end).when(timePassed(end))).toMatchObject(back);
    expect(ending(good, end - 10 * minute).when(timePassed(end))).toMatchObject(back);
    const waits = ending(good, end).after(timePassed(end)).release;
    const later = waits.countdown!.deadline;
    expect(later).toBeGreaterThan(end + minute);
    expect(
      given({ ...waits, watch: watch(good, { measuredAt: later }) }).when(timePassed(later)),
    ).toMatchObject(back);
  });
});
