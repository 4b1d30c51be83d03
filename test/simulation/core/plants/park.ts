import { cut, planting, type Plant } from '../../plant.ts';

const plant = planting('core', 'park');

/** Fleets whose servers come up bare, and that keep spares. */
export const coreParkPlants: readonly Plant[] = [
  plant(
    'a spare is given to two releases',
    1,
    cut('release/servers/launch-orders.ts', '[release, ...others]', '[release]'),
  ),
  plant(
    'users are let in before a server is configured',
    2,
    cut(
      'release/servers/step.ts',
      "server.state === 'ready' && !(server.joined && server.admits)",
      "['ready', 'bare'].includes(server.state) && !(server.joined && server.admits)",
    ),
    cut('release/servers/forward.ts', 'return prepare(newServers, build) ?? admit', 'return admit'),
    cut(
      'release/servers/forward.ts',
      'return prepare(sides.newServers, release.build) ?? launch',
      'return launch',
    ),
    cut(
      'release/servers/observed-prerelease.ts',
      'return ready(newServers) >= plan.servers ?',
      'return newServers.length >= plan.servers ?',
    ),
  ),
  plant(
    'old servers that start again are configured for the new build',
    49,
    cut(
      'release/servers/rollback-step.ts',
      'return target && prepare(again, target);',
      `
      return target && prepare(again, { ...target, version: newVersion });`,
    ),
    cut(
      'release/servers/rollback-step.ts',
      'function prepareAgain({ kind, target }: Release,',
      `
      function prepareAgain({ kind, target, build: { version: newVersion } }: Release,`,
    ),
  ),
  plant(
    'a try that was refused is made again as the same',
    10,
    cut(
      'release/servers/launch-refused.ts',
      'attempt: order.attempt + 1,',
      'attempt: order.attempt,',
    ),
  ),
  plant(
    'a spare that would not start is asked for again',
    2,
    cut(
      'release/servers/launch-refused.ts',
      'unseen: order.unseen.filter((slot) => !dead.includes(slot)),',
      '',
    ),
  ),
  plant(
    'nobody is called where there is no room',
    16,
    cut('release/servers/launch-refused.ts', 'const triesMax = 5;', 'const triesMax = 50;'),
  ),
  plant(
    'a server that is ill is kept',
    4,
    cut(
      'release/servers/step.ts',
      "servers.filter(({ state }) => state === 'ready') : [];",
      'servers : [];',
    ),
  ),
  plant(
    'a hold lets servers be configured',
    5,
    cut(
      'release/servers/launch-orders.ts',
      '!isPaused(release) && !isUnsure(sides) &&',
      '!isUnsure(sides) &&',
    ),
  ),
];
