import { expect, it } from 'vitest';
import { turnedOut } from '../../src/release/turned-out.ts';
import { ends } from '../../src/release/state/phase.ts';
import { worded } from '../../src/release/state/worded.ts';
import type { Because } from '../../src/release/state/because.ts';
import type { Release } from '../../src/release/state/release.ts';
import { build, prerelease } from '../support/a-release.ts';

const unhealthy: Because = { kind: 'unhealthy', signals: [] };
const ended = (
  kind: (typeof ends)[number] | 'live' | 'carried',
  { because = unhealthy, ...more }: Partial<Release> & { because?: Because } = {},
): Release =>
  prerelease(
    kind === 'live' || kind === 'carried' ? { kind, at: 9 } : { kind, at: 9, because, by: null },
    { id: 'rel_1', at: 5, ...more },
  );
const release = (kind: Parameters<typeof ended>[0], more: Parameters<typeof ended>[1] = {}) =>
  ended(kind, { id: 'rel_2', kind: 'release', carries: ['rel_1'], at: 8, ...more });
const back = (more: Partial<Release> = {}) =>
  ended('live', {
    id: 'rel_3',
    kind: 'return',
    at: 20,
    build: build('1.41.0'),
    target: build(),
    ...more,
  });

it('calls good what went live and stayed', () => {
  expect(turnedOut(release('live'), [])).toEqual({ kind: 'good' });
  const others = [back({ target: build('1.43.0') }), back({ at: 7 }), back({ target: null })];
  expect(turnedOut(release('live'), others)).toEqual({ kind: 'good' });
});

it('calls bad what went live and was left again', () => {
  expect(turnedOut(release('live'), [back()])).toEqual({ kind: 'bad', how: 'taken-back' });
});

it('calls bad what was rolled back for how it was, and not for how the world was', () => {
  const said: Because = { kind: 'said', act: 'asked', who: 'Ana', reason: 'strokes get lost' };
  for (const because of [unhealthy, said, worded('errors')])
    expect(turnedOut(ended('rolled-back', { because }), [])).toEqual({
      kind: 'bad',
      how: 'rolled-back',
    });
  expect(turnedOut(ended('rolled-back', { because: { kind: 'users-stay' } }), [])).toEqual({
    kind: 'unknown',
    end: 'rolled-back',
  });
});

it('says nothing of what ended otherwise, or has not ended', () => {
  for (const end of ends.filter((one) => one !== 'rolled-back'))
    expect(turnedOut(ended(end), [])).toEqual({ kind: 'unknown', end });
  expect(turnedOut(prerelease({ kind: 'soaking', since: 0 }), [])).toEqual({
    kind: 'unknown',
    end: 'open',
  });
});

it('takes a pre-release for what its newest release became', () => {
  const carried = ended('carried');
  const first = release('rolled-back');
  expect(turnedOut(carried, [])).toEqual({ kind: 'unknown', end: 'open' });
  expect(turnedOut(carried, [first])).toEqual({ kind: 'bad', how: 'its-release' });
  const second = release('live', { id: 'rel_4', at: 12 });
  expect(turnedOut(carried, [second, first])).toEqual({ kind: 'good' });
  expect(turnedOut(carried, [back(), second])).toEqual({ kind: 'bad', how: 'taken-back' });
});

it('holds nothing against another build that had to come back along', () => {
  const along = ended('carried', { build: build('1.41.9') });
  expect(turnedOut(along, [release('rolled-back')])).toEqual({
    kind: 'unknown',
    end: 'rolled-back',
  });
  expect(turnedOut(along, [release('live')])).toEqual({ kind: 'good' });
});
