import { describe, expect, it } from 'vitest';
import type { Event } from '../../../src/release/state/event.ts';
import type { Line } from '../../../src/release/state/line.ts';
import type { ReminderFacts } from '../../../src/release/state/reminder-facts.ts';
import type { Release } from '../../../src/release/state/release.ts';
import type { Reminder } from '../../../src/release/state/remembered.ts';
import { transition } from '../../../src/release/transition.ts';
import { line, locked, plan, prerelease, release } from '../../support/a-release.ts';
import { minute, noon } from '../../support/noon.ts';
import { ana, priya, tom } from '../../support/people.ts';
import { good } from '../../support/readings.ts';
import { signedOff, watch } from '../../support/release-parts.ts';
import { office } from '../arbitrary.ts';
import { worded } from '../../../src/release/state/worded.ts';

const hour = 60 * minute;
const facts: ReminderFacts = { office, gone: [] };
const patient = { ...plan, approvalTtlMs: 30 * 24 * hour };
/** People know already that nobody measures here: days pass in these tests without a look. */
const called = watch(good, { creditedMs: plan.soakMs, undecidedTold: true });
/** Friday Nov 20, 13:00 in Amsterdam. */
const waiting = prerelease({ kind: 'waiting', since: noon }, { plan: patient, watch: called });
const passed = (one: Release, at: number, more: Partial<ReminderFacts> = {}): Release => {
  const decision = transition(line(), one, [], {
    kind: 'time-passed',
    at,
    facts: { ...facts, ...more },
  });
  if (decision.kind === 'refused' || !decision.release) throw new Error('refused');
  return decision.release;
};
/** Looks every ten minutes for so many days, and tells who was reminded when. */
const reminded = (
  one: Release,
  days: number,
  more: Partial<ReminderFacts> = {},
): readonly Reminder[] =>
  Array.from({ length: days * 24 * 6 }, (_, i) => noon + i * 10 * minute).reduce(
    (now, at) => passed(now, at, more),
    one,
  ).reminders;
const when = (nudges: readonly Reminder[]) =>
  nudges.map(({ rung, at }) => `${rung} ${new Date(at).toISOString().slice(0, 16)}`);

describe('a canary that nobody approves', () => {
  it('reminds its owner, the team and the on-call, each once, after four office hours each', () => {
    expect(when(reminded(waiting, 10))).toEqual([
      'owner 2026-11-23T08:00',
      'team 2026-11-23T12:00',
      'on-call 2026-11-24T08:00',
    ]);
  });

  it('keeps still on holidays', () => {
    expect(
      when(
        reminded(waiting, 10, { office: { ...office, holidays: ['2026-11-23', '2026-11-24'] } }),
      )[0],
    ).toBe('owner 2026-11-25T08:00');
  });

  it('goes to the team at once when the calendar started it', () => {
    expect(reminded({ ...waiting, by: null }, 10).map(({ rung }) => rung)).toEqual([
      'team',
      'on-call',
    ]);
  });

  it('begins anew when it waits anew, and stops when somebody acts', () => {
    const again = passed(
      {
        ...waiting,
        phase: { kind: 'approved', since: noon + 24 * hour },
        approvals: signedOff,
        reminders: reminded(waiting, 4),
      },
      noon + 4 * 24 * hour,
    );
    expect(again.reminders.map(({ thing, rung }) => `${thing} ${rung}`)).toEqual([
      'waiting owner',
      'waiting team',
      'waiting on-call',
      'approved owner',
    ]);
  });

  it('reminds nobody without facts, nor while it rolls back', () => {
    const quiet = transition(line(), waiting, [], { kind: 'time-passed', at: noon + 100 * hour });
    expect(quiet).toMatchObject({ kind: 'measured-only', release: { reminders: [] } });
    const back = {
      ...waiting,
      phase: {
        kind: 'rolling-back',
        since: noon,
        because: worded('x'),
        by: null,
        end: 'rolled-back',
        usersBackAt: null,
        unprotectedAt: null,
        calmSince: null,
      },
    } as const;
    expect(passed(back, noon + 100 * hour).reminders).toEqual([]);
  });
});

describe('a hold', () => {
  const held = release(
    { kind: 'migrating', since: noon, batch: 0, movedAt: noon, watchedMs: 0 },
    {
      hold: { by: tom, since: noon, until: noon + 60 * minute, reason: 'slow query' },
      holds: 1,
      watch: called,
    },
  );

  it('is called to mind shortly before its end, whatever the hour, to whoever set it', () => {
    expect(passed(held, noon + 54 * minute).reminders).toEqual([]);
    const once = passed(held, noon + 56 * minute);
    expect(once.reminders).toMatchObject([{ thing: 'hold-ends', rung: 'owner', to: tom }]);
    expect(passed(once, noon + 58 * minute).reminders).toHaveLength(1);
  });

  it('that follows two others is shown to the team', () => {
    expect(passed({ ...held, holds: 3 }, noon + minute).reminders).toMatchObject([
      { thing: 'held-often', rung: 'team' },
    ]);
  });

  it('is counted each time', () => {
    const decision = transition(line(), { ...held, hold: null }, [], {
      kind: 'held',
      at: noon,
      by: tom,
      until: noon + hour,
      reason: 'again',
    });
    expect(decision).toMatchObject({ release: { holds: 2 } });
  });
});

