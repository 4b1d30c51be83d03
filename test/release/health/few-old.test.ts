import { expect, it } from 'vitest';
import { prerelease } from '../../support/a-release.ts';
import { measured } from '../../support/events.ts';
import { signalText } from '../../../src/texts/en/signal.ts';
import { given } from '../../support/given.ts';
import { minute, noon } from '../../support/noon.ts';
import { unmeasured } from '../../support/release-parts.ts';
import { reading } from '../../support/readings.ts';

const failing = (value: number, baseline: number) =>
  reading('failed requests', value, {
    baseline,
    limit: { kind: 'worse-by', share: 1, floor: 1 },
  });
const seen = (at: number, users: number, oldUsers: number) => ({
  at,
  newServers: { servers: 4, ready: 4, users },
  oldServers: { servers: 4, ready: 4, users: oldUsers },
});

/** The last verdict of looks at a build that fails as often as the old one always did. */
function lastOf(looks: readonly { oldUsers: number; value: number; baseline: number }[]) {
  return looks.reduce(
    (now, { oldUsers, value, baseline }, n) => {
      const at = noon + n * minute;
      return given({ ...now.release, seen: seen(at, 1_000, oldUsers) }).after(
        measured(at, [failing(value, baseline)]),
      );
    },
    given(prerelease({ kind: 'soaking', since: noon }, { watch: unmeasured })),
  ).release.watch;
}

it('excuses by what many on the old servers showed once next to nobody is left there', () => {
  const many = { oldUsers: 6_000, value: 10, baseline: 10 };
  const few = { oldUsers: 3, value: 10, baseline: 0 };
  expect(lastOf([many, few, few]).verdict?.kind).toBe('healthy');
  expect(lastOf([many, few, { ...few, value: 25 }]).verdict?.kind).toBe('unhealthy');
});

it('says of what nobody shows any more that it was before', () => {
  const many = { oldUsers: 6_000, value: 10, baseline: 10 };
  const nobody = { oldUsers: 0, value: 10, baseline: 0 };
  const says = (looks: Parameters<typeof lastOf>[0]) =>
    lastOf(looks).verdict?.reasons.map(signalText).join('; ');
  expect(says([many])).toContain('10 on the old servers');
  expect(says([many, nobody])).toContain('10 before users moved');
  expect(says([nobody])).toContain('0 before users moved');
  expect(says([many, { ...nobody, oldUsers: 3, baseline: 12 }])).toContain('12 on the old');
});

it('remembers nothing of what the last few on the old servers showed', () => {
  const many = { oldUsers: 6_000, value: 1, baseline: 0.1 };
  const unlucky = { oldUsers: 3, value: 1, baseline: 50 };
  const watch = lastOf([many, unlucky, { ...unlucky, value: 60, baseline: 0 }]);
  expect(watch.baselines).toMatchObject([{ signal: 'failed requests', baseline: 0.1 }]);
  expect(watch.verdict?.kind).toBe('unhealthy');
});
