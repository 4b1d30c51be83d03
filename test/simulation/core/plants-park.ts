import type { Plant } from '../plant.ts';

type Cut = Plant['cuts'][number];

/** A bug that only fleets show whose servers come up bare and that keep spares. */
function parked(name: string, near: number, ...cuts: readonly Cut[]): Plant {
  return { name, tier: 'core', ways: 'park', near, cuts };
}

function cut(file: string, find: string, put: string): Cut {
  return { file: `release/servers/${file}`, find, put };
}

/** Promises about bare servers, spares and what has no room, each broken once. */
export const parkPlants: readonly Plant[] = [
  parked(
    'a spare is given to two releases',
    4,
    cut('launch-orders.ts', '[release, ...others]', '[release]'),
  ),
  parked(
    'users are let in before a server is configured',
    2,
    cut(
      'step.ts',
      "server.state === 'ready' && !(server.joined && server.admits)",
      "['ready', 'bare'].includes(server.state) && !(server.joined && server.admits)",
    ),
    cut('forward.ts', 'return prepare(newServers, build) ?? admit', 'return admit'),
    cut('forward.ts', 'return prepare(sides.newServers, release.build) ?? launch', 'return launch'),
    cut(
      'observed-prerelease.ts',
      'return ready(newServers) >= plan.servers ?',
      'return newServers.length >= plan.servers ?',
    ),
  ),
  parked(
    'old servers that start again are configured for the new build',
    25,
    cut(
      'rollback-step.ts',
      'return target && prepare(again, target);',
      `
      return target && prepare(again, { ...target, version: newVersion });`,
    ),
    cut(
      'rollback-step.ts',
      'function prepareAgain({ id, target }: Release,',
      `
      function prepareAgain({ id, target, build: { version: newVersion } }: Release,`,
    ),
  ),
  parked(
    'a try that was refused is made again as the same',
    11,
    cut('launch-refused.ts', 'attempt: order.attempt + 1,', 'attempt: order.attempt,'),
  ),
  parked(
    'a spare that would not start is asked for again',
    1,
    cut('launch-refused.ts', 'unseen: order.unseen.filter((slot) => !dead.includes(slot)),', ''),
  ),
  parked(
    'nobody is called where there is no room',
    11,
    cut('launch-refused.ts', 'const triesMax = 5;', 'const triesMax = 50;'),
  ),
  parked(
    'a server that is ill is kept',
    1,
    cut('step.ts', "servers.filter(({ state }) => state === 'ready') : [];", 'servers : [];'),
  ),
  parked(
    'a hold lets servers be configured',
    51,
    cut('launch-orders.ts', '!isPaused(release) && !isUnsure(sides) &&', '!isUnsure(sides) &&'),
  ),
];

/** The same promises where answers are lost and calls come late. */
export const parkPlantsWhole: readonly Plant[] = [
  { ...planted('a spare is given to two releases'), near: 19 },
  { ...planted('users are let in before a server is configured'), near: 2 },
].map((plant) => ({ ...plant, name: `${plant.name}, in a whole history`, tier: 'whole' as const }));

function planted(name: string): Plant {
  const plant = parkPlants.find((one) => one.name === name);
  if (!plant) throw new Error(`nobody plants that ${name}`);
  return plant;
}
