import { expect, it } from 'vitest';
import { leftUnguarded } from '../../src/release/servers/left-unguarded.ts';
import { release } from '../support/a-release.ts';
import { noon } from '../support/noon.ts';
import { news, olds } from './way-of-servers.ts';

const bare = { protected: false, admits: false, users: 0 } as const;
const known = [...olds(2), ...news(2)].map(({ id, version, slot, release: of }) => ({
  id,
  version,
  slot,
  release: of,
  seenAt: noon,
}));
const ended = (act: 'finished-by-hand' | 'asked') =>
  release(
    {
      kind: 'failed',
      at: noon,
      by: null,
      because: { kind: 'said', act, who: 'Omar', reason: 'did it' },
    },
    { known },
  );

it('guards old servers that a release finished by hand left unprotected, and only those', () => {
  const servers = [...olds(2, bare), ...news(2, bare)];
  const old = servers.slice(0, 2).map(({ id }) => id);
  expect(leftUnguarded([ended('finished-by-hand')], servers)).toEqual(old);
  expect(leftUnguarded([ended('asked')], servers)).toEqual([]);
  expect(leftUnguarded([ended('finished-by-hand')], olds(2))).toEqual([]);
  const going = olds(2, { ...bare, state: 'leaving' });
  expect(leftUnguarded([ended('finished-by-hand')], going)).toEqual([]);
});

it('leaves alone what a release that goes on has in its hands', () => {
  const retiring = release(
    { kind: 'retiring', since: noon, unprotectedAt: noon },
    { id: 'rel_NEXT', known },
  );
  expect(leftUnguarded([retiring, ended('finished-by-hand')], olds(2, bare))).toEqual([]);
});
