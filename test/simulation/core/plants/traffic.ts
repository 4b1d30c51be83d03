import { cut, planting, type Plant } from '../../plant.ts';

const plant = planting('core', 'traffic');

/** Fleets whose traffic is steered. */
export const coreTrafficPlants: readonly Plant[] = [
  plant(
    'a batch of traffic gets everybody',
    3,
    cut(
      'release/servers/shares.ts',
      'return givable(batches[phase.batch] ?? 1, ways);',
      'return 1;',
    ),
  ),
  plant(
    'old servers close while they still get traffic',
    3,
    cut(
      'release/servers/traffic-step.ts',
      'steer({ mine: newServers, share, rest, kept: [], none }) ?? (share < 1',
      'close(oldServers) ?? (share < 1',
    ),
  ),
  plant(
    'the way back gives old servers more than they can carry',
    691,
    cut('release/servers/steer-back.ts', 'Math.max(0, 1 - (shareOn(kept) ?? 0) - able)', '0'),
  ),
  plant(
    'a split makes up what another canary has',
    3,
    cut('release/servers/shares.ts', 'const left = 1 - keeps - own;', 'const left = 1 - own;'),
  ),
  plant(
    'a hold lets traffic move on',
    15,
    cut(
      'release/servers/traffic-step.ts',
      'if (waits(release, sides)) return null; const { newServers, oldServers } = sides;',
      'const { newServers, oldServers } = sides;',
    ),
  ),
  plant(
    'a way back takes all traffic at once',
    31,
    cut('release/servers/rollback-step.ts', 'const widthMax = 0.5;', 'const widthMax = 1;'),
  ),
];
