import { cut, planting, type Plant } from '../../plant.ts';

const plant = planting('core', 'users');

/** How servers are ordered, filled and emptied. */
export const coreServersPlants: readonly Plant[] = [
  plant(
    'a hold lets users move on',
    1,
    cut(
      'release/servers/paused.ts',
      'return release.countdown !== null || release.hold !== null;',
      'return release.countdown !== null;',
    ),
  ),
  plant(
    'a batch moves everybody',
    3,
    cut('release/servers/move-users.ts', '(batchesOf(release)[batch] ?? 1)', '1'),
  ),
  plant(
    'a batch that people made smaller stays as large as it was',
    25,
    cut('release/migration/pace.ts', 'const parts = 2 ** halved;', 'const parts = 1;'),
  ),
  plant(
    'old servers are closed while new ones are missing',
    22,
    cut(
      'release/servers/move-users.ts',
      'if (ready(newServers) < release.capacity) ' +
        'return leanOn(newServers, oldServers) ?? grow(line, release, sides);',
      'if (ready(newServers) < 1) ' +
        'return leanOn(newServers, oldServers) ?? grow(line, release, sides);',
    ),
    cut(
      'release/servers/observed-release.ts',
      'return ready(newServers) >= capacity ?',
      'return ready(newServers) >= 1 ?',
    ),
    cut(
      'release/servers/observed-release.ts',
      'return (well && ready(open) >= release.capacity &&',
      'return (well && ready(open) >= 1 &&',
    ),
    cut('release/health/evidence.ts', "kind !== 'prerelease' ? capacity : 0", '0'),
  ),
  plant(
    'a number comes back under a spent token',
    43,
    cut(
      'release/servers/launch-orders.ts',
      'const base = first ? 0 : nextSlot(release, own);',
      'const base = first || own ? 0 : 1;',
    ),
  ),
];
