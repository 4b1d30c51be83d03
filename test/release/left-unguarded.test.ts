import { describe, expect, it } from 'vitest';
import { leftUnguarded } from '../../src/release/servers/left-unguarded.ts';
import type { Release } from '../../src/release/state/release.ts';
import type { Server } from '../../src/release/state/servers.ts';
import { prerelease, release } from '../support/a-release.ts';
import { observed } from '../support/events.ts';
import { type Given, given } from '../support/given.ts';
import { minute, noon } from '../support/noon.ts';
import { priya } from '../support/people.ts';
import { rollingBack } from '../support/phases.ts';
import { moving, news, olds, one, server } from './way-of-servers.ts';

const bare = { protected: false, admits: false, users: 0 } as const;
const known = [...olds(2), ...news(2)].map(({ id, version, slot, release: of }) => ({
  id,
  version,
  slot,
  release: of,
  seenAt: noon,
}));
const turn = {
  kind: 'rollback-asked',
  at: noon + minute,
  by: priya,
  reason: 'it is slow',
} as const;
const guarded = olds(2).map(({ id }) => id);
const ended = (act: 'finished-by-hand' | 'asked', more: Partial<Release> = {}) =>
  release(
    {
      kind: 'failed',
      at: noon,
      by: null,
      because: { kind: 'said', act, who: 'Omar', reason: 'did it' },
    },
    { known, guarded, ...more },
  );

describe('what stands unguarded when a release is over', () => {
  it('is guarded where it was found so, and nothing else is', () => {
    const servers = [...olds(2, bare), ...news(2, bare)];
    expect(leftUnguarded([ended('finished-by-hand')], servers)).toEqual(guarded);
    // One that did not answer when its way back ended.
    expect(leftUnguarded([ended('asked', { guarded: ['o1'] })], servers)).toEqual(['o1']);
    expect(leftUnguarded([ended('finished-by-hand', { guarded: [] })], servers)).toEqual([]);
    expect(leftUnguarded([ended('finished-by-hand')], olds(2))).toEqual([]);
    const going = olds(2, { ...bare, state: 'leaving' });
    expect(leftUnguarded([ended('finished-by-hand')], going)).toEqual([]);
  });

  it('is left alone where a release that goes on has it in its hands', () => {
    const retiring = release(
      { kind: 'retiring', since: noon, unprotectedAt: noon },
      { id: 'rel_NEXT', known },
    );
    expect(leftUnguarded([retiring, ended('finished-by-hand')], olds(2, bare))).toEqual([]);
  });

  it('is guarded beside a canary, which only knows it', () => {
    const soaking = prerelease({ kind: 'soaking', since: noon }, { known });
    expect(leftUnguarded([soaking, ended('finished-by-hand')], olds(2, bare))).toEqual(guarded);
  });

  it('is guarded where a canary that it carried goes on, and not once that goes back', () => {
    const own = [server('c0', '1.42.0', 'rel_PRE', bare)];
    const over = ended('finished-by-hand', { guarded: ['c0'] });
    const soaking = prerelease({ kind: 'soaking', since: noon });
    expect(leftUnguarded([soaking, over], own)).toEqual(['c0']);
    expect(leftUnguarded([prerelease(rollingBack()), over], own)).toEqual([]);
    const because = { kind: 'said', act: 'asked', who: 'Omar', reason: 'bad' } as const;
    const back = prerelease({ kind: 'rolled-back', at: noon, by: null, because });
    expect(leftUnguarded([back, over], own)).toEqual([]);
  });

  it('is as the newest release that knew it found it', () => {
    const next = ended('asked', { id: 'rel_NEXT', guarded: [] });
    expect(leftUnguarded([next, ended('finished-by-hand')], olds(2, bare))).toEqual([]);
  });
});

describe('the way back of a release', () => {
  const found = given(release({ kind: 'watching', since: noon, watchedMs: 0 }), { line: moving });
  const away = { state: 'leaving', users: 0 } as const;
  const over = (open: Given, servers: readonly Server[]) => {
    let back = open;
    for (let s = 1; s <= 300; s += 1)
      back = back.after(observed(noon + minute + s * 1_000, servers));
    return back.release;
  };
  const turned = found.after(observed(noon, [...olds(4), ...news(4)])).after(turn);

  it('is not over before what it found protected is so again', () => {
    const [first, ...others] = olds(4);
    const left = [{ ...first!, protected: false }, ...others];
    expect(over(turned, [...left, ...news(4, away)]).phase.kind).toBe('rolling-back');
    const ended = over(turned, [...olds(4), ...news(4, away)]);
    expect(ended).toMatchObject({ phase: { kind: 'rolled-back' }, guarded: [] });
  });

  it('waits for no protection that it did not find', () => {
    const [first, ...others] = olds(4);
    const servers = [{ ...first!, protected: false }, ...others];
    const back = found.after(observed(noon, [...servers, ...news(4)])).after(turn);
    expect(over(back, [...servers, ...news(4, away)]).phase.kind).toBe('rolled-back');
  });

  it('remembers whom it did not see protected again', () => {
    const [first] = olds(1);
    const grown = [...olds(4), { ...first!, id: 'o9' }];
    const silent = { ...first!, id: 'o9', state: 'unknown', protected: true } as const;
    const back = given(one({ guarded: grown.map(({ id }) => id) }), { line: moving });
    const ended = over(back, [...olds(4), silent, ...news(4, away)]);
    expect(ended).toMatchObject({ phase: { kind: 'rolled-back' }, guarded: ['o9'] });
  });
});
