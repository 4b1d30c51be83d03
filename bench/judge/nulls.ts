import { sound } from './kinds.ts';
import { chanceOf, type Chance } from './random.ts';
import { liveSoak, rulerOf } from './soaks.ts';
import { type World, worldOf } from './world.ts';

type Noise = (world: World, chance: Chance) => World;

/** Calm but for one thing each: so that what raises alarms can be told apart. */
const noises: Readonly<Record<string, Noise>> = {
  calm: (world) => world,
  'few requests': (world) => ({ ...world, perMinute: 8 }),
  'many requests': (world) => ({ ...world, perMinute: 2_500 }),
  'four old servers': (world) => ({
    ...world,
    servers: 4,
    luck: world.luck.slice(0, 5),
    shares: world.shares.slice(0, 5),
  }),
  'time of day': (world) => ({ ...world, day: { traffic: 0.6, errors: 0.4, phase: 900 } }),
  'errors in bunches': (world) => ({ ...world, noise: { errors: 1, time: 0.03 } }),
  'servers differ': (world, { normal }) => ({
    ...world,
    luck: world.luck.map(() => ({ errors: Math.exp(0.15 * normal()), time: 0.02 * normal() })),
  }),
  'bursts on all': (world) => ({ ...world, bursts: { ...world.bursts, all: 1 } }),
  'bursts of a client': (world) => ({ ...world, bursts: { ...world.bursts, client: 0.04 } }),
  'cold servers': (world) => ({
    ...world,
    warmUp: Math.log(2),
    bursts: { ...world.bursts, restarts: 0.05 },
  }),
  'late and silent': (world) => ({ ...world, late: 0.05, silences: 4 }),
};

/** The names of all nulls; in the last, everything happens together. */
export const nullNames: readonly string[] = [...Object.keys(noises), 'all of it'];

/** Whether Davy ever called people in a soak without a fault, and whether it ever rolled back. */
export type NullLived = {
  readonly name: string;
  readonly paged: boolean;
  readonly back: boolean;
};

/** Lives one soak in which nothing is wrong. */
export function liveNull(number: number, firstSeed: number): NullLived {
  const name = nullNames[number % nullNames.length] ?? '';
  const seed = firstSeed + 3 + number * 7_919;
  const chance = chanceOf(seed);
  const noise = noises[name];
  const world = noise ? noise(worldOf(chance, { calm: true }), chance) : worldOf(chance, {});
  const { davy } = liveSoak(world, seed, sound, rulerOf(world, seed), []);
  return { name, paged: davy.pagedAt !== null, back: davy.backAt !== null };
}
