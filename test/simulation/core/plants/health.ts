import { cut, planting, type Plant } from '../../plant.ts';

const plant = planting('core', 'users');

/** What counts as healthy, and what time watched proves. */
export const coreHealthPlants: readonly Plant[] = [
  plant(
    'the watch between batches is skipped',
    1,
    cut('release/health/measured.ts', 'watchedMs < betweenOf(release) || stays', 'stays'),
  ),
  plant(
    'a batch goes on without fresh health',
    73,
    cut(
      'release/health/measured.ts',
      "isPaused(release) || !(release.kind === 'return' || isWell)",
      'isPaused(release)',
    ),
  ),
  plant(
    'unwatched time counts as soaked',
    1,
    cut('release/health/soak-credit.ts', '2 * plan.lookEveryMs,', '2_000 * plan.lookEveryMs,'),
  ),
  plant(
    'a source that is away counts as healthy',
    1,
    cut('release/health/judge.ts', "reasons.every((reason) => reason.says === 'pass')", 'true'),
  ),
  plant(
    'old servers as ill as the new ones call nobody for long',
    2,
    cut(
      'release/health/health-page.ts',
      'if (!bothBad && at - watch.undecidedSince < undecidedPageMs)',
      'if (at - watch.undecidedSince < undecidedPageMs)',
    ),
  ),
  plant(
    'what is as ill on old servers speaks against a build',
    2,
    cut('release/health/judge.ts', "says: isOldToo ? 'both-bad' : 'fail'", "says: 'fail'"),
  ),
  plant(
    'what is as ill on old servers speaks for a build',
    2,
    cut('release/health/judge.ts', "isOldToo ? 'both-bad' : 'fail'", "isOldToo ? 'pass' : 'fail'"),
  ),
];
