import { cut, planting, type Plant } from '../plant.ts';

const plant = planting('whole', 'users');

/** What is written to tickets. */
export const ticketsPlants: readonly Plant[] = [
  plant(
    'a comment is written without looking for it',
    793,
    cut(
      'engine/tickets/steps.ts',
      "  if (await round.port.hasComment(key, markerOf(work))) return { kind: 'done' };\n",
      '',
    ),
  ),
];
