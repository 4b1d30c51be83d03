import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Event } from '../../../src/release/state/event.ts';
import { batchesOf, betweenOf, moveOf, plannedMove } from '../../../src/release/migration/move.ts';
import type { Reconnects } from '../../../src/release/state/reconnects.ts';
import type { Release } from '../../../src/release/state/release.ts';
import type { Phase } from '../../../src/release/state/phase.ts';
import type { Migration } from '../../../src/release/state/remembered.ts';
import { timeLeft } from '../../../src/release/migration/time-left.ts';
import { transition } from '../../../src/release/transition.ts';
import { line, plan, prerelease, release } from '../../support/a-release.ts';
import { minute, noon } from '../../support/noon.ts';
import { ana } from '../../support/people.ts';
import { good } from '../../support/readings.ts';
import { watch } from '../../support/release-parts.ts';
import { worded } from '../../../src/release/state/worded.ts';

const batch = (index: number, movedAt: number | null = null): Phase => ({
  kind: 'migrating',
  since: noon,
  batch: index,
  movedAt,
  watchedMs: 0,
});
/** In its second batch, with this share of all users on the new servers. */
const over = (share: number): Release =>
  release(batch(1), {
    seen: {
      at: noon,
      newServers: { servers: 4, ready: 4, users: 100 * share },
      oldServers: { servers: 4, ready: 4, users: 100 * (1 - share) },
    },
  });
const decision = (one: Release, event: Event): Release => {
  const decision = transition(
    line({ moving: { release: one.id, carries: one.carries, migrating: true } }),
    one,
    [],
    event,
  );
  if (decision.kind === 'refused' || !decision.release)
    throw new Error(decision.kind === 'refused' ? decision.because.says : 'nothing');
  return decision.release;
};
const paced = (one: Release, to: 'slower' | 'faster') =>
  decision(one, { kind: 'paced', at: noon, by: ana, to });
const refusal = (one: Release, to: 'slower' | 'faster') =>
  transition(line(), one, [], { kind: 'paced', at: noon, by: ana, to });

describe('Slower', () => {
  it('cuts what is left in half and leaves what is behind', () => {
    expect(batchesOf(paced(release(batch(1, noon)), 'slower'))).toEqual([
      0.1, 0.25, 0.375, 0.5, 0.75, 1,
    ]);
    expect(batchesOf(paced(over(0.12), 'slower'))).toEqual([0.1, 0.175, 0.25, 0.375, 0.5, 0.75, 1]);
    expect(batchesOf(paced(release({ kind: 'launching', since: noon }), 'slower'))).toHaveLength(8);
  });

  it('asks nobody back whom the running batch has brought over', () => {
    expect(batchesOf(paced(over(0.2), 'slower')).slice(1, 3)).toEqual([0.25, 0.375]);
    // More than it asks for came by itself: the next step is for its own batch.
    expect(batchesOf(paced(over(0.6), 'slower')).slice(1, 3)).toEqual([0.25, 0.375]);
  });

  it('works twice and then says that Hold stops it', () => {
    const twice = paced(paced(release(batch(2, noon)), 'slower'), 'slower');
    expect(batchesOf(twice)).toEqual([0.1, 0.25, 0.5, 0.625, 0.75, 0.875, 1]);
    expect(refusal(twice, 'slower')).toMatchObject({ kind: 'refused', code: 'nothing-to-do' });
  });

  it('is taken back by Faster up to what was approved, and no further', () => {
    const back = paced(paced(release(batch(1)), 'slower'), 'faster');
    expect(back.move).toMatchObject({
      batches: plan.batches,
      halved: 0,
      patience: 1,
      slowed: null,
    });
    expect(refusal(back, 'faster')).toMatchObject({ kind: 'refused', code: 'nothing-to-do' });
  });

  it('voids no approval: the plan that was approved stays', () => {
    const before = release(batch(1));
    const after = paced(before, 'slower');
    expect([after.plan, after.approvals, after.rev]).toEqual([
      before.plan,
      before.approvals,
      before.rev,
    ]);
  });

  it.each<[string, Release]>([
    ['a pre-release', prerelease({ kind: 'soaking', since: noon })],
    ['a way back', release(batch(0), { kind: 'return' })],
    ['one whose users have all moved', release(batch(3, noon))],
    ['one that is watched', release({ kind: 'watching', since: noon, watchedMs: 0 })],
    ['a stuck one', release({ kind: 'stuck', since: noon, because: worded('x'), from: batch(1) })],
  ])('refuses %s', (_, one) => {
    expect(refusal(one, 'slower').kind).toBe('refused');
  });

  it('never makes a step larger than the plan, never goes back, and ends with everybody', () => {
    const words = fc.array(fc.constantFrom('slower', 'faster', 'next', 'moved'), { maxLength: 20 });
    fc.assert(
      fc.property(words, (said) => {
        const lives = said.reduce<readonly Release[]>(
          (all, word) => [...all, next(all.at(-1) ?? release(batch(0)), word)],
          [release(batch(0))],
        );
        lives.forEach((one, i) =>
          expect(behind(one, lives[i - 1])).toEqual(behind(lives[i - 1] ?? one, lives[i - 1])),
        );
        const shares = batchesOf(lives.at(-1) ?? release(batch(0)));
        expect(shares.at(-1)).toBe(1);
        const largest = Math.max(
          ...plan.batches.map((share, i) => share - (plan.batches[i - 1] ?? 0)),
        );
        shares.forEach((share, i) => {
          expect(share).toBeGreaterThan(shares[i - 1] ?? 0);
          expect(share - (shares[i - 1] ?? 0)).toBeLessThanOrEqual(largest + 1e-9);
          const nextPlanned =
            plan.batches.find((planned) => planned > (shares[i - 1] ?? 0) + 1e-9) ?? 1;
          expect(share).toBeLessThanOrEqual(nextPlanned + 1e-9);
        });
      }),
      { numRuns: 500 },
    );
  });
});

