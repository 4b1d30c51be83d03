import { describe, expect, it } from 'vitest';
import type { Server } from '../../src/release/state/servers.ts';
import type { Release } from '../../src/release/state/release.ts';
import { transition } from '../../src/release/transition.ts';
import { build, line, plan, prerelease, release } from '../support/a-release.ts';
import { observed } from '../support/events.ts';
import { given } from '../support/given.ts';
import { minute, noon } from '../support/noon.ts';
import { tom } from '../support/people.ts';
import { rollingBack } from '../support/phases.ts';
import { server, olds, news, moving, one, step } from './way-of-servers.ts';
import { worded } from '../../src/release/state/worded.ts';

/** After a look that showed these servers: what is missing is ordered before it is called for. */
const ordered = (servers: readonly Server[]) =>
  given(one(), { line: moving }).after(observed(noon, servers)).release;

describe('a rollback of a release', () => {
  it('protects the old servers first, whatever else is to be done', () => {
    expect(step([...olds(4, { protected: false, admits: false }), ...news(4)])).toEqual({
      kind: 'protect',
      ids: ['o0', 'o1', 'o2', 'o3'],
      on: true,
    });
  });

  it('opens the old servers before it closes the new ones', () => {
    expect(step([...olds(4, { admits: false }), ...news(4)])).toEqual({
      kind: 'admit',
      ids: ['o0', 'o1', 'o2', 'o3'],
    });
    expect(step([...olds(4), ...news(4)])).toEqual({
      kind: 'close',
      ids: ['n0', 'n1', 'n2', 'n3'],
    });
  });

  it('moves half of the users at a time', () => {
    expect(step([...olds(4, { users: 0 }), ...news(4, { admits: false })])).toEqual({
      kind: 'migrate',
      moves: ['n0', 'n1', 'n2', 'n3'].map((id) => ({ id, keep: 50 })),
    });
  });

  it('starts old servers that are gone, and closes only new ones that can be missed', () => {
    const missing = [...olds(1), ...news(4)];
    expect(step(missing, ordered(missing))).toMatchObject({
      kind: 'launch',
      build: { image: 'ami-1.41.0' },
      orders: [{ base: 4, n: 3 }],
    });
    const again = Array.from({ length: 3 }, (_, index) =>
      server(`r${index}`, '1.41.0', 'rel_ALL', {
        state: 'starting',
        joined: false,
        admits: false,
        users: 0,
      }),
    );
    expect(step([...olds(1), ...again, ...news(4)])).toEqual({ kind: 'close', ids: ['n0'] });
  });

  it('starts the whole old fleet again when the last step had destroyed it just before', () => {
    const leaving = olds(4, { state: 'leaving', users: 0, admits: false, protected: false });
    const missing = [...leaving, ...news(4)];
    expect(step(missing, ordered(missing))).toMatchObject({
      kind: 'launch',
      build: { image: 'ami-1.41.0' },
      orders: [{ base: 4, n: 4 }],
    });
  });

  it('does not start an image without end that never becomes healthy', () => {
    const dead = Array.from({ length: 12 }, (_, index) =>
      server(`r${index}`, '1.41.0', 'rel_ALL', { state: 'unhealthy', users: 0 }),
    );
    expect(ordered([...dead, ...news(4)]).orders).toEqual([]);
  });

  it('lets new servers go closed, empty and unprotected, once the old fleet stands', () => {
    const empty = { users: 0, admits: false } as const;
    expect(step([...olds(4), ...news(4, { ...empty, admits: true })])).toMatchObject({
      kind: 'close',
    });
    expect(step([...olds(4), ...news(4, empty)])).toMatchObject({
      kind: 'protect',
      on: false,
      ids: ['n0', 'n1', 'n2', 'n3'],
    });
    expect(step([...olds(4), ...news(4, { ...empty, protected: false })])).toBeNull();
    const since = one({ phase: rollingBack({ unprotectedAt: noon }) });
    expect(
      step(
        [...olds(4), ...news(4, { ...empty, protected: false })],
        since,
        moving,
        noon + plan.retireGraceMs - 1,
      ),
    ).toBeNull();
    expect(
      step(
        [...olds(4), ...news(4, { ...empty, protected: false })],
        since,
        moving,
        noon + plan.retireGraceMs,
      ),
    ).toMatchObject({ kind: 'retire' });
    expect(
      step(
        [...olds(2), ...news(4, { ...empty, protected: false })],
        since,
        moving,
        noon + plan.retireGraceMs,
      ),
    ).not.toMatchObject({ kind: 'retire' });
  });

  const look = (it: Release, servers: readonly Server[], at: number) =>
    transition(moving, it, [], { kind: 'observed', at, wall: at, servers, singles: [] });

  it('ends only after the world stayed calm beyond any late call, with the old fleet open', () => {
    const calm = one({ phase: rollingBack({ usersBackAt: noon, calmSince: noon }) });
    expect(look(calm, olds(4), noon + 11_000)).toMatchObject({ kind: 'measured-only' });
    expect(look(calm, olds(4), noon + 12_000)).toMatchObject({
      release: { phase: { kind: 'rolled-back' } },
      line: { moving: null },
    });
    expect(look(calm, olds(3), noon + 12_000)).toMatchObject({
      release: { phase: { kind: 'rolling-back' } },
    });
    expect(look(calm, olds(4, { admits: false }), noon + 12_000)).toMatchObject({
      release: { phase: { kind: 'rolling-back' } },
    });
    expect(look(calm, [...olds(4), ...news(1)], noon + 12_000)).toMatchObject({
      release: { phase: { kind: 'rolling-back', calmSince: null } },
    });
  });

  it('waits for servers that were ordered and that nobody has seen yet', () => {
    const ordered = release({ kind: 'launching', since: noon }, { seen: null });
    const turned = transition(moving, ordered, [], {
      kind: 'rollback-asked',
      at: noon,
      by: tom,
      reason: 'no',
    });
    expect(turned).toMatchObject({
      release: { phase: { kind: 'rolling-back', unseen: true, end: 'cancelled' } },
    });
    const waits = one({ phase: rollingBack({ usersBackAt: noon, calmSince: noon, unseen: true }) });
    expect(look(waits, olds(4), noon + 60_000)).toMatchObject({
      release: { phase: { kind: 'rolling-back' } },
    });
    expect(look(waits, olds(4), noon + 4 * minute)).toMatchObject({
      release: { phase: { kind: 'rolled-back' } },
    });
  });

  it('calls somebody once when it cannot be carried out, and goes on', () => {
    const late = noon + plan.launchTimeoutMs + minute;
    const decision = look(
      one({ phase: rollingBack({ usersBackAt: noon }) }),
      [...olds(2), ...news(4)],
      late,
    );
    expect(decision).toMatchObject({
      kind: 'moved',
      effects: [{ kind: 'page' }],
      release: { phase: { kind: 'rolling-back' } },
    });
    if (decision.kind !== 'moved' || !decision.release) throw new Error('nobody was told');
    expect(look(decision.release, [...olds(2), ...news(4)], late + minute)).toMatchObject({
      kind: 'measured-only',
    });
  });

  it('is nothing new when asked again, and names the way once everybody moved', () => {
    const ask = (it: Release) =>
      transition(moving, it, [], { kind: 'rollback-asked', at: noon, by: tom, reason: 'no' });
    expect(ask(one())).toMatchObject({ code: 'nothing-to-do' });
    expect(ask(release({ kind: 'announcing', since: noon }))).toMatchObject({ code: 'too-late' });
  });
});

