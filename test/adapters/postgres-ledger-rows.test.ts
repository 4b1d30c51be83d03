import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { EffectRow } from '../../src/adapters/postgres-ledger/rows/decision.ts';
import { EventRow } from '../../src/adapters/postgres-ledger/rows/event.ts';
import { exactly } from '../../src/adapters/postgres-ledger/rows/exact.ts';
import { LineRow, ReleaseRow } from '../../src/adapters/postgres-ledger/rows/release.ts';
import { line, release } from '../support/a-release.ts';
import { noon } from '../support/noon.ts';
import { ana } from '../support/people.ts';
import { call } from '../support/release-parts.ts';

/** What the version before wrote: the same without the fields that came later. */
function without(value: object, ...keys: readonly string[]): object {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}

describe('a schema of a row', () => {
  it('does not compile where it lacks a field or a kind of what is stored', () => {
    type Stored = { readonly kind: 'hold' | 'resume'; readonly who?: string };
    const { strictObject, string, enum: kinds } = z;
    const whole = { kind: kinds(['hold', 'resume']), who: string().exactOptional() };
    expect(exactly<Stored>()(strictObject(whole)).parse({ kind: 'hold' })).toEqual({
      kind: 'hold',
    });
    // @ts-expect-error 'resume' could be stored, and never be read again.
    exactly<Stored>()(strictObject({ ...whole, kind: kinds(['hold']) }));
    // @ts-expect-error Nobody would know who it was.
    exactly<Stored>()(strictObject({ kind: whole.kind }));
  });
});

describe('what the version before stored', () => {
  const now = release({ kind: 'migrating', since: noon, batch: 1, movedAt: null, watchedMs: 0 });

  it('is read without the split of traffic, which the line knows now', () => {
    const shares = [{ release: 'rel_1', version: '1.42.0', share: 0.25 }];
    expect(ReleaseRow.parse({ ...now, split: { read: shares, asked: null } })).toEqual(now);
    const asked = { share: 0, at: noon, by: 'rel_1' };
    const steered = line({ split: [{ release: 'rel_1', version: '1.42.0', read: 0.25, asked }] });
    expect(LineRow.parse(steered)).toEqual(steered);
    expect(LineRow.parse(without(line(), 'split'))).toEqual(line());
  });

  it('is read as a move that stands as planned, with no limit for reconnects', () => {
    const before = {
      ...without(now, 'move', 'holds', 'owners', 'reminders', 'escalation'),
      plan: without(now.plan, 'reconnectsMax', 'answerWithinMs'),
    };
    expect(ReleaseRow.parse(before)).toEqual({
      ...now,
      move: null,
      plan: { ...now.plan, reconnectsMax: null },
    });
  });

  it('keeps who was called and who answered', () => {
    for (const ended of [
      null,
      { kind: 'over', at: noon },
      { kind: 'answered', at: noon, by: ana },
    ] as const)
      expect(ReleaseRow.parse({ ...now, escalation: call({ ended }) }).escalation).toEqual(
        call({ ended }),
      );
    expect(EventRow.parse({ kind: 'answered', at: noon, by: ana })).toMatchObject({
      kind: 'answered',
      by: ana,
    });
    expect(
      EffectRow.parse({ lane: 'page', kind: 'page', ...call().page, again: true }),
    ).toMatchObject({ again: true });
  });

  it('keeps its measurements without reconnects', () => {
    const event = { kind: 'measured', at: noon, readings: [] };
    expect(EventRow.parse(event)).toEqual(event);
    expect(EventRow.parse({ kind: 'paced', at: noon, by: ana, to: 'slower' })).toMatchObject({
      to: 'slower',
    });
  });

  it('keeps a look from before there were jobs that must never run twice', () => {
    const look = { kind: 'observed', at: noon, wall: noon, servers: [] };
    expect(EventRow.parse(look)).toEqual({ ...look, singles: [] });
  });
});
