import { describe, expect, it } from 'vitest';
import { nextStep } from '../../src/release/servers/next-step.ts';
import type { Server } from '../../src/release/state/servers.ts';
import { build, line, plan, prerelease, release } from '../support/a-release.ts';
import { observed } from '../support/events.ts';
import { given } from '../support/given.ts';
import { minute, noon } from '../support/noon.ts';
import { migrating, rollingBack } from '../support/phases.ts';
import { byTraffic, canary, newer, old, parts, shares } from './traffic-samples.ts';
import { moving, one, server } from './way-of-servers.ts';

const back = one({ plan: byTraffic, carries: [] });
const step = (servers: readonly Server[]) => nextStep(moving, back, servers, noon);

describe('a rollback where shares of traffic move', () => {
  it('steers back in steps of half at most, and ends at nothing', () => {
    expect(shares(step([...old(4, 0), ...newer(4, 1)]))).toEqual([0.5, 0.5]);
    expect(shares(step([...old(4, 0.5), ...newer(4, 0.5)]))).toEqual([1, 0]);
    expect(shares(step([...old(4, 0.9), ...newer(4, 0.1)]))).toEqual([1, 0]);
  });

  it('takes no more than half back at once where a list leaves a new server out', () => {
    const [, ...seen] = newer(4, 1);
    expect(shares(step([...old(4, 0), ...seen]))).toEqual([0.5, 0.5]);
  });

  it('takes no more than half back at once where a new server does not answer', () => {
    expect(shares(step([...old(4, 0), ...hushed(1, newer(4, 1))]))).toEqual([0.5, 0.5]);
    expect(shares(step([...old(4, 0), ...hushed(1, newer(3, 1))]))).toEqual([0.5, 0.5]);
    expect(shares(step([...old(4, 0), ...hushed(1, newer(2, 1))]))).toEqual([0.5, 0.5]);
    expect(shares(step([...old(4, 0), ...hushed(3, newer(4, 1))]))).toEqual([0.5, 0.5]);
    expect(shares(step([...old(4, 0.5), ...hushed(3, newer(4, 0.5))]))).toEqual([1, 0]);
  });

  it('gives old servers no more than they can carry because a new one does not answer', () => {
    expect(step([...old(2, 0.5), ...hushed(1, newer(4, 0.5))])).toBeNull();
    expect(shares(step([...old(2, 0.25), ...hushed(1, newer(4, 0.75))]))).toEqual([0.5, 0.5]);
    expect(shares(step([...old(3, 0.5), ...hushed(1, newer(2, 0.5))]))).toEqual([0.75, 0.25]);
  });

  it('takes what is shown nowhere for what old ones get that do not answer', () => {
    const well = newer(3, 0.25);
    const silent = hushed(1, [server('n9', '1.42.0', 'rel_ALL')]);
    const all = [...hushed(2, old(4, 0.75)), ...silent, ...well];
    expect(step(all)).toBeNull();
  });

  it('brings everybody home at once where no new server answers or is well', () => {
    expect(shares(step([...old(2, 0), ...hushed(4, newer(4, 1))]))).toEqual([1, 0]);
    const ill = newer(4, 1).map((one) => ({ ...one, state: 'unhealthy', share: 0 }) as const);
    expect(shares(step([...old(2, 0), ...hushed(2, ill)]))).toEqual([1, 0]);
  });

  it('brings everybody home from silent new servers though others are silent too', () => {
    const gone = hushed(4, newer(4, 1));
    expect(shares(step([...hushed(1, old(4, 0)), ...gone]))).toEqual([1, 0]);
    expect(shares(step([...hushed(1, old(4, 0.75)), ...gone]))).toEqual([1, 0]);
    const beside = hushed(1, [canary('c0', 'rel_PRE', '1.43.0', 0)]);
    expect(shares(step([...old(4, 0), ...beside, ...gone]))).toEqual([1, 0]);
    // They are home: what is shown nowhere is what the silent old one gets.
    expect(step([...hushed(1, old(4, 1)), ...gone])).toBeNull();
  });

  it('ends at nothing though a part of the traffic is shown nowhere for good', () => {
    let share = 1;
    for (let look = 0; look < 5 && share > 0; look += 1)
      share = shares(step([...old(4, 0.1), ...newer(4, share)]))?.[1] ?? share;
    expect(share).toBe(0);
  });

  it('protects and opens the old servers first', () => {
    const bare = old(4, 0, { admits: false, protected: false });
    expect(step([...bare, ...newer(4, 1)])).toMatchObject({ kind: 'protect', on: true });
    const shut = old(4, 0, { admits: false });
    expect(step([...shut, ...newer(4, 1)])).toMatchObject({ kind: 'admit', ids: ids(shut) });
  });

  it('gives the old side no more than those of it that are ready can carry', () => {
    const starting = old(3, 0).map((one) => ({ ...one, id: `s${one.slot}`, ...unready }));
    const all = [...old(1, 0), ...starting];
    expect(shares(step([...all, ...newer(4, 1)]))).toEqual([0.25, 0.75]);
    expect(step([...old(1, 0.25), ...starting, ...newer(4, 0.75)])).toBeNull();
    expect(step([...starting, ...newer(4, 1)])).toBeNull();
  });

  it('tells old servers that it started again from its own new ones', () => {
    const again = server('a1', '1.41.0', 'rel_ALL', { share: 0 });
    expect(step([...old(3, 0.75), again, ...newer(4, 0.25)])).toEqual({
      kind: 'steer',
      shares: [
        parts.newer(0),
        parts.old(0.75),
        { release: 'rel_ALL', version: '1.41.0', share: 0.25 },
      ],
    });
  });

  it('is not stopped by users whom nobody can count, nor by shares', () => {
    const uncounted = { users: null } as const;
    const all = [...old(4, 0.5, uncounted), ...newer(4, 0.5, uncounted)];
    expect(shares(step(all))).toEqual([1, 0]);
    expect(shares(step([...old(4, 0.5), ...newer(4, null)]))).toEqual([1, 0]);
    const none = [...old(4, 1, uncounted), ...newer(4, 0, uncounted)];
    expect(step(none)).toMatchObject({ kind: 'close' });
    const home = given(back, { line: moving }).after(observed(noon, none)).release;
    expect(home.phase).toMatchObject({ usersBackAt: noon });
    const bare = { ...uncounted, admits: false, protected: null } as const;
    const graced = given(home, { line: moving }).after(
      observed(noon, [...old(4, 1), ...newer(4, 0, bare)]),
    ).release;
    const late = noon + plan.retireGraceMs;
    expect(nextStep(moving, graced, [...old(4, 1), ...newer(4, 0, bare)], late)).toMatchObject({
      kind: 'retire',
    });
  });

  it('says that users are home only when nobody comes to a new server any more', () => {
    const look = (share: number) =>
      given(back, { line: moving }).after(
        observed(noon, [...old(4, 1 - share), ...newer(4, share, { users: 0 })]),
      ).release.phase;
    expect(look(0.1)).toMatchObject({ usersBackAt: null });
    expect(look(0)).toMatchObject({ usersBackAt: noon });
  });

  it('takes a share that its fleet can only give whole', () => {
    const whole = { ...byTraffic, ways: { ...byTraffic.ways, least: 1 } };
    const all = [...old(4, 0), ...newer(4, 1)];
    expect(shares(nextStep(moving, { ...back, plan: whole }, all, noon))).toEqual([1, 0]);
    const thirds = { ...byTraffic, ways: { ...byTraffic.ways, least: 1 / 3 } };
    expect(shares(nextStep(moving, { ...back, plan: thirds }, all, noon))?.[1]).toBeCloseTo(2 / 3);
  });

  it('cuts nobody who is still on a new server', () => {
    const bare = { admits: false, protected: false } as const;
    const gone = { ...back, phase: rollingBack({ usersBackAt: noon, unprotectedAt: noon }) };
    const late = noon + 60 * minute;
    const all = (users: number) => [...old(4, 1), ...newer(4, 0, { ...bare, users })];
    expect(nextStep(moving, gone, all(1), late)).toBeNull();
    expect(nextStep(moving, gone, all(0), late)).toMatchObject({ kind: 'retire' });
  });
});

