import { cut, planting, type Plant } from '../plant.ts';

const plant = planting('whole', 'users');

/** Whether people who are called are reached, and in time. */
export const pagingPlants: readonly Plant[] = [
  plant(
    'a page that nobody answers is forgotten',
    103,
    cut('release/time-passed.ts', '...(call === null ? [] : [call]),', ''),
  ),
  plant(
    'a page that the pager took counts as answered',
    25,
    cut(
      'release/paging/escalation.ts',
      'againAt: null, ended: null }',
      "againAt: null, ended: { kind: 'over', at } }",
    ),
  ),
  plant(
    'a hold keeps a countdown from ending',
    1,
    cut(
      'release/time-passed.ts',
      'if (ended) return ended;',
      'if (ended && !release.hold) return ended;',
    ),
  ),
];
