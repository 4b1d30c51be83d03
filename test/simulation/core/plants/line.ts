import { cut, planting, type Plant } from '../../plant.ts';

const plant = planting('core', 'users');

/** When a line lets a release start. */
export const coreLinePlants: readonly Plant[] = [
  plant(
    'a freeze ends before its time',
    33,
    cut('release/line/freeze.ts', 'by === null && at < frozen.until', 'by === null && at < 0'),
    cut(
      'release/line/freeze.ts',
      'freeze: { since: at, until, reason',
      'freeze: { since: at, until: at + 5_000, reason',
    ),
  ),
  plant(
    'a locked line starts a release',
    2,
    cut('release/start/may-go-out.ts', 'if (lock) return', 'if (lock && at < 0) return'),
  ),
  plant(
    'a frozen line starts a release',
    2,
    cut(
      'release/start/may-go-out.ts',
      'if (freeze && freeze.until > at)',
      'if (freeze && freeze.until < at)',
    ),
  ),
  plant(
    'everybody can go back to what a way back left',
    7,
    cut('release/servers/observed-release.ts', "target && release.kind !== 'return' ?", 'target ?'),
  ),
];
