import { describe, expect, it } from 'vitest';
import type { Release } from '../../src/release/state/release.ts';
import type { KnownSingle, Single } from '../../src/release/state/single.ts';
import { nextStep } from '../../src/release/servers/next-step.ts';
import { waitingFor } from '../../src/release/waiting-for.ts';
import { plan, prerelease, release } from '../support/a-release.ts';
import { observed } from '../support/events.ts';
import { given } from '../support/given.ts';
import { minute, noon } from '../support/noon.ts';
import { ana, tom } from '../support/people.ts';
import { countdown, unmeasured, watch } from '../support/release-parts.ts';
import { bad, good } from '../support/readings.ts';
import { knownSingle, single } from '../support/singles.ts';
import { moving, news, olds } from './way-of-servers.ts';

const second = 1_000;
const singles = ['cron', 'billing'];
const withSingles = { ...plan, ways: { ...plan.ways, singles } };
const next = { version: '1.42.0' } as const;
/** Everybody has moved: the old servers are empty and closed. */
const servers = [...olds(4, { users: 0, admits: false }), ...news(4)];
const swapping = (known: readonly KnownSingle[] = [], more: Partial<Release> = {}) =>
  release(
    { kind: 'swapping', since: noon, done: [] },
    {
      plan: withSingles,
      singles: known,
      capacity: 4,
      watch: { ...watch(good), measuredAt: noon },
      ...more,
    },
  );
const look = (shown: readonly Single[], at = noon + second) =>
  observed(at, servers, { singles: shown });
const after = (it: Release, shown: readonly Single[], at = noon + second) =>
  given(it, { line: moving }).after(look(shown, at));
const stepOf = (it: Release, at = noon + second) => nextStep(moving, it, servers, at);
const order = (name: string, to: 'stopped' | 'running') =>
  expect.objectContaining({ kind: 'swap', single: name, to }) as object;

