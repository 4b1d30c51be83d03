import { cut, planting, type Plant } from '../../plant.ts';

const plant = planting('core', 'users');

/** What a rollback does, and what it leaves behind. */
export const coreRollbackPlants: readonly Plant[] = [
  plant(
    'a rolled-back build is not blocked',
    1,
    cut(
      'release/state/outcome.ts',
      "end === 'rolled-back' || end === 'declined'",
      "end === 'declined'",
    ),
  ),
  plant(
    'a rollback does not protect first',
    34,
    cut('release/servers/rollback-step.ts', 'bare.length > 0 ?', 'bare.length > 99 ?'),
  ),
  plant(
    'a rollback leaves the line open',
    1,
    cut('release/state/outcome.ts', "lock: end === 'rolled-back' ?", "lock: end === 'declined' ?"),
  ),
  plant(
    'a rollback destroys before users are home',
    3,
    cut(
      'release/servers/rollback-step.ts',
      'seen.newServers.some((server) => isServing(server, ways)) || ' +
        'areLost(line, release, sides, servers)',
      'false',
    ),
    cut(
      'release/servers/rollback-step.ts',
      'if (newServers.some((server) => hasUsers(server, release.plan.ways))) return null;',
      '',
    ),
  ),
  plant(
    'a rollback takes all users at once',
    6,
    cut('release/servers/rollback-step.ts', 'Math.max(1, Math.ceil(users * widthMax))', 'users'),
  ),
  plant(
    'a rollback brings more users than old servers can carry',
    43,
    cut(
      'release/servers/rollback-step.ts',
      'Math.min(1, able(release, oldServers) / release.capacity)',
      '1',
    ),
  ),
];
