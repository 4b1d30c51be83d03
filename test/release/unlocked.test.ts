import { expect, it } from 'vitest';
import { transition } from '../../src/release/transition.ts';
import type { Line } from '../../src/release/state/line.ts';
import { blocked, line, prerelease } from '../support/a-release.ts';
import { observed } from '../support/events.ts';
import { given } from '../support/given.ts';
import { minute, noon } from '../support/noon.ts';
import { priya } from '../support/people.ts';
import { worded } from '../../src/release/state/worded.ts';

it('takes a canary away after its build was rolled back, and leaves the line as it is', () => {
  const bars = { blocked: [blocked()] };
  const canary = prerelease({ kind: 'approved', since: noon });
  const lock = {
    reason: worded('board 1.42.0 was rolled back: errors'),
    since: noon,
    release: 'rel_ALL',
  };
  const after = (more: Partial<Line>) =>
    given(canary, { line: line(more) }).when(observed(noon + minute));
  const back = { kind: 'moved', release: { phase: { kind: 'rolling-back', end: 'rolled-back' } } };
  expect(after({ ...bars, lock })).toMatchObject({
    ...back,
    line: { lock },
  });
  expect(after({ ...bars, lock: null })).toMatchObject({
    ...back,
    line: { lock: null },
  });
});

it('is not possible while a canary that came back along still has to turn round', () => {
  const carried = prerelease({ kind: 'approved', since: noon });
  const lock = {
    reason: worded('board 1.43.0 was rolled back: errors'),
    since: noon,
    release: 'rel_ALL',
  };
  const along = { release: carried.id, because: worded('x'), by: null, end: 'stopped' as const };
  const unlock = (state: Partial<Line>, others = [carried]) =>
    transition(line({ lock, ...state }), null, others, {
      kind: 'unlocked',
      at: noon,
      by: priya,
      reason: 'fixed',
    });
  expect(unlock({ recalled: [along] })).toMatchObject({ kind: 'refused', code: 'moving' });
  expect(unlock({ blocked: [blocked()] })).toMatchObject({ kind: 'refused', code: 'moving' });
  expect(unlock({})).toMatchObject({ kind: 'moved', line: { lock: null } });
  // In line it has no servers, so nothing stands beside what starts.
  const queued = { ...carried, phase: { kind: 'queued' as const, since: noon } };
  expect(unlock({ blocked: [blocked()] }, [queued])).toMatchObject({ kind: 'moved' });
});
