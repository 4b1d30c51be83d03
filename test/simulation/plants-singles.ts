import { singlesPlants } from './core/plants-singles.ts';
import type { Plant } from './plant.ts';

/**
 * What was promised of singles, in the core alone and where answers are lost and orders arrive
 * late, or once more.
 */
export const plantsOfSingles: readonly Plant[] = [
  ...singlesPlants,
  {
    name: 'a host takes an order of an older turn or fence',
    tier: 'whole',
    ways: 'singles',
    near: 11,
    cuts: [
      {
        file: '../test/simulation/single-places.ts',
        find: 'if (isOlder) refuse(',
        put: 'if (isOlder && fence < 0) refuse(',
      },
    ],
  },
  again('a single is started before its place said that it stopped', 2),
  again('a place that does not answer counts as stopped', 23),
  again('a rollback forgets the singles', 17),
  again('a rollback is over before its singles are home', 17),
  again('a rollback starts the new build again', 17),
  again('old servers go before the singles have changed over', 1),
  again('nobody is called for a single that is down', 20),
];

/** What histories of the core find, the whole bot's find too. */
function again(name: string, near: number): Plant {
  return { ...planted(name), name: `${name}, in a whole history`, tier: 'whole', near };
}

function planted(name: string): Plant {
  const plant = singlesPlants.find((one) => one.name === name);
  if (!plant) throw new Error(`nobody plants that ${name}`);
  return plant;
}
