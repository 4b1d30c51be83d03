import type { Plant } from '../plant.ts';

/** One that only fleets show that have jobs which must never run twice. */
function alone(name: string, near: number, ...cuts: Plant['cuts']): Plant {
  return { name, tier: 'core', ways: 'singles', near, cuts };
}

function cut(file: string, find: string, put: string): Plant['cuts'][number] {
  return { file: `release/${file}`, find, put };
}

const swap = 'servers/swap.ts';

/** What was promised of singles, each promise broken once. */
export const singlesPlants: readonly Plant[] = [
  alone(
    'a single is started before its place said that it stopped',
    1,
    cut(swap, "if (state === 'stopped') return", 'if (/^stop/.test(state)) return'),
  ),
  alone(
    'a place that does not answer counts as stopped',
    18,
    cut(swap, "if (state === 'stopped') return", 'if (/^(stopped|unknown)/.test(state)) return'),
  ),
  alone(
    'a rollback forgets the singles',
    17,
    cut('state/outcome.ts', '...(swapped.length > 0 ?', '...(swapped.length > 99 ?'),
  ),
  alone(
    'a rollback is over before its singles are home',
    17,
    cut('servers/observed-rollback.ts', '&& awayOf(release, phase).length === 0', ''),
    cut(
      'servers/rollback-step.ts',
      'swap !== null || isSwappingBack(release, phase, at);',
      'swap !== null;',
    ),
  ),
  alone(
    'a rollback starts the new build again',
    17,
    cut('servers/swap-back.ts', 'towards(one, target)', 'towards(one, release.build)'),
  ),
  alone(
    'a pre-release swaps singles',
    1,
    cut('servers/singles.ts', "if (kind === 'prerelease') return singles;", ''),
    cut(
      'servers/next-step.ts',
      "import { trafficStep } from './traffic-step.ts';",
      "import { trafficStep } from './traffic-step.ts'; import { towards } from './swap.ts'; " +
        "import { works } from './singles.ts';",
    ),
    cut(
      'servers/next-step.ts',
      'if (line.moving?.migrating) return close(newServers);',
      'const left = release.singles.find((one) => !works(one, release.build)); ' +
        'if (left) return towards(left, release.build);',
    ),
  ),
  alone(
    'old servers go before the singles have changed over',
    1,
    cut(
      'health/measured.ts',
      'return ways.singles.length > 0 ?',
      'return ways.singles.length > 99 ?',
    ),
    cut('servers/forward.ts', '!areSwapped(release) ||', ''),
    cut('servers/observed-release.ts', '|| !areSwapped(release)', ''),
  ),
  alone(
    'nobody is called for a single that is down',
    11,
    cut(
      'servers/lateness.ts',
      'return because && giveUp(line, undone, at, because);',
      'return because && at < 0 ? giveUp(line, undone, at, because) : null;',
    ),
  ),
  alone(
    'all singles are taken at once',
    11,
    cut(
      swap,
      'const next = release.singles.find((one) => !works(one, release.build)); ' +
        'return next && mayBegin',
      'const next = release.singles.find((one) => !works(one, release.build) && !one.begun); ' +
        'return next && mayBegin',
    ),
    cut(
      swap,
      'if (singles.some((one) => one.begun && one !== next && ' +
        "one.state !== 'running')) return false;",
      '',
    ),
  ),
  alone(
    'a single is taken without fresh health',
    120,
    cut(swap, "(isHealthy || kind === 'return') &&", '(isHealthy || at > 0) &&'),
  ),
  alone(
    'a single is stopped under a hold',
    12,
    cut(swap, 'const mayStop = !waits(release, sides) && ready', 'const mayStop = ready'),
  ),
  alone(
    'a single is swapped under a page',
    232,
    cut(swap, "if (phase.kind !== 'swapping' || countdown)", "if (phase.kind !== 'swapping')"),
  ),
];
