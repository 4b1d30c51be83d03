import { cut, planting, type Plant } from '../../plant.ts';

const plant = planting('core', 'users');
const start = 'release/start/start-release.ts';
const waits = 'release/servers/observed-prerelease.ts';
const along = 'release/start/released-with.ts';

/** What may begin, and when: by itself, at its slot, with others, or after another went live. */
export const coreStartsPlants: readonly Plant[] = [
  plant(
    'a release starts without an image to go back to',
    56,
    cut(start, 'if (!event.targetFound) return', 'if (!event.targetFound && !line.live) return'),
  ),
  plant('nobody waits for the slot', 11, cut(start, 'isTooEarly(release, at)', 'false')),
  plant(
    'what is approved is left out at its slot',
    555,
    cut(
      start,
      'return isTooEarly(release, at) ?',
      'return isTooEarly(release, at) || release.plan.daily !== undefined ?',
    ),
  ),
  plant(
    'what was tried once starts again by itself',
    57,
    cut(
      start,
      'if (release.startAttempted) return refuse',
      'if (release.startAttempted && release.countdown) return refuse',
    ),
  ),
  plant(
    'what waited goes on under a freeze',
    128,
    cut(waits, 'line.lock || frozen || jobInTheWay(line)', 'line.lock || jobInTheWay(line)'),
  ),
  plant(
    'what waited goes on under a lock',
    2,
    cut(waits, 'line.lock || frozen || jobInTheWay(line)', 'frozen || jobInTheWay(line)'),
  ),
  plant(
    'a canary that is not there yet goes out with a release',
    63,
    cut(along, 'isOpen(other) && isAsked(other) &&', 'isOpen(other) &&'),
  ),
  plant(
    'what soaked beside another live build goes out',
    69,
    cut(
      along,
      "isAsked(release) ? ({ kind: 'soaking', since: at } as const) : release.phase;",
      'release.phase;',
    ),
  ),
  plant(
    'a release forgets whom it carried',
    3762,
    cut('release/servers/observed-release.ts', 'carried: release.carries,', 'carried: [],'),
  ),
  plant(
    'a canary that lacks what is live soaks on beside it',
    7,
    cut(along, 'if (!ancestry.contained)', 'if (!ancestry.contained && !isAsked(release))'),
  ),
  plant(
    'a canary that lacks what is live is left as it is',
    7,
    cut(
      along,
      'ancestry?.commit !== live.commit) return null;',
      'ancestry?.contained !== true) return null;',
    ),
  ),
];