/** The batches that were over before the last word. */
function behind(one: Release, before: Release | undefined): readonly number[] {
  return before?.phase.kind === 'migrating' ? batchesOf(one).slice(0, before.phase.batch) : [];
}

function next(one: Release, word: 'slower' | 'faster' | 'next' | 'moved'): Release {
  const { phase } = one;
  if (phase.kind !== 'migrating') return one;
  if (word === 'moved') return { ...one, phase: { ...phase, movedAt: noon } };
  if (word === 'next')
    return phase.movedAt !== null && phase.batch + 1 < batchesOf(one).length
      ? { ...one, phase: batch(phase.batch + 1) }
      : one;
  const decision = refusal(one, word);
  return decision.kind === 'refused' ? one : (decision.release ?? one);
}

describe('reconnects that fail', () => {
  const counted = (more: Partial<Reconnects>): Reconnects => ({
    since: noon,
    at: noon,
    arrived: 100,
    failed: 0,
    slow: 0,
    missing: null,
    ...more,
  });
  const begun: Migration = { ...plannedMove(plan), since: noon };
  const moving = (more: Partial<Release> = {}) =>
    release(batch(1, noon), {
      plan: { ...plan, reconnectsMax: 0.02 },
      move: begun,
      watch: watch(good, { measuredAt: noon }),
      seen: {
        at: noon,
        newServers: { servers: 4, ready: 4, users: 900 },
        oldServers: { servers: 4, ready: 4, users: 900 },
      },
      ...more,
    });
  const measured = (one: Release, reconnects: Reconnects) =>
    decision(one, { kind: 'measured', at: noon + 20_000, readings: good, reconnects });

  it('make the next steps smaller and the wait longer, by itself and once for each batch', () => {
    const slowed = measured(moving(), counted({ failed: 10 }));
    expect(batchesOf(slowed)).toEqual([0.1, 0.25, 0.375, 0.5, 0.75, 1]);
    expect(betweenOf(slowed)).toBe(2 * plan.betweenBatchesMs);
    expect(slowed.move?.slowed).toMatchObject({
      by: null,
      because: { kind: 'reconnects-failed', share: 1 / 11, max: 0.02 },
    });
    expect(measured(slowed, counted({ failed: 10 })).move).toMatchObject({
      halved: 1,
      patience: 2,
    });
  });

  it('are written down as an event', () => {
    expect(
      transition(line(), moving(), [], {
        kind: 'measured',
        at: noon + 20_000,
        readings: good,
        reconnects: counted({ failed: 10 }),
      }).kind,
    ).toBe('moved');
    expect(
      transition(line(), moving(), [], {
        kind: 'measured',
        at: noon + 20_000,
        readings: good,
        reconnects: counted({}),
      }).kind,
    ).toBe('measured-only');
  });

  it.each<[string, Reconnects]>([
    ['none failed', counted({})],
    ['one or two failed', counted({ arrived: 3, failed: 2 })],
    ['nobody knows', counted({ arrived: null, failed: null, missing: worded('no data') })],
    [
      'only the failures are known',
      counted({ arrived: null, failed: 50, missing: worded('no data') }),
    ],
  ])('change nothing while %s', (_, reconnects) => {
    expect(measured(moving(), reconnects).move).toMatchObject({
      halved: 0,
      patience: 1,
      reconnects,
    });
  });

  it('never slow down a way back', () => {
    expect(
      measured(moving({ kind: 'return', carries: [] }), counted({ failed: 50 })).move,
    ).toMatchObject({ batches: plan.batches, patience: 1, slowed: null });
  });

  it('change nothing where nobody set a limit', () => {
    expect(measured(moving({ plan }), counted({ failed: 50 })).move).toMatchObject({
      halved: 0,
      patience: 1,
    });
  });

  it('count only for the batch they were counted in', () => {
    expect(measured(moving(), counted({ since: noon - minute, failed: 50 })).move).toMatchObject({
      halved: 0,
      reconnects: null,
    });
  });
});