describe('a rollback of a canary', () => {
  const canary = server('n0', '1.42.0', 'rel_PRE', { admits: false });
  const pre = prerelease(rollingBack());

  it('leaves the old servers alone while a release moves them', () => {
    expect(
      step(
        [...olds(4, { admits: false, protected: false }), canary],
        pre,
        line({ moving: { release: 'rel_OTHER', carries: [], migrating: true } }),
      ),
    ).toMatchObject({ kind: 'migrate' });
  });

  it('is not opened again by the canary that is to come back with the release', () => {
    const shut = server('c0', '1.42.1', 'rel_PRE', { admits: false });
    const approved = prerelease({ kind: 'approved', since: noon }, { build: build('1.42.1') });
    const carried = { release: 'rel_ALL', carries: ['rel_OLD', 'rel_PRE'], migrating: false };
    const along = {
      release: 'rel_PRE',
      because: worded('with it'),
      by: null,
      end: 'stopped',
    } as const;
    const all = [...olds(4), shut];
    expect(step(all, approved, line({ moving: carried }))).toMatchObject({ kind: 'admit' });
    expect(step(all, approved, line({ moving: carried, recalled: [along] }))).toBeNull();
  });

  it('lets nobody unlock the line before it is over', () => {
    const locked = line({
      lock: { reason: worded('it was bad'), since: noon, release: 'rel_PRE' },
    });
    const unlock = { kind: 'unlocked', at: noon, by: tom, reason: 'fixed' } as const;
    expect(transition(locked, null, [pre], unlock)).toMatchObject({ code: 'moving' });
    expect(transition(locked, null, [], unlock)).toMatchObject({
      kind: 'moved',
      line: { lock: null },
    });
  });
});
