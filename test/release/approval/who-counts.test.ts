import { describe, expect, it } from 'vitest';
import { isSignedOff, signOff } from '../../../src/release/approval/sign-off.ts';
import { transition } from '../../../src/release/transition.ts';
import { line, plan, prerelease } from '../../support/a-release.ts';
import { approved } from '../../support/events.ts';
import { noon, readyAt } from '../../support/noon.ts';
import { ana, tom } from '../../support/people.ts';
import { yes } from '../../support/release-parts.ts';

const at = readyAt;
const iris = { id: 'U0IRIS', name: 'Iris M.' };

describe('whoever wrote a change of the build', () => {
  const release = prerelease(
    { kind: 'waiting', since: noon },
    { plan: { ...plan, approval: { authors: true, distinct: false } } },
  );
  const says = (authors: readonly string[], accounts: readonly string[], of = release) =>
    transition(line(), of, [], {
      ...approved(of, ana),
      at,
      roster: { at, teams: { accounts, whiteboard: [] }, same: { U0ANA: 'a', U0ANNIE: 'a' } },
      authors,
    });

  it('does not approve it where somebody else of the team could, by no account', () => {
    for (const author of [ana.id, 'U0ANNIE'])
      expect(says([author], [ana.id, tom.id])).toMatchObject({
        code: 'own-release',
        because: { says: 'approveAuthored', values: ['board 1.42.0', ['accounts']] },
      });
  });

  it('does where the others wrote some of it, too, or asked for it', () => {
    expect(says([ana.id, tom.id], [ana.id, tom.id]).kind).toBe('moved');
    expect(says([ana.id], [ana.id, 'U0PRIYA']).kind).toBe('moved');
  });

  it('does where they wrote nothing of it, and where davy.yml says nothing of authors', () => {
    expect(says([tom.id], [ana.id, tom.id]).kind).toBe('moved');
    const usual = prerelease({ kind: 'waiting', since: noon });
    expect(says([ana.id], [ana.id, tom.id], usual).kind).toBe('moved');
  });
});

describe('one person for one team', () => {
  const of = (approvals: Parameters<typeof yes>[], most = 1) =>
    prerelease(
      { kind: 'waiting', since: noon },
      {
        plan: {
          ...plan,
          approval: { authors: false, distinct: true },
          signOff: ['accounts', 'whiteboard'].map((team) => ({ team, approvals: most })),
        },
        approvals: approvals.map((one) => yes(...one)),
      },
    );

  it('is not both, whichever teams they speak for', () => {
    const alone = of([
      [ana, 'accounts'],
      [ana, 'whiteboard'],
    ]);
    expect(isSignedOff(alone, at, null)).toBe(false);
    expect(signOff(alone, at, null).map(({ by }) => by.length)).toEqual([1, 0]);
  });

  it('is moved to their other team where that lets another count', () => {
    const two = of([
      [ana, 'accounts'],
      [ana, 'whiteboard'],
      [tom, 'accounts'],
    ]);
    expect(isSignedOff(two, at, null)).toBe(true);
    expect(signOff(two, at, null).map(({ by }) => by.map((one) => one.by.id))).toEqual([
      [tom.id],
      [ana.id],
    ]);
  });

  it('is one behind two accounts', () => {
    const annie = { id: 'U0ANNIE', name: 'Annie' };
    const both = of([
      [ana, 'accounts', { same: 'a' }],
      [annie, 'whiteboard', { same: 'a' }],
    ]);
    expect(isSignedOff(both, at, null)).toBe(false);
  });

  it('fills teams that need several', () => {
    const three = of(
      [
        [ana, 'accounts'],
        [ana, 'whiteboard'],
        [tom, 'accounts'],
        [tom, 'whiteboard'],
        [iris, 'accounts'],
      ],
      2,
    );
    expect(signOff(three, at, null).reduce((sum, { by }) => sum + by.length, 0)).toBe(3);
    expect(isSignedOff(three, at, null)).toBe(false);
  });
});
