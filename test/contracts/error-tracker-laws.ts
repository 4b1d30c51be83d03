import { expect } from 'vitest';
import type { ErrorTracker } from '../../src/ports/error-tracker.ts';
import type { WatchQuestion } from '../../src/ports/meter.ts';
import { judge } from '../../src/release/health/judge.ts';
import { failsFromOutside, type Laws, type PortWorld } from './contract.ts';

/** An error as it happens in a service; unsaid, it is a plain one, now, in production. */
export type Happening = {
  readonly version: string;
  readonly name: string;
  readonly times?: number;
  /** Who met it. */
  readonly user?: string;
  readonly level?: 'fatal' | 'error' | 'warning';
  readonly agoMs?: number;
  readonly environment?: string;
  /** The service's own files in its stack, the topmost first; null where it has no stack. */
  readonly files?: readonly string[] | null;
};

/**
 * A tracker that watches `board` in production and has heard of both builds, and a service in which
 * errors happen.
 */
export type ErrorTrackerWorld = PortWorld & {
  readonly tracker: ErrorTracker;
  readonly happen: (what: Happening) => Promise<void>;
};

const [version, oldVersion] = ['1.42.0', '1.41.0'];
const boom = { version, name: 'Boom' };

/** What every error tracker keeps to. */
export const errorTrackerLaws: Laws<ErrorTrackerWorld> = {
  'finds nothing wrong where nothing is wrong': async (world) => {
    expect(await looked(world)).toMatchObject({ verdict: 'healthy', issues: [] });
  },

  'tells a new error with its words, and how often it was met': async (world) => {
    await world.happen({ ...boom, times: 2 });
    const { verdict, issues } = await looked(world);
    expect(verdict).toBe('unhealthy');
    expect(issues).toMatchObject([{ what: 'new', level: 'error', count: 2 }]);
    expect(issues[0]?.title).toContain('Boom');
  },

  'blames no build for errors of another build, place, time or weight': async (world) => {
    await world.happen({ ...boom, version: oldVersion, name: 'Old' });
    await world.happen({ ...boom, version: '1.42.01', name: 'Longer' });
    await world.happen({ ...boom, environment: 'staging', name: 'Staging' });
    await world.happen({ ...boom, agoMs: 3_600_000, name: 'Early' });
    await world.happen({ ...boom, level: 'warning', name: 'Slow' });
    expect(await looked(world)).toMatchObject({ verdict: 'healthy', issues: [] });
  },

  'convicts nobody of an error that both sides meet as often': async (world) => {
    await world.happen(boom);
    await world.happen({ ...boom, version: oldVersion, times: 9 });
    expect((await looked(world)).verdict).not.toBe('unhealthy');
  },

  'counts different people, on either side, of these minutes alone': async (world) => {
    const theirs = { ...boom, version: oldVersion };
    await world.happen({ ...boom, user: 'u9', agoMs: 3_600_000 });
    await world.happen({ ...theirs, user: 'o4', agoMs: 3_600_000 });
    await world.happen({ ...boom, user: 'u8', environment: 'staging' });
    for (const user of ['o1', 'o2', 'o2', 'o3']) await world.happen({ ...theirs, user });
    for (const user of ['u1', 'u2']) await world.happen({ ...boom, user, times: 15 });
    await world.happen({ ...boom, name: 'Bang' });
    const { issues } = await looked(world);
    const of = (name: string) => issues.find(({ title }) => title.includes(name));
    expect(of('Boom')).toMatchObject({ users: 2, oldUsers: 3, old: 4 });
    expect(of('Bang')).toMatchObject({ users: 0, oldUsers: 0 });
  },

  'tells an old error that became much more frequent': async (world) => {
    const noise = { ...boom, name: 'Noise' };
    await world.happen({ ...noise, version: oldVersion, agoMs: 3_600_000 });
    await world.happen({ ...noise, version: oldVersion, times: 9 });
    await world.happen({ ...noise, times: 30 });
    expect((await looked(world)).verdict).toBe('unhealthy');
  },

  'sees that an error is fatal': async (world) => {
    await world.happen({ ...boom, level: 'fatal' });
    expect(await looked(world)).toMatchObject({ verdict: 'unhealthy', isFatal: true });
  },

  'does not count what somebody called known, and shows it': async (world) => {
    await world.happen(boom);
    const [issue] = (await looked(world)).issues;
    await world.happen({ ...boom, name: 'Bang' });
    const marked = [issue?.id ?? ''];
    const { verdict, issues } = await looked(world, { known: marked });
    expect(verdict).toBe('unhealthy');
    const known = issues.filter((one) => one.known === true);
    expect(issues).toHaveLength(2);
    expect(known.map(({ id }) => id)).toEqual(marked);
  },

  'takes no users, and users nobody counted, for no evidence': async (world) => {
    for (const users of [0, null]) {
      const { verdict, missing } = await looked(world, { users });
      expect(verdict).toBe('undecided');
      expect(missing.length).toBeGreaterThan(0);
    }
  },

  'takes the silence of a build that it never heard for no evidence, and names the build': async (
    world,
  ) => {
    const { verdict, missing } = await looked(world, { version: '1.43.0' });
    expect(verdict).toBe('undecided');
    expect(JSON.stringify(missing)).toContain('1.43.0');
  },

  'asks nothing about a version that could change the question': async (world) => {
    await world.happen(boom);
    const odd = { version: '1" OR release:*' };
    expect((await looked(world, odd)).verdict).toBe('undecided');
    expect((await world.tracker.trace(asked(odd), '1')).kind).toBe('untraced');
  },

  'tells where an error comes from, or why nobody can tell': async (world) => {
    const files = ['server/board/smooth.ts', 'server/socket.ts'];
    await world.happen({ ...boom, files });
    await world.happen({ ...boom, name: 'Bare', files: null });
    const { issues } = await looked(world);
    const traceOf = (name: string) => {
      const issue = issues.find(({ title }) => title.includes(name));
      return world.tracker.trace(asked(), issue?.id ?? '');
    };
    expect(await traceOf('Boom')).toMatchObject({
      kind: 'traced',
      frames: files.map((path) => ({ path })),
    });
    expect(await traceOf('Bare')).toMatchObject({
      kind: 'untraced',
      why: expect.stringMatching(/./) as string,
    });
  },

  'fails from outside, and answers once it can': async (world) => {
    await world.happen(boom);
    await failsFromOutside(world, () => world.tracker.read(asked()));
    await failsFromOutside(world, () => world.tracker.trace(asked(), '1'), ['broken', 'throttled']);
    expect((await looked(world)).verdict).toBe('unhealthy');
  },
};

function asked(more: Partial<WatchQuestion> = {}): WatchQuestion {
  const { users = 100, oldUsers = 900 } = more;
  const since = Date.now() - 300_000;
  const exposure = { since, users: users ?? 0, oldUsers: oldUsers ?? 0 };
  const until = Date.now() + 50;
  const sides = { version, oldVersion, users, oldUsers };
  return { service: 'board', ...sides, since, until, exposure, known: [], ...more };
}

async function looked({ tracker }: ErrorTrackerWorld, more: Partial<WatchQuestion> = {}) {
  const readings = await tracker.read(asked(more));
  const { kind, fatal } = judge([...readings]);
  return {
    verdict: kind,
    isFatal: fatal,
    issues: readings.flatMap(({ issues }) => issues),
    missing: readings.flatMap(({ missing }) => missing ?? []),
  };
}
