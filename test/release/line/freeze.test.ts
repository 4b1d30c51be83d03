import { describe, expect, it } from 'vitest';
import type { Event } from '../../../src/release/state/event.ts';
import { transition } from '../../../src/release/transition.ts';
import { line } from '../../support/a-release.ts';
import { minute, noon } from '../../support/noon.ts';
import { ana, tom } from '../../support/people.ts';

const roster = { at: noon, teams: { whiteboard: [ana.id], accounts: [] } };
const frozen = line({
  freeze: { since: noon, until: noon + 60 * minute, reason: 'sale', by: ana, asks: [] },
});
const freeze = (more: Partial<Extract<Event, { kind: 'frozen' }>> = {}) =>
  transition(frozen, null, [], {
    kind: 'frozen',
    at: noon,
    by: ana,
    until: noon + minute,
    reason: 'none',
    roster,
    ...more,
  });
const thaw = (more: Partial<Extract<Event, { kind: 'unfrozen' }>> = {}) =>
  transition(frozen, null, [], { kind: 'unfrozen', at: noon, by: ana, roster, ...more });

describe('a freeze', () => {
  it('is set, replaced and ended by those who lead a team of the service', () => {
    expect(freeze()).toMatchObject({ kind: 'moved', line: { freeze: { until: noon + minute } } });
    expect(thaw()).toMatchObject({
      kind: 'moved',
      line: { freeze: null, endedFreeze: { endedBy: ana } },
    });
  });

  it('is neither ended by anybody else nor replaced by a shorter one', () => {
    for (const decision of [freeze({ by: tom }), thaw({ by: tom })])
      expect(decision).toMatchObject({ kind: 'refused', code: 'not-entitled' });
    for (const decision of [
      freeze({ at: noon + 11 * minute, until: noon + 12 * minute }),
      thaw({ roster: null }),
    ])
      expect(decision).toMatchObject({ kind: 'refused', code: 'roster-unknown' });
  });

  it('ends by its time without anybody', () => {
    expect(thaw({ by: null, roster: null })).toMatchObject({ kind: 'refused', code: 'not-now' });
    expect(thaw({ at: noon + 60 * minute, by: null, roster: null })).toMatchObject({
      kind: 'moved',
      line: { freeze: null },
    });
  });
});
