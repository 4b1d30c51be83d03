import { cut, planting, type Plant } from '../plant.ts';

const plant = planting('whole', 'traffic');

/** Shares of traffic that are ordered, lost and read back. */
export const trafficPlants: readonly Plant[] = [
  plant(
    'shares of traffic do not add up',
    1,
    cut(
      'engine/world/perform.ts',
      'return fleet.steer(order, step.shares);',
      `return fleet.steer(
        order,
        step.shares.map((one) => ({ ...one, share: one.share * 0.9 })),
      );`,
    ),
  ),
  plant(
    'a batch counts before its share was read back',
    2,
    cut(
      'release/servers/observed-release.ts',
      'ready(newServers) >= capacity && isSteered(line, release, sides) && ' +
        'carriesStill(line, release, sides)',
      'ready(newServers) >= capacity',
    ),
  ),
  plant(
    'a canary takes what another has that a list leaves out',
    19,
    cut(
      'release/servers/shares.ts',
      'return all === 0 || (all !== null && all >= 1 - nearShare);',
      'return all !== 1e9;',
    ),
  ),
];
