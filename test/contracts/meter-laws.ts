import { expect } from 'vitest';
import type { Meter, WatchQuestion } from '../../src/ports/meter.ts';
import type { Reading } from '../../src/release/state/reading.ts';
import { judge } from '../../src/release/health/judge.ts';
import { failsFromOutside, type Laws, type PortWorld } from './contract.ts';
import { meterCountLaws } from './meter-laws-count.ts';

/** What a service shows of one build now; null where it shows nothing. */
export type Measured = { readonly latency: number | null; readonly reconnects: number | null };

/** What one server has counted since it began; what is left out it does not show. */
export type Serving = {
  readonly version: string;
  readonly server: string;
  readonly requests: number;
  readonly failed?: number;
  /** How many requests took no longer than so many seconds. */
  readonly within?: Readonly<Record<string, number>>;
  readonly endpoint?: string;
  readonly startedAt?: number;
  readonly memory?: number;
  /** When it was counted, real ms ago. */
  readonly agoMs?: number;
};

/**
 * A meter with one signal, `latency`, which may rise by a fifth against the old servers, and a
 * service that shows numbers.
 */
export type MeterWorld = PortWorld & {
  readonly meter: Meter;
  /** The same meter where nobody counts reconnects. */
  readonly uncounting: Meter;
  /** Resolves once the vendor has them. */
  readonly show: (version: string, measured: Measured) => Promise<void>;
  /** The same where errors, or servers, are told by what nobody writes. */
  readonly untold: { readonly errors: Meter; readonly servers: Meter };
  /** All that servers have counted; resolves once the vendor has it. */
  readonly serve: (servings: readonly Serving[]) => Promise<void>;
  readonly silence: (version: string) => Promise<void>;
};

const [version, oldVersion] = ['1.42.0', '1.41.0'];

/** What every meter keeps to. */
export const meterLaws: Laws<MeterWorld> = {
  ...meterCountLaws,

  'reads both builds, fresh, and what is worse is unhealthy': async (world) => {
    await bothShow(world, 0.25, 0.2);
    const reading = await readingOf(world);
    expect(reading).toMatchObject({ signal: 'latency', value: 0.25, baseline: 0.2, missing: null });
    expect(reading.ageMs).toBeLessThan(5_000);
    expect(judge([reading]).kind).toBe('unhealthy');
  },

  'reads what is as good as healthy': async (world) => {
    await bothShow(world, 0.2, 0.2);
    expect(judge([await readingOf(world)]).kind).toBe('healthy');
  },

  'has no value for what is not shown or no number, and says why': async (world) => {
    await world.show(oldVersion, { latency: 0.2, reconnects: null });
    for (const latency of [null, Number.NaN, Number.POSITIVE_INFINITY]) {
      await world.show(version, { latency, reconnects: null });
      await undecided(world);
    }
  },

  'compares with nothing where there is no old build, or it is silent': async (world) => {
    await bothShow(world, 0.2, 0.2);
    await undecided(world, { oldVersion: null });
    await undecided(world, { oldVersion: '1.0.0' });
  },

  'has no value once a build has fallen silent': async (world) => {
    await bothShow(world, 0.2, 0.2);
    await world.silence(version);
    await undecided(world);
  },

  'asks nothing about a version that could change the question': async (world) => {
    await bothShow(world, 0.2, 0.2);
    await undecided(world, { version: '1"} or vector(0) #' });
  },

  'counts how users came over, where somebody counts': async (world) => {
    for (const reconnects of [0, 40, 100]) await world.show(version, { latency: 0.2, reconnects });
    const until = Date.now();
    const about = { service: 'board', since: until - 20_000, until };
    const counted = await world.meter.reconnects({ ...about, version });
    expect(counted).toMatchObject({ missing: null, slow: null });
    expect(counted?.arrived).toBeGreaterThan(0);
    expect(Number.isInteger(counted?.arrived)).toBe(true);
    const unknown = await world.meter.reconnects({ ...about, version: '1.0.0' });
    expect(unknown).toMatchObject({ arrived: null, missing: said });
    expect(await world.uncounting.reconnects({ ...about, version })).toBeNull();
  },

  'fails from outside, and measures once it can': async (world) => {
    await bothShow(world, 0.25, 0.2);
    await failsFromOutside(world, () => world.meter.read(asked()));
    expect(await readingOf(world)).toMatchObject({ value: 0.25 });
  },
};

/** The source says why, in its own words. */
const said = { kind: 'words', text: expect.stringMatching(/./) as string };

async function bothShow(world: MeterWorld, mine: number, old: number): Promise<void> {
  await world.show(oldVersion, { latency: old, reconnects: null });
  await world.show(version, { latency: mine, reconnects: null });
}

async function undecided(world: MeterWorld, more: Partial<WatchQuestion> = {}): Promise<void> {
  const reading = await readingOf(world, more);
  expect(reading).toMatchObject({ missing: said });
  expect(judge([reading]).kind).toBe('undecided');
}

async function readingOf(
  { meter }: MeterWorld,
  more: Partial<WatchQuestion> = {},
): Promise<Reading> {
  const [reading, ...others] = await meter.read(asked(more));
  if (!reading || others.length > 0) throw new Error('one reading is expected');
  return reading;
}

function asked(more: Partial<WatchQuestion> = {}): WatchQuestion {
  const [since, until] = [Date.now() - 60_000, Date.now()];
  const sides = { version, oldVersion, users: 10, oldUsers: 90, exposure: null };
  return { service: 'board', ...sides, since, until, known: [], ...more };
}