describe('the time left', () => {
  const seen = (mine: number) => ({
    at: noon,
    newServers: { servers: 4, ready: 4, users: mine },
    oldServers: { servers: 4, ready: 4, users: 1_000 - mine },
  });
  const done = {
    share: 0.1,
    since: noon,
    movedAt: noon + minute,
    until: noon + 11 * minute,
    watchedMs: 10 * minute,
    users: 100,
    reconnects: null,
  };
  const after = (more: Partial<Migration> = {}): Migration => ({
    ...plannedMove(plan),
    since: noon + 11 * minute,
    done: [done],
    ...more,
  });

  it('is not known before anybody moved', () => {
    expect(timeLeft(release({ kind: 'verifying', since: noon }), noon)).toBeNull();
    expect(
      timeLeft(
        release(batch(0), { move: { ...plannedMove(plan), since: noon }, seen: seen(0) }),
        noon + minute,
      ),
    ).toBeNull();
  });

  it('goes by the pace so far: a tenth took a minute', () => {
    const ms = timeLeft(release(batch(1), { move: after(), seen: seen(100) }), noon + 11 * minute);
    // Nine tenths of moving, three watches between batches, the last watch, the grace.
    expect(ms).toBeCloseTo((9 + 30 + 30 + 1) * minute, 0);
  });

  it('is longer with more batches, and with more time between them', () => {
    const plain = timeLeft(release(batch(1), { move: after(), seen: seen(100) }), noon) ?? 0;
    const slower = paced(release(batch(1), { move: after(), seen: seen(100) }), 'slower');
    expect(timeLeft(slower, noon)).toBeCloseTo(plain + 30 * minute, 0);
    expect(moveOf(slower).done).toHaveLength(1);
    expect(
      timeLeft(release(batch(1), { move: after({ patience: 2 }), seen: seen(100) }), noon),
    ).toBeCloseTo(plain + 30 * minute, 0);
  });

  it('takes into account that watching took longer than what counted of it', () => {
    const slow = { ...done, until: noon + 16 * minute };
    expect(
      timeLeft(release(batch(1), { move: after({ done: [slow] }), seen: seen(100) }), noon),
    ).toBeCloseTo((9 + 1 + 60 * 1.5) * minute, 0);
  });
});
