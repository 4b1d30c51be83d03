import { describe, expect, it } from 'vitest';
import { calmPaceAt, davyYml, paceAt } from '../../playground/davy/settings.ts';
import { guideTo } from '../../playground/guide.ts';
import { plan } from '../../playground/repository/versions.ts';
import { loadConfig } from '../../src/config/load.ts';
import { environmentOf } from '../../playground/davy/settings.ts';

const addresses = {
  slack: 'http://127.0.0.1:1',
  sentry: 'http://127.0.0.1:2',
  prometheus: 'http://127.0.0.1:3',
  pagerduty: 'http://127.0.0.1:4',
  jira: 'http://127.0.0.1:5',
  host: 'http://127.0.0.1:6',
  balancer: 'http://127.0.0.1:7',
  repository: '/tmp/board',
};
const dealt = (seed: number) =>
  plan(seed).map(({ version, behaviour }) => ({
    version,
    behaviour,
    commit: version,
    image: version,
    checks: { passed: 3, failed: 0 },
  }));

describe('the first five minutes', () => {
  it.each([1, 8, 60])('have a countdown of a real minute, at speed %i too', (speed) => {
    const pace = { ...paceAt(speed), ...calmPaceAt(speed) };
    const config = 'davy.yml';
    const environment = environmentOf(addresses, {
      port: 1,
      data: '/tmp/data',
      config,
      speed,
      epoch: 1,
      path: '',
      socket: false,
    });
    const loaded = loadConfig(environment, () => davyYml(addresses, pace));
    if (loaded.kind === 'faulty') throw new Error(loaded.faults.join('; '));
    const rollback = loaded.config.services['board']?.rollback;
    expect((rollback?.countdown ?? 0) / speed).toBe(60_000);
    expect(rollback?.postpone).toBeGreaterThanOrEqual(rollback?.countdown ?? Infinity);
  });

  it.each([1, 2, 3, 8, 13])('begin with a good build, and break one only then: seed %i', (seed) => {
    const builds = dealt(seed);
    const named = (behaviour: string) => builds.find((one) => one.behaviour === behaviour)?.version;
    const steps = guideTo('board', builds);
    expect(steps[0]?.text).toContain(
      `Press here: Start Pre-Release under "board ${named('healthy')} is`,
    );
    expect(steps[0]?.show).toBe(`board ${named('healthy')}`);
    expect(steps.at(-1)?.text).toContain(`Now break it: start ${named('throws')} `);
    expect(steps.at(-1)?.show).toBe(`board ${named('throws')}`);
    expect(JSON.stringify(steps.slice(0, -1))).not.toContain(named('throws'));
  });
});
