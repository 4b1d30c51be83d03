import { describe, expect, it } from 'vitest';
import { lateWindowMs, timing } from '../../src/time/timing.ts';
import { nextStep } from '../../src/release/servers/next-step.ts';
import type { Line } from '../../src/release/state/line.ts';
import type { Release } from '../../src/release/state/release.ts';
import type { Server } from '../../src/release/state/servers.ts';
import type { Step } from '../../src/release/servers/step.ts';
import { withMove } from '../../src/release/migration/move.ts';
import { build, line, prerelease, release } from '../support/a-release.ts';
import { observed } from '../support/events.ts';
import { given } from '../support/given.ts';
import { noon } from '../support/noon.ts';
import { migrating, rollingBack } from '../support/phases.ts';
import { byTraffic, canary, hold, newer, old, shares } from './traffic-samples.ts';
import { moving, one } from './way-of-servers.ts';

const late = lateWindowMs(timing);
/** Looks at a fleet by turns of some releases on one line: what each is to do after its look. */
function looks(
  where: Line,
  releases: readonly Release[],
  seen: readonly (readonly [number, number, readonly Server[]])[],
): readonly (Step | null)[] {
  const all = [...releases];
  let now = where;
  return seen.map(([at, which, servers]) => {
    const mine = all[which]!;
    const others = all.filter((other) => other !== mine);
    const after = given(mine, { line: now, others }).after(observed(noon + at, servers));
    [now, all[which]] = [after.line, after.release];
    return nextStep(now, after.release, servers, noon + at);
  });
}

/** What a step gives to a release's servers; null where it steers nothing. */
function gives(step: Step | null, id: string): number | null {
  if (step?.kind !== 'steer') return null;
  return Math.round((step.shares.find((to) => to.release === id)?.share ?? 0) * 1e6) / 1e6;
}

/** As a look shows them whose shares nobody could read. */
const unread = (servers: readonly Server[]) =>
  servers.map((server) => ({ ...server, share: null }));
/** As a look shows them that do not answer. */
const hushed = (servers: readonly Server[]) =>
  servers.map((server) => {
    const unknown = { state: 'unknown', joined: false, admits: false } as const;
    return { ...server, ...unknown, share: null, users: null };
  });

const first = canary('c0', 'rel_PRE', '1.42.0', 0.2);
const second = canary('d0', 'rel_TWO', '1.43.0', 0.1);
const pre = prerelease(rollingBack(), { plan: byTraffic });
const two = { ...pre, id: 'rel_TWO', build: build('1.43.0') };

describe('two ways back of one line whose shares nobody can read', () => {
  const read = [...old(4, 0.7), first, second];
  const none = unread(read);

  it('give each other nothing back that one of them has taken away', () => {
    const seen = [
      [0, 0, [...old(4, 0.7), first, second]],
      [500, 0, none],
      [1_000, 1, none],
      [1_500, 0, none],
      [2_000, 1, none],
      [2_500, 0, none],
    ] as const;
    const steps = looks(line(), [pre, two], seen);
    expect(steps.map((step) => gives(step, 'rel_PRE'))).toEqual([0, 0, 0, 0, 0, 0]);
    expect(steps.map((step) => gives(step, 'rel_TWO'))).toEqual([0.1, 0.1, 0, 0, 0, 0]);
  });

  it('go on though one of them has nothing: it asks for nothing', () => {
    const launched = one({ plan: byTraffic, carries: [], phase: rollingBack({ end: 'failed' }) });
    const all = [...old(4, 0.8), first, ...newer(4, 0)];
    const seen = [
      [0, 0, all],
      [1_000, 1, unread(all)],
      [2_000, 0, unread(all)],
      [3_000, 1, unread(all)],
    ] as const;
    const steps = looks(line(), [launched, pre], seen);
    expect(steps.map((step) => gives(step, 'rel_PRE'))).toEqual([null, 0, null, 0]);
  });
});

describe('a way back of which some servers do not answer', () => {
  const [silent, ...home] = old(4, 0.9);
  const back = one({ plan: byTraffic, carries: ['rel_PRE'], capacity: 4 });
  const along = canary('c0', 'rel_PRE', '1.42.0', 0.025);
  const olds = [...hushed([silent!]), ...home];

  it('keeps the part of each group where old servers cannot carry more', () => {
    const spoken = [...olds, ...newer(4, 0.075), along];
    const less = [...olds, ...newer(4, 0.075), ...hushed([along])];
    const seen = [spoken, less, less, spoken, less].map((all, i) => [i * 1_000, 0, all] as const);
    expect(looks(moving, [back], seen)).toEqual([null, null, null, null, null]);
  });

  it('takes from those first that do not answer', () => {
    const three = canary('c0', 'rel_PRE', '1.42.0', 0.3);
    const spoken = [...old(4, 0), ...newer(4, 0.7), three];
    const all = [...old(4, 0), ...newer(4, 0.7), ...hushed([three])];
    const seen = [
      [0, 0, unread(spoken)],
      [late, 0, spoken],
      [late + 1_000, 0, all],
    ] as const;
    const step = looks(moving, [back], seen)[2]!;
    expect([gives(step, 'rel_ALL'), gives(step, 'rel_PRE')]).toEqual([0.5, 0]);
  });

  it('asks no silent group for more again that was asked to get less', () => {
    const all = newer(4, 1);
    const unready = { state: 'starting', joined: false, admits: false } as const;
    const few = old(4, 0).map((server, i) => (i < 2 ? server : { ...server, ...unready }));
    const seen = [
      [0, 0, [...few, ...all]],
      [1_000, 0, [...few, ...hushed(all)]],
      [late, 0, [...few, ...hushed(all)]],
      [late + 1_000, 0, [...few, ...hushed(all)]],
      [late + 2_000, 0, [...few, ...all]],
    ] as const;
    const steps = looks(moving, [one({ plan: byTraffic, carries: [], capacity: 4 })], seen);
    expect(steps.map((step) => gives(step, 'rel_ALL'))).toEqual([0.5, 0.5, 0, 0, 0.5]);
  });
});

