import { cut, planting, type Plant } from '../../plant.ts';

const plant = planting('core', 'traffic');

/** Fleets whose traffic is steered. */
export const coreTrafficPlants: readonly Plant[] = [
  plant(
    'a batch of traffic gets everybody',
    1,
    cut(
      'release/servers/shares.ts',
      'const batch = givable(batches[phase.batch] ?? 1, ways);',
      'const batch = 1;',
    ),
  ),
  plant(
    'old servers close while they still get traffic',
    4,
    cut(
      'release/servers/traffic-step.ts',
      'steer(batch) ?? (batch.share < 1',
      'close(sides.oldServers) ?? (batch.share < 1',
    ),
  ),
  plant(
    'the way back gives old servers more than they can carry',
    80,
    cut(
      'release/servers/steer-back.ts',
      'Math.max(0, 1 - sumOf(kept) - ableOf(release, rest))',
      '0',
    ),
  ),
  plant(
    'a split makes up what another canary has',
    2,
    cut('release/servers/shares.ts', 'const left = 1 - keeps - own;', 'const left = 1 - own;'),
  ),
  plant(
    'a hold lets traffic move on',
    11,
    cut(
      'release/servers/traffic-step.ts',
      'if (waits(release, sides)) return null; const batch =',
      'const batch =',
    ),
  ),
  plant(
    'a way back takes all traffic at once',
    53,
    cut('release/servers/rollback-step.ts', 'const widthMax = 0.5;', 'const widthMax = 1;'),
  ),
  plant(
    'a batch counts before a look shows its share',
    1,
    cut(
      'release/servers/observed-release.ts',
      'isSteered(line, release, sides) && carriesStill(line, release, sides)',
      'carriesStill(line, release, sides)',
    ),
  ),
  plant(
    'a release is verified without its share',
    1,
    cut(
      'release/servers/observed-release.ts',
      '>= release.capacity && isSteered(line, release, sides);',
      '>= release.capacity;',
    ),
  ),
  plant(
    'a canary gets more than its plan says',
    1,
    cut(
      'release/servers/shares.ts',
      'plan.share === null ? part : plan.share * Math.min(1, mine / plan.servers);',
      'part;',
    ),
  ),
  plant(
    'shares are asked for that a fleet cannot give',
    5,
    cut(
      'release/servers/shares.ts',
      'Math.min(1, Math.max(least, Math.floor(share / least + 1e-9) * least))',
      'Math.min(1, share)',
    ),
  ),
  plant(
    'those that are left of the new servers keep all of the traffic',
    11,
    cut(
      'release/servers/take-back.ts',
      'ready(newServers) + unseen >= release.capacity',
      'ready(newServers) + unseen > 0',
    ),
  ),
  plant(
    'a way back takes all of the traffic at once where nobody can read shares',
    131,
    cut(
      'release/servers/steer-back.ts',
      'widthMax - Math.min(widthMax / 2, look.unknown)',
      '(look.isBlind ? 1 : widthMax) - Math.min(widthMax / 2, look.unknown)',
    ),
  ),
  plant(
    'a way back whose shares nobody can read forgets what was asked for',
    545,
    cut(
      'release/servers/known-split.ts',
      'entry?.asked?.share ?? entry?.read ?? 0',
      'entry?.read ?? 0',
    ),
  ),
  plant(
    'a batch is given on shares that nobody could read',
    16,
    cut(
      'release/servers/traffic-step.ts',
      "release.kind === 'return' || showsWhole(servers)",
      'true',
    ),
  ),
];
