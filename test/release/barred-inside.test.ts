import { describe, expect, it } from 'vitest';
import type { Line } from '../../src/release/state/line.ts';
import type { Release } from '../../src/release/state/release.ts';
import { askingAll } from '../../src/release/approval/teams-asked.ts';
import { messagesOf } from '../../src/views/messages.ts';
import { blocked, line, plan, prerelease } from '../support/a-release.ts';
import { approved, measured, observed, releaseStarted } from '../support/events.ts';
import { given } from '../support/given.ts';
import { minute, noon } from '../support/noon.ts';
import { ana, tom, roster } from '../support/people.ts';
import { good } from '../support/readings.ts';
import { watch, yes } from '../support/release-parts.ts';
import { server } from '../support/servers.ts';
import { story } from '../support/thread-samples.ts';
import { at, before, fixed } from './asked-again.ts';
import { worded } from '../../src/release/state/worded.ts';

describe('a build that contains a barred one', () => {
  const bar = blocked({ because: worded('declined by Tom B.: price bug'), teams: ['accounts'] });
  const where = line({ blocked: [bar] });
  const small = { ...plan, signOff: [{ team: 'whiteboard', approvals: 1 }] };
  const one = (more: Partial<Release> = {}) =>
    prerelease(
      { kind: 'waiting', since: noon },
      { build: fixed, plan: small, contains: ['1.42.0'], ...more },
    );

  const oneEach = { roster: { at, teams: { whiteboard: [ana.id], accounts: [tom.id] } } };
  const seenWell = {
    at,
    newServers: { servers: 1, ready: 1, users: 100 },
    oldServers: { servers: 4, ready: 4, users: 6_000 },
  };
  const serving = [server({ version: '1.42.1', release: 'rel_PRE' })];

  it('needs the word of the team that barred it, also where it owns nothing of the fix', () => {
    expect(askingAll(where, one()).plan.signOff).toEqual([
      { team: 'whiteboard', approvals: 1 },
      { team: 'accounts', approvals: 1 },
    ]);
    expect(askingAll(where, one({ contains: [] })).plan.signOff).toEqual(small.signOff);
    expect(askingAll(line(), one()).plan.signOff).toEqual(small.signOff);
  });

  it('goes out by itself no more, although its plan asks nobody', () => {
    const automatic = one({
      phase: { kind: 'approved', since: noon },
      plan: { ...plan, automatic: true },
    });
    const fresh = { ...automatic, watch: { ...automatic.watch, measuredAt: at } };
    const start = (release: Release) => given(release, { line: where }).when(releaseStarted());
    expect(start({ ...fresh, contains: [] })).toMatchObject({ kind: 'moved' });
    expect(start(fresh)).toMatchObject({
      kind: 'refused',
      code: 'not-approved',
      because: { says: 'stillNeeded', values: ['board 1.42.1', ['accounts'], [1]] },
    });
    expect(askingAll(line({ blocked: [{ ...bar, teams: [] }] }), fresh).plan).toMatchObject({
      automatic: false,
      signOff: plan.signOff,
    });
    const asked = given(fresh, { line: where }).when(observed(at, serving));
    expect(asked).toMatchObject({
      release: { phase: { kind: 'waiting' }, plan: { automatic: false } },
    });
  });

  it('is not approved before that team said yes', () => {
    const asked = given(one(), { line: where }).after(observed(at, serving));
    const first = asked.after(approved(asked.release, ana, { at, ...oneEach }));
    expect(first.release).toMatchObject({ phase: { kind: 'waiting' }, approvals: [{ by: ana }] });
    expect(first.when(approved(first.release, tom, { at, ...oneEach }))).toMatchObject({
      kind: 'moved',
      release: { phase: { kind: 'approved' } },
    });
  });

  it('is asked about again when the bar comes later, and is not approved any more', () => {
    const ready = one({
      phase: { kind: 'approved', since: noon },
      approvals: [yes(ana, 'whiteboard')],
    });
    const decision = given(ready, { line: where }).when(observed(at, serving));
    expect(decision).toMatchObject({
      kind: 'moved',
      release: {
        phase: { kind: 'waiting' },
        rev: ready.rev + 1,
        plan: { signOff: [{ team: 'whiteboard' }, { team: 'accounts' }] },
      },
    });
    const fresh = { ...ready, watch: { ...ready.watch, measuredAt: at } };
    expect(given(fresh, { line: where }).when(releaseStarted())).toMatchObject({
      kind: 'refused',
      code: 'not-approved',
    });
  });

  it('does not keep a yes that this team gave before: it is asked again, and told why', () => {
    const late = line({ blocked: [{ ...bar, at: at - minute }] });
    const early = yes(tom, 'accounts', { image: 'ami-1.42.1', at: at - 2 * minute });
    const other = yes(ana, 'whiteboard', { image: 'ami-1.42.1', at: at - 2 * minute });
    const ready = one({
      phase: { kind: 'approved', since: noon },
      plan,
      approvals: [other, early],
    });
    const fresh = {
      ...ready,
      watch: { ...ready.watch, measuredAt: at, creditedMs: plan.soakMs },
    };
    const start = (where: Line) => given(fresh, { line: where }).when(releaseStarted(oneEach));
    expect(start(late)).toMatchObject({
      kind: 'refused',
      code: 'not-approved',
      because: { says: 'stillNeeded', values: ['board 1.42.1', ['accounts'], [1]] },
    });
    expect(start(line({ blocked: [{ ...bar, at: at - 3 * minute }] }))).toMatchObject({
      kind: 'moved',
    });

    const seen = given(fresh, { line: late }).when(observed(at, serving));
    expect(seen).toMatchObject({
      kind: 'moved',
      release: {
        phase: { kind: 'waiting' },
        approvals: [other],
        rev: fresh.rev + 1,
        asks: [
          {
            by: { name: 'Davy' },
            teams: ['accounts'],
            because: {
              kind: 'contains-blocked',
              version: '1.42.0',
              because: worded('declined by Tom B.: price bug'),
            },
          },
        ],
      },
    });
    if (seen.kind !== 'moved' || !seen.release) return;
    const decision = messagesOf(
      story({ build: fixed, prerelease: seen.release, line: late, now: at }),
    );
    expect(decision.find(({ kind }) => kind === 'approval')?.content.text).toContain(
      '1 of 2 approvals',
    );
    expect(
      JSON.stringify(decision.find(({ kind }) => kind === 'approval')?.content.rich),
    ).toContain('Earlier approvals do not count');
    expect(
      JSON.stringify(decision.find(({ kind }) => kind.startsWith('ask:'))?.content.rich),
    ).toContain('1.42.0, which it contains, was blocked');
    const again = given(seen.release, { line: late }).when(
      approved(seen.release, tom, { at, ...oneEach }),
    );
    expect(again).toMatchObject({ kind: 'moved', release: { phase: { kind: 'approved' } } });
  });

  describe('until the next look', () => {
    const late = line({ blocked: [{ ...bar, at: at - minute }] });
    const early = yes(tom, 'accounts', { image: 'ami-1.42.1', at: at - 2 * minute });
    const other = yes(ana, 'whiteboard', { image: 'ami-1.42.1', at: at - 2 * minute });
    const shown = one({
      phase: { kind: 'approved', since: noon },
      plan,
      approvals: [other, early],
      watch: watch(good, { measuredAt: at, creditedMs: plan.soakMs }),
    });
    const callsTom = {
      release: {
        phase: { kind: 'waiting' },
        rev: shown.rev + 1,
        approvals: [other],
        asks: [{ teams: ['accounts'] }],
      },
    };

    it('hears no yes, for the question that was shown does not name the bar', () => {
      const where = given(shown, { line: late });
      const ben = { id: 'U77', name: 'Ben' };
      const both = { at, teams: { accounts: [tom.id, ben.id], whiteboard: [ana.id] } };
      for (const phase of ['soaking', 'waiting', 'approved'] as const) {
        const asked = given({ ...shown, phase: { kind: phase, since: noon } }, { line: late });
        expect(asked.when(approved(shown, ben, { at, roster: both }))).toMatchObject({
          kind: 'refused',
          code: 'stale',
        });
      }
      const then = where.after(observed(at, serving));
      expect(then).toMatchObject(callsTom);
      expect(then.when(approved(then.release, ben, { at, roster: both }))).toMatchObject({
        release: { phase: { kind: 'approved' } },
      });
    });

    it('does not start by itself, and leaves it to the look to call who had said yes', () => {
      const where = given(shown, { line: late });
      expect(where.when(releaseStarted({ ...oneEach, by: null }))).toMatchObject({
        kind: 'refused',
        code: 'not-approved',
      });
      expect(where.after(observed(at, serving))).toMatchObject(callsTom);
    });

    it('is not approved by the end of its soak', () => {
      const soaking = given(
        { ...shown, phase: { kind: 'soaking', since: noon }, seen: seenWell },
        { line: late },
      ).after(measured(at));
      expect(soaking.release.phase).toMatchObject({ kind: 'waiting' });
      expect(soaking.after(observed(at, serving))).toMatchObject(callsTom);
    });
  });

  it('drops such a yes while it soaks, too, and calls nobody before it is asked', () => {
    const late = line({ blocked: [{ ...bar, at: at - minute }] });
    const soaking = one({
      phase: { kind: 'soaking', since: noon },
      plan,
      approvals: [yes(tom, 'accounts', { image: 'ami-1.42.1', at: at - 2 * minute })],
    });
    expect(given(soaking, { line: late }).when(observed(at, serving))).toMatchObject({
      release: { phase: { kind: 'soaking' }, approvals: [], asks: [] },
    });
  });

  it('was barred by the team that declined it, and by all its teams when rolled back', () => {
    const { when } = given(before);
    const decline = when({
      kind: 'declined',
      at,
      by: tom,
      rev: before.rev,
      reason: 'price bug',
      roster: { ...roster, at, teams: { accounts: [tom.id] } },
    });
    expect(decline).toMatchObject({
      line: { blocked: [{ version: '1.42.0', commit: before.build.commit, teams: ['accounts'] }] },
    });
    const rollback = when({ kind: 'rollback-asked', at, by: tom, reason: 'price bug' });
    expect(rollback).toMatchObject({
      line: { blocked: [{ version: '1.42.0', teams: ['whiteboard', 'accounts'] }] },
    });
  });
});
