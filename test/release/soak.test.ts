import { describe, expect, it } from 'vitest';
import type { Reading } from '../../src/release/state/reading.ts';
import type { Release } from '../../src/release/state/release.ts';
import { build, line, plan, prerelease, release } from '../support/a-release.ts';
import { measured } from '../support/events.ts';
import { given } from '../support/given.ts';
import { minute, noon } from '../support/noon.ts';
import { ana } from '../support/people.ts';
import { migrating } from '../support/phases.ts';
import { bad, good, missing, reading } from '../support/readings.ts';
import { countdown, signedOff, watch } from '../support/release-parts.ts';
import { worded } from '../../src/release/state/worded.ts';

const seen = (at: number, users: number | null = 100) => ({
  at,
  newServers: { servers: 1, ready: 1, users },
  oldServers: { servers: 4, ready: 4, users: 6_000 },
});
const quick = { ...plan, soakMs: 2 * minute };
const soaking = (more: Partial<Release> = {}) =>
  prerelease(
    { kind: 'soaking', since: noon },
    { watch: watch(good, { measuredAt: noon, creditedMs: 0 }), plan: quick, ...more },
  );
const look = (
  one: Release,
  at: number,
  readings: readonly Reading[] = good,
  users: number | null = 100,
  where = line(),
) =>
  given({ ...one, seen: seen(at, users) }, { line: where }).after(measured(at, readings)).release;
const credit = (one: Release) => one.watch.creditedMs;

describe('the soak clock', () => {
  it('counts the time between two healthy looks', () => {
    expect(credit(look(soaking(), noon + 20_000))).toBe(20_000);
  });

  it('counts two looks at most for a gap nobody watched', () => {
    expect(credit(look(soaking(), noon + 60 * minute))).toBe(2 * plan.lookEveryMs);
  });

  it.each([
    ['bad', bad, 100],
    ['missing', missing, 100],
    ['empty', [], 100],
    ['good, with too few users', good, 9],
    ['good, with users nobody could count', good, null],
  ])('stands still while readings are %s', (_, readings, users) => {
    expect(credit(look(soaking(), noon + 20_000, readings, users))).toBe(0);
  });

  it('stands still when none of its servers is there: that is no health', () => {
    const gone = { ...seen(noon), newServers: { servers: 0, ready: 0, users: 0 } };
    const watched = { ...quick, usersMin: 0 };
    expect(
      given({ ...soaking({ plan: watched }), seen: gone }).when(measured(noon + 20_000)),
    ).toMatchObject({ release: { watch: { creditedMs: 0, verdict: { kind: 'undecided' } } } });
  });

  it('stands still when the servers were not seen lately', () => {
    const stale = { ...soaking(), seen: seen(noon) };
    expect(given(stale).when(measured(noon + 30 * minute))).toMatchObject({
      release: { watch: { creditedMs: 0, verdict: { kind: 'undecided' } } },
    });
  });

  it('stands still beside another build than it began with, also while something starts', () => {
    const starts = { release: 'rel_BACK', carries: [], migrating: false };
    const other = line({ live: build('1.41.5'), moving: starts });
    expect(credit(look(soaking(), noon + 20_000, good, 100, other))).toBe(0);
    expect(credit(look(soaking(), noon + 20_000, good, 100, line({ moving: starts })))).toBe(
      20_000,
    );
  });

  it('stands still while a release moves past it', () => {
    const moving = line({ moving: { release: 'rel_OTHER', carries: [], migrating: true } });
    expect(credit(look(soaking(), noon + 20_000, good, 100, moving))).toBe(0);
  });

  it('counts no time twice when a clock goes back', () => {
    const later = look(soaking(), noon + 40_000);
    const back = look(later, noon + 10_000);
    expect(credit(look(back, noon + 40_000))).toBe(40_000);
  });

  it('is over only on a healthy look', () => {
    const nearly = soaking({
      watch: watch(good, { measuredAt: noon, creditedMs: 2 * minute - 1 }),
    });
    expect(look(nearly, noon + 20_000, missing).phase.kind).toBe('soaking');
    expect(look(nearly, noon + 20_000).phase.kind).toBe('waiting');
    expect(look({ ...nearly, approvals: signedOff }, noon + 20_000).phase.kind).toBe('approved');
  });
});

describe('a batch', () => {
  const moving = (watchedMs: number, more: Partial<Release> = {}) =>
    release(migrating({ movedAt: noon, watchedMs }), {
      watch: watch(good, { measuredAt: noon }),
      ...more,
    });
  const fleet = (at: number, users: number, oldUsers: number) => ({
    at,
    newServers: { servers: 4, ready: 4, users },
    oldServers: { servers: 4, ready: 4, users: oldUsers },
  });
  const watched = (one: Release, at: number, readings: readonly Reading[] = good) =>
    given({ ...one, seen: fleet(at, 600, 5_000) }).after(measured(at, readings)).release;

  it('is followed by the next after its healthy watch', () => {
    expect(watched(moving(plan.betweenBatchesMs - 1_000), noon + 20_000).phase).toMatchObject({
      kind: 'migrating',
      batch: 1,
      movedAt: null,
    });
  });

  it('counts no watch from before its users had moved', () => {
    const late = { ...moving(0), phase: migrating({ movedAt: noon + 19_000 }) };
    expect(watched(late, noon + 20_000).phase).toMatchObject({ watchedMs: 1_000 });
  });

  it.each([
    ['bad', bad],
    ['missing', missing],
    ['empty', []],
  ])('is not followed by another on %s readings, however long it was watched', (_, readings) => {
    expect(watched(moving(plan.betweenBatchesMs * 2), noon + 20_000, readings).phase).toMatchObject(
      { batch: 0 },
    );
  });

  it.each([
    ['a hold', { hold: { by: ana, since: noon, until: noon + minute, reason: 'lunch' } }],
    ['a page', { countdown: countdown({ deadline: noon + 60 * minute }), countdowns: 1 }],
  ])('is not followed by another under %s', (_, more) => {
    expect(watched(moving(plan.betweenBatchesMs * 2, more), noon + 20_000).phase).toMatchObject({
      batch: 0,
    });
  });

  it('is judged beside what the old servers last showed, also after the meter was away', () => {
    const p95 = (value: number, baseline: number | null) => [
      reading('p95', value, { baseline, limit: { kind: 'worse-by', share: 0.5, floor: 1 } }),
    ];
    const emptied = (one: Release, at: number, readings: readonly Reading[]) =>
      given({ ...one, seen: fleet(at, 6_000, 0) }).after(measured(at, readings)).release;
    const full = watched(moving(0), noon + 20_000, p95(100, 98));
    const away = emptied(full, noon + 40_000, [
      reading('Prometheus', null, { missing: worded('Prometheus does not answer') }),
    ]);
    expect(away.watch.verdict?.kind).toBe('undecided');
    expect(emptied(away, noon + 60_000, p95(110, null)).watch.verdict?.kind).toBe('healthy');
    expect(emptied(away, noon + 60_000, p95(200, null)).watch.verdict?.kind).toBe('unhealthy');
  });

  it('does not end the watch while a new server is gone', () => {
    const one = release(
      { kind: 'watching', since: noon, watchedMs: plan.watchMs },
      { watch: watch(good, { measuredAt: noon }) },
    );
    const at = noon + 20_000;
    const seen = { ...fleet(at, 6_000, 0), newServers: { servers: 3, ready: 3, users: 6_000 } };
    expect(given({ ...one, seen }).when(measured(at))).toMatchObject({
      release: { phase: { kind: 'watching' }, watch: { verdict: { kind: 'unhealthy' } } },
    });
  });
});
