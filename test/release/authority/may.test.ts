import { describe, expect, it } from 'vitest';
import { mayByDefault, whyNot } from '../../../src/release/authority/may.ts';
import { powers, type Rights } from '../../../src/release/state/standing.ts';
import { transition } from '../../../src/release/transition.ts';
import { line, prerelease } from '../../support/a-release.ts';
import { ana, priya, stranger, tom } from '../../support/people.ts';
import { minute, noon } from '../../support/noon.ts';

const hold = { by: tom, since: noon, until: noon + 30 * minute, reason: 'incident, touch nothing' };
const soaking = prerelease({ kind: 'soaking', since: noon }, { hold });

function standing(power: keyof typeof mayByDefault, more: Partial<Rights> = {}): Rights {
  return { at: noon, is: 'member', as: ['anyone'], may: mayByDefault[power], ...more };
}

function resumes(by: typeof ana, more: Partial<Rights> = {}) {
  return transition(line(), soaking, [], {
    kind: 'resumed',
    at: noon,
    by,
    standing: standing('resume', more),
  });
}

describe('who may', () => {
  it('end a hold: whoever set it, the teams and the on-call, and no other member', () => {
    expect(resumes(stranger)).toMatchObject({
      code: 'not-entitled',
      because: { says: 'mayDo', values: ['resume', 'board', mayByDefault.resume] },
    });
    expect(resumes(tom).kind).toBe('moved');
    expect(resumes(ana, { as: ['anyone', 'teams'] }).kind).toBe('moved');
    expect(resumes(ana, { as: ['anyone', 'on-call'] }).kind).toBe('moved');
  });

  it.each(powers)('never %s from outside, whatever is granted to anyone', (power) => {
    const guest = standing(power, { is: 'outside', as: [], may: ['anyone'] });
    expect(whyNot(power, priya, guest, { at: noon, hold: null })).toBe('outside');
  });

  it.each(powers)(
    '%s while nobody can tell who they are: to go back, and nothing else',
    (power) => {
      const unknown = standing(power, { is: 'unknown', as: [] });
      expect(whyNot(power, priya, unknown, { at: noon, hold: null })).toBe(
        power === 'roll-back' ? null : 'unknown',
      );
    },
  );

  it('go back also by what was known long ago, and nothing else', () => {
    const at = noon + 24 * 60 * minute;
    const old = (power: 'roll-back' | 'hold') => standing(power);
    expect(whyNot('roll-back', priya, old('roll-back'), { at, hold: null })).toBeNull();
    expect(whyNot('hold', priya, old('hold'), { at, hold: null })).toBe('unknown');
  });

  it('go back from Davy’s own machine although davy.yml grants it to others', () => {
    const may = ['S0SRE'];
    const rollBack = (more: object) =>
      transition(line(), soaking, [], {
        kind: 'rollback-asked',
        at: noon,
        by: priya,
        reason: 'errors',
        standing: standing('roll-back', { may }),
        ...more,
      });
    expect(rollBack({})).toMatchObject({ because: { says: 'mayDo' } });
    const terminal = { user: 'priya', host: 'davy1', reason: 'errors' };
    expect(rollBack({ terminal }).kind).toBe('moved');
  });

  it('is told only of what would count otherwise', () => {
    const free = transition(line(), prerelease({ kind: 'soaking', since: noon }), [], {
      kind: 'resumed',
      at: noon,
      by: stranger,
      standing: standing('resume'),
    });
    expect(free).toMatchObject({ code: 'not-held' });
  });

  it('is as before where a Davy before asked by no right', () => {
    const event = { kind: 'resumed', at: noon, by: stranger } as const;
    expect(transition(line(), soaking, [], event).kind).toBe('moved');
  });
});