it('a canary steers its own share home, and leaves what a release that moves has given', () => {
  const pre = prerelease(rollingBack(), { plan: byTraffic, build: build('1.43.0') });
  const all = [...old(4, 0.6), ...newer(4, 0.2), canary('c0', 'rel_PRE', '1.43.0', 0.2)];
  const beside = line({ moving: { release: 'rel_ALL', carries: [], migrating: true } });
  const home = nextStep(beside, pre, all, noon);
  expect(home).toMatchObject({
    kind: 'steer',
    shares: [{ version: '1.43.0', share: 0 }, { version: '1.41.0' }, parts.newer(0.2)],
  });
  expect(shares(home)).toEqual([0.8, 0.2]);
});

describe('a return beside canaries', () => {
  it('shares out one whole, also where nobody can read what one of them gets', () => {
    const phase = { kind: 'verifying', since: noon } as const;
    const way = release(phase, { kind: 'return', plan: byTraffic, capacity: 4, carries: [] });
    const unread = server('c1', '1.44.0', 'rel_OTHER', { state: 'unknown', share: null });
    const all = [...old(4, 0.9), ...newer(4, 0), canary('c0', 'rel_PRE', '1.43.0', 0.1), unread];
    const next = nextStep(moving, way, all, noon);
    const said = next?.kind === 'steer' ? next.shares : [];
    const sum = said.reduce((whole, { share }) => whole + share, 0);
    expect(sum).toBeCloseTo(1, 9);
    expect(shares(next)?.[1]).toBeCloseTo(0.11, 9);
  });
});

/** As a look shows them whose first ones do not answer. */
function hushed(count: number, servers: readonly Server[]): readonly Server[] {
  const unknown = { state: 'unknown', joined: false, admits: false, share: null, users: null };
  return servers.map((one, i) => (i < count ? { ...one, ...unknown, state: 'unknown' } : one));
}

const unready = { state: 'starting', joined: false, admits: false, share: 0 } as const;
const ids = (servers: readonly Server[]) => servers.map(({ id }) => id);

it('a way back that got more than its batch gives none of it back to what it leaves', () => {
  const phase = migrating({ batch: 0 });
  const way = (kind: 'return' | 'release') =>
    release(phase, { kind, plan: { ...byTraffic, batches: [0.5, 1] }, carries: [] });
  // What it leaves did not answer for a while, so all of it came over.
  const all = [...old(4, 0), ...newer(4, 1)];
  expect(shares(nextStep(moving, way('release'), all, noon))).toEqual([0.5, 0.5]);
  expect(shares(nextStep(moving, way('return'), all, noon))).toBeNull();
  const looked = given(way('return'), { line: moving }).after(observed(noon, all)).release;
  expect(looked.phase).toMatchObject({ movedAt: noon });
  const few = [...old(4, 0.9), ...newer(4, 0.1)];
  expect(shares(nextStep(moving, way('return'), few, noon))).toEqual([0.5, 0.5]);
});
