import { describe, expect, it } from 'vitest';
import type { Release } from '../../src/release/state/release.ts';
import { build, line, plan, prerelease } from '../support/a-release.ts';
import { measured, timePassed } from '../support/events.ts';
import { given } from '../support/given.ts';
import { minute, noon } from '../support/noon.ts';
import { bad, good } from '../support/readings.ts';
import { countdown, watch } from '../support/release-parts.ts';

/** 1.42.0 has just become live; the fleet does not answer, so its pre-release is open still. */
const live = line({ live: build(), carried: ['rel_PRE'], lastGood: [build('1.41.0')] });
const open = (more: Partial<Release> = {}) =>
  prerelease({ kind: 'soaking', since: noon }, { watch: watch(good, { badInARow: 1 }), ...more });

describe('a pre-release whose build became live', () => {
  it('calls nobody, whatever is measured of it', () => {
    const after = given(open(), { line: live }).after(measured(noon + minute, bad));
    expect(after.release.countdown).toBeNull();
    expect(given(open(), { line: live }).when(measured(noon + minute, bad))).toMatchObject({
      kind: 'measured-only',
    });
  });

  it('never blocks the live build, nor locks its service, when its countdown ends', () => {
    const paged = open({ countdown: countdown(), countdowns: 1, incidents: ['rollback'] });
    const ended = given(paged, { line: live }).when(timePassed(noon + 10 * minute));
    expect(ended).toMatchObject({
      kind: 'moved',
      line: { lock: null, blocked: [] },
      release: { phase: { kind: 'soaking' }, countdown: null, incidents: [] },
      effects: [{ kind: 'resolve-page' }],
    });
  });

  it('soaks no more: servers that are gone earn no time', () => {
    const one = open({ plan: { ...plan, soakMs: minute } });
    const after = given(one, { line: live }).after(measured(noon + 10 * minute, good));
    expect(after.release.watch.creditedMs).toBe(one.watch.creditedMs);
    expect(after.release.phase.kind).toBe('soaking');
  });
});
