import { expect, it } from 'vitest';
import { prerelease } from '../../support/a-release.ts';
import { measured } from '../../support/events.ts';
import { given } from '../../support/given.ts';
import { minute, noon } from '../../support/noon.ts';
import { good, reading } from '../../support/readings.ts';
import { unmeasured } from '../../support/release-parts.ts';

it.each([60, 360])('calls people soon, where a query looks back %d minutes', (windowMin) => {
  const fairness = { windowMs: windowMin * minute, least: 20, warmUpMs: 0 };
  const bad = reading('failed orders', 500, { sample: 5_000, fairness });
  const looks = Array.from({ length: 9 }, (_, n) => noon + (n * minute) / 2);
  const { release } = looks.reduce(
    (now, at) =>
      given({
        ...now.release,
        seen: {
          at,
          newServers: { servers: 1, ready: 1, users: 100 },
          oldServers: { servers: 4, ready: 4, users: 6_000 },
        },
      }).after(measured(at, [...good.slice(0, 2), bad])),
    given(prerelease({ kind: 'soaking', since: noon - 30 * minute }, { watch: unmeasured })),
  );
  expect(release.watch.verdict?.kind).toBe('unhealthy');
  expect(release.countdown).toMatchObject({ since: noon + 3 * minute });
});
