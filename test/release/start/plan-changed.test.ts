import { describe, expect, it } from 'vitest';
import type { Event } from '../../../src/release/state/event.ts';
import type { Plan } from '../../../src/release/state/plan.ts';
import type { Release } from '../../../src/release/state/release.ts';
import { transition } from '../../../src/release/transition.ts';
import { becauseWords } from '../../../src/texts/because-words.ts';
import { line, plan, prerelease } from '../../support/a-release.ts';
import { minute, readyAt } from '../../support/noon.ts';
import { ana, priya, rosterAt } from '../../support/people.ts';
import { good } from '../../support/readings.ts';
import { signedOff, watch } from '../../support/release-parts.ts';

const said: Plan = {
  ...plan,
  configured: { 'rollback.countdown': '2m', 'teams.whiteboard.approvers': '["U0ANA"]' },
};
const lax: Plan = {
  ...said,
  hash: 'plan2',
  countdownMs: 60 * minute,
  servers: 3,
  configured: { 'rollback.countdown': '1h', 'teams.whiteboard.approvers': '["U0ANA"]' },
};

const approved = (more: Partial<Release> = {}) =>
  prerelease(
    { kind: 'approved', since: readyAt },
    {
      plan: said,
      approvals: signedOff,
      watch: watch(good, { measuredAt: readyAt, creditedMs: plan.soakMs }),
      ...more,
    },
  );

function starts(release: Release, more: Partial<Extract<Event, { kind: 'release-started' }>> = {}) {
  return transition(line(), release, [], {
    kind: 'release-started',
    at: readyAt,
    by: priya,
    id: 'rel_ALL',
    roster: rosterAt(readyAt),
    imageFound: true,
    targetFound: true,
    capacity: 4,
    plan: said,
    carries: [],
    ...more,
  });
}

describe('an approved build, when davy.yml is another one', () => {
  it('goes out where nothing changed', () => {
    expect(starts(approved())).toMatchObject({ kind: 'moved', born: { plan: { hash: 'plan1' } } });
  });

  it.each([
    ['whoever starts it', priya],
    ['by itself', null],
  ])('does not go out, %s: its approvals are void and asked for again', (_, by) => {
    const decision = starts(approved(), { plan: lax, by });
    expect(decision).toMatchObject({
      kind: 'moved',
      born: null,
      line: { moving: null },
      release: {
        phase: { kind: 'waiting', since: readyAt },
        approvals: [],
        plan: { hash: 'plan2', countdownMs: 60 * minute, servers: plan.servers },
        rev: approved().rev + 1,
        asks: [{ teams: ['whiteboard', 'accounts'], because: { kind: 'plan-changed' } }],
      },
    });
    const because = decision.kind === 'moved' ? decision.release?.asks[0]?.because : undefined;
    expect(because && becauseWords(because)).toBe(
      'davy.yml changed: rollback.countdown from 2m to 1h',
    );
  });

  it('is not started on a click on the question of before', () => {
    const decision = starts(approved(), { plan: lax });
    const next = decision.kind === 'moved' ? decision.release : null;
    const stale = transition(line(), next, [], {
      kind: 'approved',
      at: readyAt,
      by: ana,
      rev: approved().rev,
      roster: rosterAt(readyAt),
    });
    expect(stale).toMatchObject({ code: 'stale' });
  });

  it('soaks on where it now has to soak for longer', () => {
    const longer = { ...lax, soakMs: plan.soakMs + minute };
    expect(starts(approved(), { plan: longer })).toMatchObject({
      release: { phase: { kind: 'soaking' }, approvals: [], plan: { soakMs: longer.soakMs } },
    });
  });

  it('stays approved as long as something else is in its way', () => {
    const before = approved({
      hold: { by: ana, since: readyAt, until: readyAt + minute, reason: 'wait' },
    });
    expect(starts(before, { plan: lax })).toMatchObject({ because: { says: 'onHold' } });
  });

  it('says that davy.yml changed where a Davy before kept no line of it', () => {
    const { configured: _, ...old } = said;
    const decision = starts(approved({ plan: old }), { plan: lax });
    const because = decision.kind === 'moved' ? decision.release?.asks[0]?.because : undefined;
    expect(because && becauseWords(because)).toBe('davy.yml changed');
  });
});

describe('people who come or go after they said yes', () => {
  it('do not count for it: neither who was added since, nor who was removed', () => {
    const teams = { whiteboard: [ana.id, 'U0NEW'], accounts: ['U0NEW'] };
    const decision = starts(approved(), { roster: { at: readyAt, teams } });
    expect(decision).toMatchObject({
      code: 'not-approved',
      because: { says: 'stillNeeded', values: ['board 1.42.0', ['accounts'], [1]] },
    });
  });
});
