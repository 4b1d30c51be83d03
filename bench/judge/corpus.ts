import { damageOf } from './damage.ts';
import { isBeyond, kinds, sound } from './kinds.ts';
import { mannWhitney } from './mann-whitney.ts';
import { plainSprt } from './plain-sprt.ts';
import { chanceOf } from './random.ts';
import { type Judged, liveSoak, rulerOf } from './soaks.ts';
import { thresholds } from './thresholds.ts';
import { worldOf } from './world.ts';

/** Whoever judges beside Davy, in this order. */
export const peers = {
  thresholds,
  'Mann-Whitney': mannWhitney,
  'plain SPRT': plainSprt,
} as const;

/** One soak of the corpus with all that became of it: values only, workers hand it on. */
export type Lived = {
  readonly seed: number;
  readonly kind: string;
  readonly beyond: boolean;
  readonly perMinute: number;
  readonly from: number;
  readonly davy: Judged;
  readonly peers: readonly Judged[];
};

/** Which soaks: healthy, bad, or bad ones whose data is damaged. */
export type Which = 'healthy' | 'bad' | 'damaged';

/** Seeds of proof: no rule of the judge was ever chosen by what happens in them. */
export const proofSeeds = 800_000_000;

/** Lives one soak of the corpus; the same number is always the same soak. */
export function liveOne(which: Which, number: number, firstSeed = proofSeeds): Lived {
  const seed = firstSeed + number * 7_919 + which.length * 13;
  const chance = chanceOf(seed);
  const world = worldOf(chance, {});
  const names = Object.keys(kinds);
  const kind = which === 'healthy' ? which : (names[number % names.length] ?? '');
  const fault = kinds[kind]?.(chance) ?? sound;
  const others = which === 'damaged' ? [] : Object.values(peers).map((peer) => peer());
  const hurt = which === 'damaged' ? damageOf(chance) : undefined;
  const lived = liveSoak(world, seed, fault, rulerOf(world, seed), others, hurt);
  const beyond = which !== 'healthy' && isBeyond(kind, world);
  return { seed, kind, beyond, perMinute: world.perMinute, from: fault.from, ...lived };
}
