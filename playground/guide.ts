import type { Build } from './repository/create.ts';
import type { GuideStep } from './slack/guide-step.ts';

/**
 * What somebody does first who has never seen Davy: a good build, because what is learned first is
 * not errors, and then one that breaks. One thing at a time, each with the message it is done at.
 */
export function guideTo(service: string, builds: readonly Build[]): readonly GuideStep[] {
  const good = builds.find(({ behaviour }) => behaviour === 'healthy') ?? builds[0];
  const bad = builds.find(({ behaviour }) => behaviour === 'throws');
  if (!good) return [];
  const name = `${service} ${good.version}`;
  return [
    {
      text: `Press here: Start Pre-Release under "${name} is ready to pre-release".`,
      show: name,
      done: [`Pre-releasing ${name}`, `Pre-released ${name}`],
    },
    {
      text: 'Open its thread: one server, a few users, and what Sentry and Prometheus say of them.',
      show: name,
      done: [`Soak of ${name} passed`],
    },
    {
      text:
        'When it has soaked, become Ana R. (the name at the bottom of the left side; on a phone ' +
        'behind the arrow) and press Approve Release in the thread.',
      show: name,
      done: [`${name} is approved`, `${name} is releasing`],
    },
    {
      text:
        'Become Priya N. again. The release starts by itself once it is approved: watch two ' +
        'curves cross in the thread, the old version empties, the new one fills. Press Hold ' +
        'Here, then Resume.',
      show: name,
      done: [`${name} is live`],
    },
    ...(bad
      ? [
          {
            text:
              `Now break it: start ${bad.version} the same way. It throws. You are called, and ` +
              'have a minute to press Postpone; if nobody does, users go back by themselves.',
            show: `${service} ${bad.version}`,
          },
        ]
      : []),
  ];
}