describe('new servers that are missing while nobody can read shares', () => {
  const watching = release(
    { kind: 'watching', since: noon, watchedMs: 0 },
    { plan: byTraffic, carries: [], capacity: 4 },
  );
  const read = [...old(4, 0), ...newer(4, 1)];
  const ill = newer(1, 0, { state: 'unhealthy' });
  const left = (share: number) => [...ill, ...newer(4, (share * 4) / 3).slice(1)];
  const three = unread([...old(4, 0), ...left(1)]);

  it('give up what they cannot carry: it is asked for, and again until a look shows it', () => {
    const seen = [
      [0, 0, read],
      [60_000, 0, three],
      [75_000, 0, three],
      [90_000, 0, [...old(4, 0.25), ...left(0.75)]],
    ] as const;
    const steps = looks(moving, [watching], seen);
    expect(steps.map(shares)).toEqual([null, [0.25, 0.75], [0.25, 0.75], null]);
  });
});

it('a canary gives its part to no release that only tries out its servers', () => {
  const all = [...old(1, 0, { state: 'unhealthy' }), ...newer(1, 0.01), { ...first, share: 0.99 }];
  const trying = line({ moving: { release: 'rel_ALL', carries: [], migrating: false } });
  expect(nextStep(trying, pre, all, noon)).toBeNull();
  const going = line({ moving: { release: 'rel_ALL', carries: [], migrating: true } });
  expect(gives(nextStep(going, pre, all, noon), 'rel_ALL')).toBe(0.51);
});

it('what it gave beyond a batch while no old server answered goes back when one does', () => {
  const going = line({ moving: { release: 'rel_ALL', carries: [], migrating: true } });
  const batch = release(migrating({ batch: 1 }), {
    plan: byTraffic,
    carries: [],
    capacity: 1,
    hold,
  });
  const look = (home: readonly Server[], more: number, left: number) => [
    ...home,
    ...newer(1, more),
    { ...first, share: left },
  ];
  const ill = old(1, 0, { state: 'unhealthy' });
  const seen = [
    [0, 0, look(old(1, 0.7), 0.1, 0.2)],
    // The fleet shares out what is meant for the old one; the way back of the canary cannot wait.
    [1_000, 1, look(ill, 1 / 3, 2 / 3)],
    [2_000, 0, look(ill, 5 / 6, 1 / 6)],
    [3_000, 1, look(ill, 5 / 6, 1 / 6)],
    [4_000, 0, look(ill, 1, 0)],
    [5_000, 0, look(old(1, 0), 1, 0)],
  ] as const;
  const steps = looks(going, [batch, pre], seen);
  expect(steps.map((step) => gives(step, 'rel_ALL'))).toEqual([null, 0.83, null, 1, null, 0.25]);
  expect(shares(steps.at(-1)!)).toEqual([0.75, 0.25]);
});

it('where no old server is left the new ones that are well keep it all: canaries go along', () => {
  const some = { plan: byTraffic, carries: ['rel_PRE'], capacity: 2 };
  const going = release(migrating({ batch: 1 }), some);
  const [ill, well] = newer(2, 1);
  const alone = [{ ...ill!, state: 'unhealthy', share: 0 } as const, { ...well!, share: 1 }];
  const along = { ...first, share: 0 };
  expect(nextStep(moving, going, [...alone, along], noon)?.kind).not.toBe('steer');
  const step = nextStep(moving, going, [...old(1, 0), ...alone, along], noon);
  expect(shares(step)).toEqual([0.5, 0.5]);
});

it('a batch that was made smaller is taken back though a server does not answer', () => {
  const going = release(migrating({ batch: 1 }), { plan: byTraffic, carries: [] });
  const slower = withMove(going, { batches: [0.1, 0.175, 0.25, 1] });
  const [silent, ...rest] = newer(4, 0.25);
  const all = [...old(4, 0.75), ...hushed([silent!]), ...rest];
  expect(shares(nextStep(moving, slower, all, noon))).toEqual([0.83, 0.17]);
});