describe('singles', () => {
  it('change over after the watch and before old servers go, where a fleet has any', () => {
    const watching = (it: Partial<Release>) =>
      given(
        release(
          { kind: 'watching', since: noon, watchedMs: plan.watchMs },
          { seen: { ...release({ kind: 'live', at: 0 }).seen!, oldServers: empty }, ...it },
        ),
        { line: moving },
      ).after({ kind: 'measured', at: noon + minute, readings: good });
    expect(watching({ plan: withSingles }).release.phase).toMatchObject({
      kind: 'swapping',
      done: [],
    });
    expect(watching({ plan }).release.phase.kind).toBe('retiring');
  });

  it('are stopped, proven stopped, started and seen at work, one after the other', () => {
    const begun = after(swapping(), [single('cron'), single('billing')]);
    expect(begun.release.singles.map((one) => one.begun)).toEqual([true, false]);
    expect(stepOf(begun.release)).toEqual(order('cron', 'stopped'));
    const stopping = begun.after(
      look([single('cron', { state: 'stopping' }), single('billing')], noon + 2 * second),
    );
    expect(stepOf(stopping.release)).toBeNull();
    const stopped = stopping.after(
      look([single('cron', { state: 'stopped' }), single('billing')], noon + 5 * second),
    );
    expect(stepOf(stopped.release)).toMatchObject({ single: 'cron', build: { version: '1.42.0' } });
    expect(stepOf(stopped.release)).toEqual(order('cron', 'running'));
    const starting = stopped.after(
      look([single('cron', { ...next, state: 'starting' }), single('billing')], noon + 6 * second),
    );
    expect(stepOf(starting.release)).toBeNull();
    const done = starting.after(look([single('cron', next), single('billing')], noon + 8 * second));
    expect(done.release.phase).toMatchObject({ kind: 'swapping', done: ['cron'] });
    // It worked last at the look at 2 s, and again at the one at 8 s.
    expect(done.release.singles[0]).toMatchObject({ downMs: 6 * second, downSince: null });
    const second_ = done.after(look([single('cron', next), single('billing')], noon + 9 * second));
    expect(stepOf(second_.release)).toEqual(order('billing', 'stopped'));
    const all = second_.after(
      look(
        singles.map((name) => single(name, next)),
        noon + 20 * second,
      ),
      look(
        singles.map((name) => single(name, next)),
        noon + 21 * second,
      ),
    );
    expect(all.release.phase.kind).toBe('retiring');
  });

  it('stand still while one may be anything, and are called for with its name', () => {
    const lost = [single('cron'), single('billing', { state: 'unknown', version: null })];
    const still = after(swapping(), lost);
    expect(still.release.singles.some(({ begun }) => begun)).toBe(false);
    expect(stepOf(still.release)).toBeNull();
    expect(after(swapping(), [single('cron')]).release.singles[1]).toMatchObject({
      state: 'unknown',
    });
    const twice = after(swapping(), [single('cron'), single('cron', next), single('billing')]);
    expect(twice.release.singles[0]).toMatchObject({ state: 'unknown' });
    const late = still.after(look(lost, noon + 16 * minute));
    expect(late.release.phase).toMatchObject({
      kind: 'stuck',
      because: { kind: 'single-stands', single: 'billing', where: 'billing-host' },
    });
  });

  it('that somebody stopped are started on a word only; a way back waits for none', () => {
    const off = [single('cron', { state: 'stopped' }), single('billing')];
    const still = after(swapping(), off);
    expect(stepOf(still.release)).toBeNull();
    const stuck = still.after(look(off, noon + 16 * minute));
    expect(stuck.release.phase).toMatchObject({ kind: 'stuck', because: { state: 'stopped' } });
    const again = stuck.after({ kind: 'retried', at: noon + 17 * minute, by: tom });
    expect(stepOf(again.release)).toEqual(order('cron', 'running'));
    const home = after(swapping([], { kind: 'return', carries: [], watch: unmeasured }), off);
    expect(stepOf(home.release)).toEqual(order('cron', 'running'));
    const first = [single('cron', { state: 'stopped', version: null }), single('billing')];
    expect(stepOf(after(swapping(), first).release)).toEqual(order('cron', 'running'));
  });

  it('are not begun without fresh health, under a page or under a hold', () => {
    const both = [single('cron'), single('billing')];
    const hold = { by: ana, since: noon, until: noon + 60 * minute, reason: 'lunch' };
    for (const more of [
      { watch: { ...watch(bad), measuredAt: noon } },
      { watch: unmeasured },
      { countdown: countdown() },
      { hold },
    ])
      expect(after(swapping([], more), both).release.singles[0]).toMatchObject({ begun: false });
    const begun = [knownSingle('cron', { begun: true }), knownSingle('billing')];
    expect(stepOf(swapping(begun, { hold }))).toBeNull();
    const down = [knownSingle('cron', { begun: true, state: 'stopped' }), knownSingle('billing')];
    expect(stepOf(swapping(down, { hold }))).toEqual(order('cron', 'running'));
    expect(stepOf(swapping(down, { countdown: countdown() }))).toBeNull();
  });

  it('that were begun are not stopped once another may be anything, or health is gone', () => {
    const first = knownSingle('cron', { begun: true });
    const [other, lost] = [knownSingle('billing'), knownSingle('billing', { state: 'unknown' })];
    expect(stepOf(swapping([first, other]))).toEqual(order('cron', 'stopped'));
    for (const kind of ['release', 'return'] as const)
      expect(stepOf(swapping([first, lost], { kind }))).toBeNull();
    for (const now of [watch(bad), watch(good, { measuredAt: noon - 60 * minute }), unmeasured])
      expect(stepOf(swapping([first, other], { watch: now }))).toBeNull();
    // What is down already comes up whatever else is known.
    const down = knownSingle('cron', { begun: true, state: 'stopped' });
    expect(stepOf(swapping([down, lost], { watch: unmeasured }))).toEqual(order('cron', 'running'));
  });

  it('that are down call a person, also under a hold, who reads which and since when', () => {
    const down = [
      knownSingle('cron', { begun: true, state: 'starting', ...next, downSince: noon }),
    ];
    const hold = { by: ana, since: noon, until: noon + 60 * minute, reason: 'lunch' };
    const shown = [single('cron', { ...next, state: 'starting' }), single('billing')];
    for (const more of [{}, { hold }]) {
      const late = given(swapping(down, more), { line: moving });
      expect(late.when(look(shown, noon + 16 * minute))).toMatchObject({
        effects: [{ kind: 'page' }],
        release: {
          phase: {
            kind: 'stuck',
            because: { single: 'cron', state: 'starting', downSince: noon },
          },
        },
      });
    }
  });

  it('that stop after they worked are not started without a word, and call people at once', () => {
    const on = [knownSingle('cron', { begun: true, ...next }), knownSingle('billing')];
    const fallen = [single('cron', { state: 'stopped', ...next }), single('billing')];
    const done = { kind: 'swapping', since: noon, done: ['cron'] } as const;
    const once = after({ ...swapping(on), phase: done }, fallen);
    expect(once.release.phase.kind).toBe('swapping');
    expect(stepOf(once.release)).toBeNull();
    const decision = once.when(look(fallen, noon + 2 * second));
    expect(decision).toMatchObject({
      effects: [{ kind: 'page' }],
      release: { phase: { kind: 'stuck', because: { single: 'cron', worked: true } } },
    });
    const stuck = once.after(look(fallen, noon + 2 * second));
    const again = stuck.after({ kind: 'retried', at: noon + minute, by: tom });
    expect(stepOf(again.release)).toEqual(order('cron', 'running'));
    // The same while old servers go: they are kept.
    const retiring = { kind: 'retiring', since: noon, unprotectedAt: noon } as const;
    const both = [...on.slice(0, 1), knownSingle('billing', { begun: true, ...next })];
    const shown = [fallen[0]!, single('billing', next)];
    const late = after({ ...swapping(both), phase: retiring }, shown).when(
      look(shown, noon + 2 * second),
    );
    expect(late).toMatchObject({
      release: { phase: { kind: 'stuck', because: { worked: true } } },
    });
  });

  it('that stop after they worked are started again by a way back, which waits for no word', () => {
    const way = { kind: 'return', carries: [], watch: unmeasured } as const;
    const on = singles.map((name) => knownSingle(name, { begun: true, ...next }));
    const shown = [single('cron', { state: 'stopped', ...next }), single('billing', next)];
    for (const phase of [
      { kind: 'swapping', since: noon, done: ['cron', 'billing'] } as const,
      { kind: 'retiring', since: noon, unprotectedAt: null } as const,
    ]) {
      const fell = after({ ...swapping(on, way), phase }, shown).after(
        look(shown, noon + 2 * second),
      );
      expect(fell.release.phase.kind).toBe('swapping');
      expect(stepOf(fell.release)).toEqual(order('cron', 'running'));
    }
  });

  it('that are down keep the old servers, and nothing is live', () => {
    const bare = olds(4, { users: 0, admits: false, protected: false });
    const phase = { kind: 'retiring', since: noon, unprotectedAt: noon } as const;
    const on = [knownSingle('cron', next), knownSingle('billing', next)];
    const off = [
      knownSingle('cron', next),
      knownSingle('billing', { state: 'unhealthy', ...next }),
    ];
    const retiring = (known: readonly KnownSingle[]) => ({ ...swapping(known), phase });
    const at = noon + 2 * minute;
    expect(nextStep(moving, retiring(on), [...bare, ...news(4)], at)?.kind).toBe('retire');
    expect(nextStep(moving, retiring(off), [...bare, ...news(4)], at)).toBeNull();
    const late = after(retiring(off), off, noon + 20 * minute);
    expect(late.release.phase).toMatchObject({ kind: 'stuck', from: { kind: 'swapping' } });
  });

  it('are nothing to a pre-release', () => {
    const soaking = prerelease({ kind: 'soaking', since: noon }, { plan: withSingles });
    expect(after(soaking, [single('cron')]).release.singles).toEqual([]);
  });

  it('say what is waited for', () => {
    const known = [knownSingle('cron', { begun: true, state: 'stopping' }), knownSingle('billing')];
    expect(waitingFor(moving, swapping(known), noon)).toContainEqual({
      says: 'single',
      values: ['cron', 'cron-host', 'stopping', null],
      since: noon,
    });
  });
});

const empty = { servers: 4, ready: 4, users: 0 };
