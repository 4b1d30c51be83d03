import { expect, it } from 'vitest';
import type { Line } from '../../src/release/state/line.ts';
import { blocked, line, prerelease } from '../support/a-release.ts';
import { observed } from '../support/events.ts';
import { given } from '../support/given.ts';
import { minute, noon } from '../support/noon.ts';
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
