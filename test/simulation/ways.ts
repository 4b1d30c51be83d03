import type { Ways } from '../../src/release/state/ways.ts';
import type { Tier } from './pool.ts';

/** In which order a seed chooses among them; not all of them need be in the table yet. */
const wheel = [
  ...(['users', 'singles', 'park', 'traffic'] as const),
  ...(['mixed', 'singles', 'park', 'traffic'] as const),
] as const;

/** How the fleet of a history differs from others, by the name it is asked for. */
export type WayName = (typeof wheel)[number];

/** One kind of fleet: which tiers live it, and what its plans say. */
type Way = {
  readonly tiers: readonly Tier[];
  /** Told by the seed alone, so that dice fall as they did whatever is added here. */
  readonly ways: (seed: number) => Ways;
};

const rest = {
  prepares: false,
  empties: 'destroy',
  atOnce: 100,
  closedMs: null,
  singles: [],
} as const;
const leasts = [0.01, 0.05, 0.1] as const;

/** Every kind of fleet that histories live; a new one is added here and nowhere else. */
const table: { readonly [Name in WayName]?: Way } = {
  // Some fleets cut who is left on a closed server after a while.
  users: {
    tiers: ['core', 'whole'],
    ways: (seed) => ({
      moves: 'users',
      least: 0,
      ...rest,
      closedMs: one(Math.floor(seed / 8), [null, null, null, 6 * 60_000]),
    }),
  },
  park: {
    tiers: ['core', 'whole'],
    ways: (seed) => ({
      moves: 'users',
      least: 0,
      ...rest,
      prepares: true,
      empties: one(Math.floor(seed / 4), ['park', 'park', 'destroy'] as const),
      atOnce: one(Math.floor(seed / 12), [100, 2, 3]),
    }),
  },
  /** Users are moved by replicas of two versions of Davy. */
  mixed: {
    tiers: ['whole'],
    ways: () => ({ moves: 'users', least: 0, ...rest }),
  },
  // Every second of them steers traffic.
  singles: {
    tiers: ['core', 'whole'],
    ways: (seed) => ({
      ...(Math.floor(seed / 4) % 2 === 0
        ? { moves: 'users' as const, least: 0 }
        : { moves: 'traffic' as const, least: 0.05 }),
      ...rest,
      singles: ['cron', 'billing', 'email2fax'].slice(0, 1 + (Math.floor(seed / 8) % 3)),
    }),
  },
  traffic: {
    tiers: ['core', 'whole'],
    ways: (seed) => ({ moves: 'traffic', least: one(Math.floor(seed / 4), leasts), ...rest }),
  },
};

/** What the plans of a history say of its fleet. */
export function waysOf(name: WayName, seed: number): Ways {
  const way = table[name];
  if (!way) throw new Error(`no fleet of a history is ${name} yet`);
  return way.ways(seed);
}

/** The kinds a tier lives now. */
export function waysThere(tier: Tier): readonly WayName[] {
  const all = [...new Set(wheel)];
  return all.filter((name) => table[name]?.tiers.includes(tier) === true);
}

/**
 * The kinds that were asked for, `all` or some names with commas between: what is not there is
 * refused with what there is.
 */
export function waysAsked(tier: Tier, text: string): readonly WayName[] {
  const there = waysThere(tier);
  const names = text === 'all' ? there : text.split(',').map((name) => name.trim());
  const lost = names.filter((name) => !there.some((one) => one === name));
  if (lost.length > 0 || names.length === 0)
    throw new Error(`--ways ${text}: the ${tier} tier has ${there.join(', ')}, or all`);
  return there.filter((name) => names.includes(name));
}

/** Which of them a seed lives. Of all, each has its place, so that a new one moves no other. */
export function wayOf(tier: Tier, asked: readonly WayName[], seed: number): WayName {
  const there = waysThere(tier);
  const place = one(seed, asked.length === there.length ? wheel : asked);
  return there.includes(place) ? place : 'users';
}

function one<Value>(seed: number, values: readonly Value[]): Value {
  const value = values[seed % values.length];
  if (value === undefined) throw new Error('nothing to choose from');
  return value;
}
