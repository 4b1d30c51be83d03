import { cut, planting, type Plant } from '../../plant.ts';

const plant = planting('core', 'singles');

/** Fleets that have jobs which must never run twice. */
export const coreSinglesPlants: readonly Plant[] = [
  plant(
    'a single is started before its place said that it stopped',
    1,
    cut(
      'release/servers/swap.ts',
      "if (state === 'stopped') return",
      'if (/^stop/.test(state)) return',
    ),
  ),
  plant(
    'a place that does not answer counts as stopped',
    3,
    cut(
      'release/servers/swap.ts',
      "if (state === 'stopped') return",
      'if (/^(stopped|unknown)/.test(state)) return',
    ),
  ),
  plant(
    'a rollback forgets the singles',
    3,
    cut('release/state/outcome.ts', '...(swapped.length > 0 ?', '...(swapped.length > 99 ?'),
  ),
  plant(
    'a rollback is over before its singles are home',
    9,
    cut('release/servers/observed-rollback.ts', '&& awayOf(release, phase).length === 0', ''),
    cut(
      'release/servers/rollback-step.ts',
      'swap !== null || isSwappingBack(release, phase, at);',
      'swap !== null;',
    ),
  ),
  plant(
    'a rollback starts the new build again',
    3,
    cut('release/servers/swap-back.ts', 'towards(one, target)', 'towards(one, release.build)'),
  ),
  plant(
    'a pre-release swaps singles',
    1,
    cut('release/servers/singles.ts', "if (kind === 'prerelease') return singles;", ''),
    cut(
      'release/servers/next-step.ts',
      "import { trafficStep } from './traffic-step.ts';",
      "import { trafficStep } from './traffic-step.ts'; import { towards } from './swap.ts'; " +
        "import { works } from './singles.ts';",
    ),
    cut(
      'release/servers/next-step.ts',
      'if (line.moving?.migrating) return close(newServers);',
      'const left = release.singles.find((one) => !works(one, release.build)); ' +
        'if (left) return towards(left, release.build);',
    ),
  ),
  plant(
    'old servers go before the singles have changed over',
    1,
    cut(
      'release/health/measured.ts',
      'return ways.singles.length > 0 ?',
      'return ways.singles.length > 99 ?',
    ),
    cut('release/servers/forward.ts', '!areSwapped(release) ||', ''),
    cut('release/servers/observed-release.ts', '|| !areSwapped(release)', ''),
  ),
  plant(
    'nobody is called for a single that is down',
    55,
    cut(
      'release/servers/lateness.ts',
      'return because && giveUp(line, undone, at, because);',
      'return because && at < 0 ? giveUp(line, undone, at, because) : null;',
    ),
  ),
  plant(
    'all singles are taken at once',
    16,
    cut(
      'release/servers/swap.ts',
      'const next = release.singles.find((one) => !works(one, release.build)); ' +
        'return next && mayBegin',
      'const next = release.singles.find((one) => !works(one, release.build) && !one.begun); ' +
        'return next && mayBegin',
    ),
    cut(
      'release/servers/swap.ts',
      'if (singles.some((one) => one.begun && one !== next && ' +
        "one.state !== 'running')) return false;",
      '',
    ),
  ),
  plant(
    'a single is taken without fresh health',
    15,
    cut(
      'release/servers/swap.ts',
      "return kind === 'return' || (watch.verdict?.kind === 'healthy' && isFreshly);",
      "return kind === 'return' || isFreshly || at > 0;",
    ),
  ),
  plant(
    'a single is stopped under a hold',
    9,
    cut(
      'release/servers/swap.ts',
      'isHealthy(release, at) && !waits(release, sides);',
      'isHealthy(release, at);',
    ),
  ),
  plant(
    'a single is swapped under a page',
    257,
    cut(
      'release/servers/swap.ts',
      "if (phase.kind !== 'swapping' || countdown)",
      "if (phase.kind !== 'swapping')",
    ),
  ),
];
