import { describe, expect, it } from 'vitest';
import {
  fencesOutside,
  rollbackOrderOf,
  takeBack,
  unlearned,
  wayBackIn,
} from '../../src/release/servers/rollback-order.ts';
import { transition } from '../../src/release/transition.ts';
import { line, prerelease, release } from '../support/a-release.ts';
import { noon } from '../support/noon.ts';
import { priya } from '../support/people.ts';
import { migrating, rollingBack } from '../support/phases.ts';

const terminal = { user: 'ops', host: 'bastion', reason: 'gone' };
const taken = { ...terminal, by: priya, at: noon };
const moving = release(migrating());
const over = prerelease({ kind: 'expired', at: noon, because: { kind: 'fault' }, by: null });
const order = rollbackOrderOf(line(), [moving, over], noon);

describe('a rollback order', () => {
  it('holds what is open, and nothing that was measured or said', () => {
    expect(order.releases.map(({ id }) => id)).toEqual([moving.id]);
    expect(order.releases[0]).toMatchObject({
      phase: moving.phase,
      target: moving.target,
      plan: moving.plan,
      capacity: moving.capacity,
      approvals: [],
      seen: null,
      note: '',
    });
  });

  it('is the same way back until what it takes has changed', () => {
    const again = (more: Partial<typeof moving>) =>
      wayBackIn(rollbackOrderOf(line({ seq: 99 }), [{ ...moving, ...more }], noon + 1));
    const now = wayBackIn(order);
    expect(again({ seq: 99, rev: 99, note: 'x', capacity: moving.capacity })).toBe(now);
    expect(again({ phase: migrating({ watchedMs: 7 }) })).toBe(now);
    for (const other of [
      { phase: rollingBack() },
      { guarded: ['o1'] },
      { capacity: 9 },
      { target: null },
      { orders: [{ base: 0, n: 1, of: 'build', at: noon, unseen: [], left: [], attempt: 0 }] },
    ] satisfies readonly Partial<typeof moving>[])
      expect(again(other)).not.toBe(now);
  });

  it('is learned of once, by those whose fences are older', () => {
    const away = takeBack(order, taken);
    const [news] = unlearned(away, [moving]);
    expect(news?.fencesFrom).toBe(2 * fencesOutside);
    expect(unlearned(order, [moving])).toEqual([]);
    expect(unlearned(away, [{ ...moving, fencesFrom: 2 * fencesOutside }])).toEqual([]);
    expect(unlearned(away, [{ ...moving, id: 'rel_NEW' }])).toEqual([]);
  });
});

describe('a way back that was begun without the ledger', () => {
  const event = {
    kind: 'rollback-asked',
    at: noon,
    by: priya,
    reason: 'gone',
    terminal,
    fencesFrom: 2 * fencesOutside,
  } as const;

  it('turns a release round whose fences come after from then on', () => {
    expect(transition(line(), moving, [], event)).toMatchObject({
      kind: 'moved',
      release: { phase: { kind: 'rolling-back', by: priya }, fencesFrom: 2 * fencesOutside },
    });
  });

  it.each([
    ['goes back already', release(rollingBack())],
    ['is a return', release(migrating(), { kind: 'return', carries: [] })],
  ])('changes nothing but the fences of one that %s', (_what, before) => {
    expect(transition(line(), before, [], event)).toMatchObject({
      kind: 'moved',
      release: { phase: before.phase, fencesFrom: 2 * fencesOutside },
    });
  });

  it('is no news of one that is over', () => {
    expect(transition(line(), over, [], event).kind).toBe('refused');
  });
});
