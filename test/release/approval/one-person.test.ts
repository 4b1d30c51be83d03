import { describe, expect, it } from 'vitest';
import { signOff } from '../../../src/release/approval/sign-off.ts';
import { transition } from '../../../src/release/transition.ts';
import { line, plan, prerelease } from '../../support/a-release.ts';
import { approved } from '../../support/events.ts';
import { noon, readyAt } from '../../support/noon.ts';
import { ana, priya, rosterAt, tom } from '../../support/people.ts';
import { yes } from '../../support/release-parts.ts';

const at = readyAt;
const two = { ...plan, signOff: [{ team: 'accounts', approvals: 2 }] };
const other = { id: 'U0PRIYA2', name: 'P. Nair' };
const annie = { id: 'U0ANNIE', name: 'Annie R.' };

/** Priya and Ana have two accounts each, with one address each. */
const roster = {
  at,
  teams: { accounts: [ana.id, annie.id, tom.id, other.id] },
  same: { [priya.id]: 'p', [other.id]: 'p', [ana.id]: 'a', [annie.id]: 'a', [tom.id]: 't' },
};
const waiting = (approvals = [yes(ana, 'accounts', { same: 'a' })]) =>
  prerelease({ kind: 'waiting', since: noon }, { plan: two, approvals });

describe('one person behind two accounts', () => {
  it('does not approve what they asked for by the other', () => {
    const decision = transition(line(), waiting(), [], {
      ...approved(waiting(), other),
      at,
      roster,
    });
    expect(decision).toMatchObject({ code: 'own-release' });
  });

  it('is one approver', () => {
    const decision = transition(line(), waiting(), [], {
      ...approved(waiting(), annie),
      at,
      roster,
    });
    expect(decision).toMatchObject({ code: 'already-approved' });
    const both = waiting([
      yes(ana, 'accounts', { same: 'a' }),
      yes(annie, 'accounts', { same: 'a' }),
    ]);
    expect(signOff(both, at, roster)).toMatchObject([{ by: [{ by: ana }], of: 2 }]);
    expect(signOff(both, at, null)).toMatchObject([{ by: [{ by: ana }], of: 2 }]);
  });

  it('counts for nothing at the start where the requester gave it by another account', () => {
    const given = waiting([yes(tom, 'accounts'), yes(other, 'accounts')]);
    expect(signOff(given, at, roster)).toMatchObject([{ by: [{ by: tom }] }]);
  });

  it('is two where the directory tells no address', () => {
    const { teams } = roster;
    const decision = transition(line(), waiting(), [], {
      ...approved(waiting(), annie),
      at,
      roster: { ...rosterAt(at), teams },
    });
    expect(decision).toMatchObject({ kind: 'moved', release: { phase: { kind: 'approved' } } });
  });

  it('does not say twice what is live', () => {
    const { build } = waiting();
    const says = (by: typeof ana, where = line()) =>
      transition(where, null, [], {
        kind: 'adopted',
        at,
        by,
        build,
        roster,
        reason: 'it is',
        serving: [],
      } as const);
    const one = says(ana);
    if (one.kind !== 'moved') throw new Error('refused');
    expect(says(annie, one.line)).toMatchObject({ because: { says: 'liveNeedsOther' } });
    expect(says(tom, one.line)).toMatchObject({ line: { unproven: '1.42.0' } });
  });
});
