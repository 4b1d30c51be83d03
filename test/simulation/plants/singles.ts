import { coreSinglesPlants } from '../core/plants/singles.ts';
import { alsoWhole, cut, planting, type Plant } from '../plant.ts';

const plant = planting('whole', 'singles');
const again = alsoWhole(coreSinglesPlants);

/** Singles where answers are lost and orders arrive late, or once more. */
export const singlesPlants: readonly Plant[] = [
  plant(
    'a host takes an order of an older turn or fence',
    11,
    cut(
      '../test/simulation/single-places.ts',
      'if (isOlder) refuse(',
      'if (isOlder && fence < 0) refuse(',
    ),
  ),
  again('a single is started before its place said that it stopped', 1),
  again('a place that does not answer counts as stopped', 128),
  again('a rollback forgets the singles', 16),
  again('a rollback is over before its singles are home', 16),
  again('a rollback starts the new build again', 44),
  again('old servers go before the singles have changed over', 1),
  again('nobody is called for a single that is down', 2744),
];
