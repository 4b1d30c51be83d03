import { describe, expect, it } from 'vitest';
import type { Event } from '../../../src/release/state/event.ts';
import type { Phase } from '../../../src/release/state/phase.ts';
import { line, prerelease, release } from '../../support/a-release.ts';
import { measured, releaseStarted } from '../../support/events.ts';
import { given } from '../../support/given.ts';
import { minute, noon } from '../../support/noon.ts';
import { countdown, signedOff, unmeasured, watch } from '../../support/release-parts.ts';
import { stuck } from '../../support/phases.ts';
import { good } from '../../support/readings.ts';

const at = noon + 5 * minute;
const told = (failed: number, version = '1.42.0'): Event => ({
  kind: 'rechecked',
  at,
  version,
  checks: { passed: 200, failed },
});

describe('checks that CI tells of later', () => {
  it.each<Phase>([
    { kind: 'requested', since: noon },
    { kind: 'soaking', since: noon },
    { kind: 'waiting', since: noon },
    { kind: 'approved', since: noon },
  ])('stop what is $kind when they failed, without a lock', (phase) => {
    expect(given(prerelease(phase)).when(told(2))).toMatchObject({
      kind: 'moved',
      supersedes: true,
      line: { lock: null, blocked: [] },
      release: {
        build: { checks: { passed: 200, failed: 2 } },
        phase: {
          kind: 'rolling-back',
          end: 'stopped',
          because: { kind: 'checks-failed', failed: 2 },
          by: null,
        },
      },
    });
  });

  it('end what waits in the queue, where nothing has to come back', () => {
    expect(given(prerelease({ kind: 'queued', since: noon })).when(told(1))).toMatchObject({
      release: { phase: { kind: 'stopped', because: { kind: 'checks-failed', failed: 1 } } },
    });
  });

  it('are remembered where they passed, and stop nothing', () => {
    const soaking = prerelease({ kind: 'soaking', since: noon });
    expect(given(soaking).when(told(0))).toMatchObject({
      kind: 'moved',
      release: {
        rev: soaking.rev + 1,
        phase: soaking.phase,
        build: { checks: { passed: 200, failed: 0 } },
      },
    });
  });

  it('turn no move round, take no rollback away, and concern no other build', () => {
    const moving = release({
      kind: 'migrating',
      since: noon,
      batch: 1,
      movedAt: null,
      watchedMs: 0,
    });
    expect(given(moving).when(told(2))).toMatchObject({
      release: { phase: moving.phase, build: { checks: { failed: 2 } } },
    });
    const carried = prerelease({ kind: 'approved', since: noon });
    const where = line({
      moving: { release: 'rel_ALL', carries: [carried.id], migrating: false },
    });
    expect(given(carried, { line: where }).when(told(2))).toMatchObject({
      release: { phase: { kind: 'approved' } },
    });
    const called = prerelease({ kind: 'soaking', since: noon }, { countdown: countdown() });
    expect(given(called).when(told(2))).toMatchObject({ release: { phase: { kind: 'soaking' } } });
    expect(given(carried).when(told(2, '1.43.0'))).toMatchObject({
      kind: 'measured-only',
      release: { build: { checks: { failed: 0 } } },
    });
  });

  it('stop what soaks on after a page that ended by itself', () => {
    const called = prerelease(
      { kind: 'soaking', since: noon },
      {
        countdown: countdown(),
        watch: { ...unmeasured, goodInARow: 5, goodSince: noon - 5 * minute },
      },
    );
    const under = given(called).after({ ...told(2), at: noon });
    expect(under.release).toMatchObject({ phase: { kind: 'soaking' }, countdown: {} });
    expect(under.after(measured(noon + 1_000)).release).toMatchObject({
      countdown: null,
      phase: {
        kind: 'rolling-back',
        end: 'stopped',
        because: { kind: 'checks-failed', failed: 2 },
      },
    });
  });

  it('stop what is stuck while it is tried, and leave alone what is stuck on its way back', () => {
    const stopped = { phase: { kind: 'rolling-back', because: { kind: 'checks-failed' } } };
    const soaking = prerelease(stuck({ kind: 'soaking', since: noon }));
    expect(given(soaking).after(told(2)).release).toMatchObject(stopped);
    const back = given(prerelease({ kind: 'soaking', since: noon })).after(told(2)).release;
    const stuckBack = { ...back, phase: stuck(back.phase) };
    expect(given(stuckBack).after(told(3)).release.phase).toEqual(stuckBack.phase);
  });

  it('are an event of the line where nobody tries the build', () => {
    expect(given(null).when(told(2))).toMatchObject({ kind: 'moved', release: null });
  });

  it('start no release where they failed', () => {
    const approved = prerelease(
      { kind: 'approved', since: noon },
      { approvals: signedOff, watch: watch(good, { measuredAt: at }) },
    );
    const failed = { ...approved.build, checks: { passed: 1, failed: 1 } };
    const start = releaseStarted({ at });
    expect(given(approved).when(start)).toMatchObject({ kind: 'moved' });
    expect(given({ ...approved, build: failed }).when(start)).toMatchObject({
      kind: 'refused',
      code: 'checks-failed',
    });
  });
});
