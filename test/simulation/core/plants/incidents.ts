import { cut, planting, type Plant } from '../../plant.ts';

const plant = planting('core', 'users');

/** What is over at the pager as soon as it is over. */
export const coreIncidentsPlants: readonly Plant[] = [
  plant(
    'an incident of what is stuck stays open',
    1,
    cut(
      'release/paging/incidents.ts',
      "return goesBack ? !watch.undecidedTold : phase.kind !== 'stuck';",
      'return false;',
    ),
  ),
  plant(
    'an incident of what nobody could judge stays open',
    1,
    cut(
      'release/paging/incidents.ts',
      'return goesBack || !watch.undecidedTold || isTakenOver(line, release);',
      'return goesBack;',
    ),
  ),
  plant(
    'people are called once for all times that nobody can tell',
    2,
    cut(
      'release/health/watched.ts',
      'undecidedTold: !good && watch.undecidedTold,',
      'undecidedTold: watch.undecidedTold,',
    ),
  ),
  plant(
    'not knowing at the end of a postponement buys time',
    254,
    cut(
      'release/paging/countdown.ts',
      "fresh && watch.verdict?.kind === 'healthy'",
      "fresh && watch.verdict?.kind !== 'unhealthy'",
    ),
  ),
];
