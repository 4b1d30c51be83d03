import { cut, planting, type Plant } from '../../plant.ts';

const plant = planting('core', 'users');

/** When people are called, and until when they may postpone. */
export const corePagingPlants: readonly Plant[] = [
  plant(
    'a postponement has no end',
    5,
    cut(
      'release/paging/countdown.ts',
      'if (countdown.postponements.length >= plan.postponesMax)',
      'if (countdown.postponements.length >= 99)',
    ),
  ),
  plant(
    'a countdown ends at the first good look',
    5,
    cut(
      'release/paging/countdown.ts',
      'watch.goodInARow >= calmLooks &&',
      'watch.goodInARow >= 1 &&',
    ),
    cut('release/paging/countdown.ts', 'at - watch.goodSince >= calmMs', 'at >= watch.goodSince'),
  ),
  plant(
    'a fatal error during a postponement is ignored',
    17,
    cut('release/paging/countdown.ts', 'if (verdict.fatal)', 'if (verdict.fatal && at < 0)'),
  ),
  plant(
    'twice as bad during a postponement is ignored',
    2,
    cut('release/paging/countdown.ts', '2 * last.badness', '2_000 * last.badness'),
  ),
  plant(
    'an incident is never resolved at the pager',
    1,
    cut(
      'release/paging/incidents.ts',
      'key: pageKey(release, about),',
      "key: pageKey(release, 'look'),",
    ),
  ),
  plant(
    'one bad look calls people',
    2,
    cut('release/health/health-page.ts', 'const badLooks = 2;', 'const badLooks = 1;'),
  ),
  plant(
    'bad looks call nobody but at the fifth',
    5,
    cut('release/health/health-page.ts', 'const badLooks = 2;', 'const badLooks = 5;'),
  ),
  plant(
    'a countdown forgets its end when it is postponed',
    20,
    cut('release/paging/countdown.ts', 'deadline: until,', 'deadline: until + plan.postponeMs,'),
  ),
  plant(
    'a deadline waits for the next look',
    2,
    cut('release/time-passed.ts', '...(countdown ? [countdown.deadline] : []),', ''),
  ),
];
