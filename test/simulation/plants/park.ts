import { coreParkPlants } from '../core/plants/park.ts';
import { alsoWhole, type Plant } from '../plant.ts';

const again = alsoWhole(coreParkPlants);

/** The same promises of spares and bare servers where answers are lost and calls come late. */
export const parkPlants: readonly Plant[] = [
  again('a spare is given to two releases', 19),
  again('users are let in before a server is configured', 1),
];
