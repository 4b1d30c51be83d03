import { describe, expect, it } from 'vitest';
import type { Release } from '../../src/release/state/release.ts';
import type { RollingBack } from '../../src/release/state/phase.ts';
import type { KnownSingle } from '../../src/release/state/single.ts';
import type { Server } from '../../src/release/state/servers.ts';
import { nextStep } from '../../src/release/servers/next-step.ts';
import { refusalOf } from '../../src/release/legal-acts.ts';
import { plan, release } from '../support/a-release.ts';
import { observed } from '../support/events.ts';
import { given } from '../support/given.ts';
import { minute, noon } from '../support/noon.ts';
import { tom } from '../support/people.ts';
import { rollingBack, stuck } from '../support/phases.ts';
import { knownSingle, single } from '../support/singles.ts';
import { moving, news, olds } from './way-of-servers.ts';

const second = 1_000;
const next = { version: '1.42.0', begun: true } as const;
const withSingles = { ...plan, ways: { ...plan.ways, singles: ['cron', 'billing', 'mail'] } };
const swapped = ['cron', 'billing'];
const going = (known: readonly KnownSingle[], more: Partial<RollingBack> = {}) =>
  release(rollingBack({ since: noon, usersBackAt: noon, swapped, ...more }), {
    plan: withSingles,
    singles: known,
    capacity: 4,
  });
const home = [...olds(4), ...news(4, { users: 0, admits: false })];
const step = (it: Release, servers: readonly Server[] = home, at = noon + second) =>
  nextStep(moving, it, servers, at);

describe('singles of a release that goes back', () => {
  it('are those whose swap was begun, and a release that began none has none', () => {
    const turn = (known: readonly KnownSingle[]) =>
      given(
        release({ kind: 'swapping', since: noon, done: [] }, { plan: withSingles, singles: known }),
        { line: moving },
      ).after({ kind: 'rollback-asked', at: noon, by: tom, reason: 'odd' }).release.phase;
    expect(turn([knownSingle('cron', next), knownSingle('billing')])).toMatchObject({
      kind: 'rolling-back',
      swapped: ['cron'],
    });
    expect(turn([knownSingle('cron')])).not.toHaveProperty('swapped');
  });

  it('wait for users, go back in reverse with the old build, and new servers wait for them', () => {
    const both = [knownSingle('cron', next), knownSingle('billing', next), knownSingle('mail')];
    expect(step(going(both), [...olds(4), ...news(4)])?.kind).toBe('close');
    expect(step(going(both))).toMatchObject({ kind: 'swap', single: 'billing', to: 'stopped' });
    const one = [knownSingle('cron', next), knownSingle('billing', { ...next, state: 'stopping' })];
    expect(step(going(one))).toBeNull();
    const off = [knownSingle('cron', next), knownSingle('billing', { ...next, state: 'stopped' })];
    expect(step(going(off))).toMatchObject({
      single: 'billing',
      to: 'running',
      build: { version: '1.41.0' },
    });
    const last = [knownSingle('cron', next), knownSingle('billing', { begun: true })];
    expect(step(going(last))).toMatchObject({ kind: 'swap', single: 'cron', to: 'stopped' });
    const back = [knownSingle('cron', { begun: true }), knownSingle('billing', { begun: true })];
    expect(step(going(back))?.kind).toBe('protect');
  });

  it('whose place does not answer hold up no other, and no server', () => {
    const lost = { ...next, state: 'unknown' } as const;
    const one = [knownSingle('cron', next), knownSingle('billing', lost)];
    expect(step(going(one))).toMatchObject({ kind: 'swap', single: 'cron', to: 'stopped' });
    const both = [knownSingle('cron', { begun: true }), knownSingle('billing', lost)];
    expect(step(going(both))?.kind).toBe('protect');
  });

  it('that do not stop are tried for ever, in turns, and servers wait for them no longer', () => {
    const deaf = [knownSingle('cron', next), knownSingle('billing', next)];
    const late = noon + 16 * minute;
    const names = [0, 5, 10, 15].map((s) => step(going(deaf), home, late + s * second));
    expect(new Set(names.map((one) => one?.kind === 'swap' && one.single))).toEqual(
      new Set(['cron', 'billing']),
    );
    const slow = [knownSingle('cron', { begun: true }), knownSingle('billing', unwell)];
    expect(step(going(slow), home, noon + minute)).toBeNull();
    expect(step(going(slow), home, late)?.kind).toBe('protect');
  });

  it('have to be at work before it is over, and are called for by name', () => {
    const calm = { calmSince: noon } as const;
    const shown = (billing: string) => [
      single('cron'),
      single('billing', { version: billing }),
      single('mail'),
    ];
    const all = [knownSingle('cron', next), knownSingle('billing', next), knownSingle('mail')];
    const look = (it: Release, at: number, billing: string) =>
      given(it, { line: moving }).when(observed(at, olds(4), { singles: shown(billing) }));
    const still = look(going(all, calm), noon + 5 * minute, '1.42.0');
    expect(still).toMatchObject({ release: { phase: { kind: 'rolling-back', calmSince: null } } });
    const late = look(going(all, calm), noon + 16 * minute, '1.42.0');
    expect(late).toMatchObject({
      effects: [{ kind: 'page', summary: { because: { single: 'billing' } } }],
    });
    const over = look(going(all, calm), noon + 16 * minute, '1.41.0');
    expect(over).toMatchObject({ release: { phase: { kind: 'rolled-back' } } });
  });
});

describe('done by hand', () => {
  it('is refused while a single that was begun was not seen at work', () => {
    const it_ = (known: readonly KnownSingle[]) =>
      release(stuck({ kind: 'swapping', since: noon, done: [] }), {
        plan: withSingles,
        singles: known,
      });
    const why = (known: readonly KnownSingle[]) =>
      refusalOf('done-by-hand', { line: moving, release: it_(known), at: noon })?.because ?? null;
    expect(why([knownSingle('cron', { ...next, state: 'stopped' })])).toMatchObject({
      says: 'singleNotAtWork',
      values: ['board 1.42.0', 'cron', 'cron-host'],
    });
    expect(why([knownSingle('cron', { ...next, state: 'unknown' })])).not.toBeNull();
    expect(
      why([knownSingle('cron', next), knownSingle('billing', { state: 'stopped' })]),
    ).toBeNull();
  });
});

const unwell = { begun: true, state: 'unhealthy' } as const;