describe('a lock and a freeze', () => {
  const onLine = (before: Line, at: number): Line => {
    const decision = transition(before, null, [], { kind: 'time-passed', at, facts });
    return decision.kind === 'moved' ? decision.line : before;
  };

  it('that are left on are called to mind, each once a rung', () => {
    const looks = Array.from({ length: 10 * 24 }, (_, i) => noon + i * hour);
    expect(
      looks
        .reduce(onLine, locked)
        .reminders.map(({ thing, rung, about }) => `${thing} ${rung} ${about}`),
    ).toEqual(['locked owner rel_PRE', 'locked team rel_PRE', 'locked on-call rel_PRE']);
    const frozen = transition(line(), null, [], {
      kind: 'frozen',
      at: noon,
      by: ana,
      until: noon + 40 * 24 * hour,
      reason: 'holiday sale',
      roster: { at: noon, teams: { whiteboard: [ana.id] } },
    });
    expect(frozen.kind === 'moved' && looks.reduce(onLine, frozen.line).reminders).toMatchObject([
      { thing: 'frozen', rung: 'owner', to: ana },
      { rung: 'team' },
      { rung: 'on-call' },
    ]);
  });

  it('that have ended remind nobody', () => {
    expect(transition(line(), null, [], { kind: 'time-passed', at: noon, facts })).toMatchObject({
      kind: 'refused',
    });
    const over = line({
      freeze: { since: noon, until: noon + hour, reason: 'x', by: ana, asks: [] },
    });
    expect(onLine(over, noon + 72 * hour).reminders).toEqual([]);
  });
});

describe('a release nobody owns', () => {
  it('asks the teams, then the on-call, and asks no more once somebody took it over', () => {
    expect(
      reminded(waiting, 2, { gone: [priya.id] }).filter(({ thing }) => thing === 'nobody'),
    ).toMatchObject([{ rung: 'team', to: priya }]);
    const event: Event = {
      kind: 'owned',
      at: noon,
      by: tom,
      roster: { at: noon, teams: { accounts: [tom.id] } },
    };
    const taken = transition(line(), waiting, [], event);
    expect(taken).toMatchObject({
      kind: 'moved',
      release: { by: tom, owners: [priya], rev: waiting.rev + 1 },
    });
    expect(
      taken.kind === 'moved' &&
        taken.release &&
        reminded(taken.release, 2, { gone: [priya.id] }).filter(({ thing }) => thing === 'nobody'),
    ).toEqual([]);
  });

  it('loses the yes of whoever takes it over, and waits again', () => {
    const approved = prerelease(
      { kind: 'approved', since: noon + 253 * minute },
      { approvals: signedOff },
    );
    const taken = transition(line(), approved, [], {
      kind: 'owned',
      at: noon + 254 * minute,
      by: tom,
      roster: { at: noon + 254 * minute, teams: { accounts: [tom.id] } },
    });
    expect(taken).toMatchObject({ release: { phase: { kind: 'waiting' }, by: tom } });
  });

  it('is never approved by whoever owned it before', () => {
    const at = noon + 254 * minute;
    const roster = { at, teams: { whiteboard: [priya.id, ana.id], accounts: [tom.id] } };
    const taken: Release = { ...waiting, by: tom, owners: [priya] };
    for (const by of [priya, tom])
      expect(
        transition(line(), taken, [], { kind: 'approved', at, by, rev: taken.rev, roster }),
      ).toMatchObject({ kind: 'refused', code: 'own-release' });
    expect(
      transition(line(), taken, [], { kind: 'approved', at, by: ana, rev: taken.rev, roster }).kind,
    ).toBe('moved');
  });

  it('is taken over only by somebody with standing, and not by its owner', () => {
    const own = (by: typeof ana, teams: Readonly<Record<string, readonly string[]>>): Event => ({
      kind: 'owned',
      at: noon,
      by,
      roster: { at: noon, teams },
    });
    expect(transition(line(), waiting, [], own(ana, {}))).toMatchObject({ code: 'not-entitled' });
    expect(transition(line(), waiting, [], own(priya, { whiteboard: [priya.id] }))).toMatchObject({
      code: 'nothing-to-do',
    });
    expect(
      transition(line(), waiting, [], { ...own(ana, { 'on-call': [ana.id] }), at: noon + hour }),
    ).toMatchObject({ code: 'roster-unknown' });
  });
});
