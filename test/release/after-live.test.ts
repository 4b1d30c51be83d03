import { describe, expect, it } from 'vitest';
import type { Event } from '../../src/release/state/event.ts';
import type { Release } from '../../src/release/state/release.ts';
import { build, line, plan, prerelease } from '../support/a-release.ts';
import { measured, observed, timePassed } from '../support/events.ts';
import { given } from '../support/given.ts';
import { minute, noon } from '../support/noon.ts';
import { tom } from '../support/people.ts';
import { bad, good } from '../support/readings.ts';
import { countdown, watch } from '../support/release-parts.ts';

/** Its build serves everybody, and the fleet has not answered since. */
const live = line({ live: build(), carried: ['rel_PRE'], lastGood: [build('1.41.0')] });
const left = prerelease({ kind: 'approved', since: noon });

it('what went out with a release that is live is judged no more', () => {
  const bads = [1, 2, 3].map((m) => measured(noon + m * minute, bad));
  const after = given(left, { line: live }).after(...bads, timePassed(noon + 9 * minute));
  expect(after.release).toMatchObject({ phase: { kind: 'approved' }, countdown: null });
  expect(after.line).toMatchObject({ lock: null, blocked: [] });
});

it('a countdown that was running ends without a rollback of the live build', () => {
  const paged = { ...left, countdown: countdown(), countdowns: 1 };
  const after = given(paged, { line: live }).after(timePassed(noon + 3 * minute));
  expect(after.release.countdown).toBeNull();
  expect(after.line).toMatchObject({ lock: null, blocked: [] });
  expect(after.after(observed(noon + 4 * minute)).release.phase.kind).toBe('carried');
});

it('nobody can turn it round by its old card', () => {
  const said = { at: noon, by: tom, reason: 'no' };
  const words: readonly Event[] = [
    { kind: 'rollback-asked', ...said },
    { kind: 'stopped', ...said },
  ];
  for (const word of words)
    expect(given(left, { line: live }).when(word)).toMatchObject({ code: 'too-late' });
});

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
