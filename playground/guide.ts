import type { Build } from './repository/create.ts';

/**
 * What somebody does first who has never seen Davy: a good build, because what is learned first is
 * not errors, and then one that breaks.
 */
export function guideTo(service: string, builds: readonly Build[]): readonly string[] {
  const good = builds.find(({ behaviour }) => behaviour === 'healthy') ?? builds[0];
  const bad = builds.find(({ behaviour }) => behaviour === 'throws');
  if (!good) return [];
  return [
    `Press here: Start Pre-Release under "${service} ${good.version} is ready to pre-release".`,
    'Open its thread: one server, a few users, and what Sentry and Prometheus say of them.',
    'When it has soaked, become Ana R. (the name at the bottom of the left side; on a phone ' +
      'behind the arrow) and press Approve Release.',
    'Become Priya N. again, press Start Release, and watch two curves cross: the old version ' +
      'empties, the new one fills. Press Hold Here, then Resume.',
    ...(bad
      ? [
          `Now break it: start ${bad.version} the same way. It throws. You are called, and have ` +
            'a minute to press Postpone; if nobody does, users go back by themselves.',
        ]
      : []),
  ];
}
