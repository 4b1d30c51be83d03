import { expect, it } from 'vitest';
import { transition } from '../../src/release/transition.ts';
import { line, prerelease } from '../support/a-release.ts';
import { minute, noon } from '../support/noon.ts';

it('takes a canary away after its build was rolled back, and leaves the line as people have set it since', () => {
  const barred = [
    {
      version: '1.42.0',
      image: 'ami-1.42.0',
      because: 'errors',
      commit: 'c0ffee',
      teams: ['whiteboard'],
      at: 0,
    },
  ];
  const canary = prerelease({ kind: 'approved', since: noon });
  const look = { kind: 'observed', at: noon + minute, wall: noon + minute, servers: [] } as const;
  const lock = { reason: 'board 1.42.0 was rolled back: errors', since: noon, release: 'rel_ALL' };
  const back = { kind: 'moved', release: { phase: { kind: 'rolling-back', end: 'rolled-back' } } };
  expect(transition(line({ blocked: barred, lock }), canary, [], look)).toMatchObject({
    ...back,
    line: { lock },
  });
  expect(transition(line({ blocked: barred, lock: null }), canary, [], look)).toMatchObject({
    ...back,
    line: { lock: null },
  });
});
