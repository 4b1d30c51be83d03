import { describe, expect, it } from 'vitest';
import type { PersonEvent } from '../../../src/release/state/person-event.ts';
import type { Release } from '../../../src/release/state/release.ts';
import type { Phase } from '../../../src/release/state/phase.ts';
import type { Said } from '../../../src/release/state/because.ts';
import { transition } from '../../../src/release/transition.ts';
import { becauseWords } from '../../../src/texts/because-words.ts';
import { line, prerelease, release } from '../../support/a-release.ts';
import { minute, noon } from '../../support/noon.ts';
import { tom, roster } from '../../support/people.ts';
import { worded } from '../../../src/release/state/worded.ts';

const at = noon + minute;
const reason = 'Tom B.: wrong numbers';
const since = noon;
const waiting = prerelease({ kind: 'waiting', since });
const migrating: Phase = { kind: 'migrating', since, batch: 0, movedAt: null, watchedMs: 0 };

/** What a person did last, as the phase that follows holds it. */
function phaseAfter(one: Release, event: PersonEvent): Phase | undefined {
  const decision = transition(line(), one, [], event);
  return decision.kind === 'moved' ? decision.release?.phase : undefined;
}

describe('who ends a release, and why', () => {
  const by = tom;
  it.each<[Said['act'], Release, PersonEvent, string]>([
    [
      'declined',
      waiting,
      { kind: 'declined', at, by, rev: waiting.rev, reason, roster },
      'declined by Tom B.: Tom B.: wrong numbers',
    ],
    [
      'stopped',
      waiting,
      { kind: 'stopped', at, by, reason },
      'stopped by Tom B.: Tom B.: wrong numbers',
    ],
    [
      'asked',
      release(migrating),
      { kind: 'rollback-asked', at, by, reason },
      'Tom B.: Tom B.: wrong numbers',
    ],
    [
      'cancelled',
      release({ kind: 'verifying', since }),
      { kind: 'cancelled', at, by, reason },
      'cancelled by Tom B.: Tom B.: wrong numbers',
    ],
    [
      'finished-by-hand',
      release({
        kind: 'stuck',
        since,
        because: worded('the host does not answer'),
        from: migrating,
      }),
      { kind: 'done-by-hand', at, by, reason },
      'finished by hand by Tom B.: Tom B.: wrong numbers',
    ],
  ])('are values of its phase: %s', (act, one, event, shown) => {
    const phase = phaseAfter(one, event);
    expect(phase).toMatchObject({ by: tom, because: { kind: 'said', act, who: 'Tom B.', reason } });
    expect(phase && 'because' in phase && becauseWords(phase.because)).toBe(shown);
  });

  it('stay so when the way back is over', () => {
    const back = phaseAfter(release(migrating), { kind: 'rollback-asked', at, by, reason });
    expect(back?.kind).toBe('rolling-back');
    if (back?.kind !== 'rolling-back') return;
    const calm = { ...back, usersBackAt: at, calmSince: at };
    const over = transition(line(), release(calm, { capacity: 4 }), [], {
      kind: 'observed',
      at,
      wall: at + 60 * minute,
      servers: standing,
      singles: [],
    });
    expect(over).toMatchObject({
      release: { phase: { kind: 'rolled-back', by: tom, because: { act: 'asked', reason } } },
    });
  });
});

const standing = Array.from({ length: 4 }, (_, slot) => ({
  id: `o${slot}`,
  version: '1.41.0',
  release: '',
  slot,
  state: 'ready' as const,
  joined: true,
  admits: true,
  share: null,
  users: 10,
  protected: true,
}));
