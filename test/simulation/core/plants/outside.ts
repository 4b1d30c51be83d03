import { cut, planting, type Plant } from '../../plant.ts';

const plant = planting('core', 'users');
const parks = planting('core', 'park');

/** Fleets of which a part falls silent, that grow, that guard nobody, or that cut who stays. */
export const coreOutsidePlants: readonly Plant[] = [
  plant(
    'a server that may be anything stops no step',
    190,
    cut(
      'release/servers/forward.ts',
      'return isPaused(release) || isUnsure(sides);',
      'return isPaused(release);',
    ),
  ),
  plant(
    'a server that may be anything stops no phase',
    130,
    cut(
      'release/servers/observed-release.ts',
      "if (isUnsure(sides) && phase.kind !== 'announcing') return null;",
      '',
    ),
  ),
  plant(
    'more servers are started beside one that may be anything',
    1,
    cut('release/servers/launch-orders.ts', '!isUnsure(sides) &&', ''),
  ),
  plant(
    'a new server that does not answer holds up the way back of the others',
    6,
    cut(
      'release/servers/rollback-step.ts',
      'const { ways } = release.plan; const away',
      `const { ways } = release.plan;
      if (sides.newServers.some((server) => !isShown(server))) return null;
      const away`,
    ),
  ),
  plant(
    'an old server that does not answer holds up the way back to the others',
    2,
    cut(
      'release/servers/rollback-step.ts',
      'const { ways } = release.plan; const away',
      `const { ways } = release.plan;
      if (sides.oldServers.some((server) => !isShown(server))) return null;
      const away`,
    ),
  ),
  plant(
    'a fleet that grew while a release moved shrinks with it',
    22,
    cut('release/servers/capacity.ts', 'return open > release.capacity ?', 'return open < 0 ?'),
  ),
  plant(
    'what cannot be protected goes without its grace',
    55,
    cut(
      'release/state/servers.ts',
      'server.protected === null ? !server.admits && !hasUsers(server, ways) : !server.protected',
      '!server.protected',
    ),
  ),
  plant(
    'a plan closes servers for longer than their users last there',
    24,
    cut(
      'release/start/too-long-closed.ts',
      'closedMs === null || lasts <= closedMs',
      'closedMs === null || plan.watchMs <= closedMs',
    ),
  ),
  plant(
    'nobody counts how long postponements keep servers closed',
    27,
    cut('release/start/too-long-closed.ts', '+ watchMs + postponesMax * postponeMs', '+ watchMs'),
    cut(
      'release/start/too-long-closed.ts',
      'watchMs, postponeMs, postponesMax, ways } = plan;',
      'watchMs, ways } = plan;',
    ),
  ),
  parks(
    'a list is longer than what fits one call',
    13,
    cut('release/servers/portion.ts', 'all.length <= atOnce ?', 'all.length <= 1_000 ?'),
  ),
  parks(
    'an order is larger than what fits one call',
    13,
    cut(
      'release/servers/launch-orders.ts',
      '...stretches(spares.length, n, atOnce)]',
      '...stretches(spares.length, n, 1_000)]',
    ),
  ),
];
