import { newRandom } from '../users/random.ts';
import type { Behaviour } from './behaviours.ts';

/** The version that serves when the playground opens, and those before it. */
export const past = ['1.40.1', '1.40.2', '1.41.0'] as const;

/** The versions still to be tried. */
const coming = ['1.42.0', '1.42.1', '1.43.0', '1.43.1', '1.44.0', '1.45.0'] as const;

/** Versions after them, whose faults only counts show. */
const later = ['1.46.0', '1.47.0'] as const;
const quiet: readonly Behaviour[] = ['one-endpoint', 'slow'];

const behaviours: readonly Behaviour[] = [
  'healthy',
  'noisy',
  'throws',
  'half-fleet',
  'never-healthy',
  'healthy',
];

/** One version and what it will do to its users. */
export type Planned = { readonly version: string; readonly behaviour: Behaviour };

/** Deals behaviours to versions: no name tells anything, only the seed does. */
export function plan(seed: number): readonly Planned[] {
  const random = newRandom(seed);
  return [...deal(coming, behaviours, random), ...deal(later, quiet, random)];
}

function deal(
  versions: readonly string[],
  among: readonly Behaviour[],
  random: () => number,
): readonly Planned[] {
  const dealt = among
    .map((behaviour) => ({ behaviour, place: random() }))
    .sort((a, b) => a.place - b.place);
  return versions.map((version, i) => ({ version, behaviour: dealt[i]?.behaviour ?? 'healthy' }));
}
