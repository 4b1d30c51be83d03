import { describe, expect, it } from 'vitest';
import { prometheusMeter } from '../../../src/adapters/prometheus/meter.ts';
import { readEnvironment } from '../../../src/config/environment.ts';
import { missingText } from '../../../src/texts/en/missing.ts';
import { prometheusAuthorization } from '../../../src/vendors/prometheus-account.ts';
import { startMetricsPage } from '../../support/metrics-page.ts';
import { findPrometheus, runPrometheus } from '../../support/real-prometheus.ts';
import { eventually } from '../../support/until.ts';

const binaries = await findPrometheus();
/** `a-password`, as Prometheus keeps it. */
const hash = '$2b$04$abcdefghijklmnopqrstuurp8gIuTR7jNLYUS2oWqlo53RjDCp7f6';

/** What Davy's environment makes of this. */
function authorization(more: Readonly<Record<string, string>>): string | null {
  const read = readEnvironment({
    SLACK_BOT_TOKEN: 'xoxb-1',
    SLACK_SIGNING_SECRET: 's',
    PROMETHEUS_URL: 'http://127.0.0.1',
    ...more,
  });
  if ('faults' in read) throw new Error(read.faults.join());
  return prometheusAuthorization(read.environment);
}

describe.skipIf(binaries === undefined)('the real Prometheus behind its own login', () => {
  it('is read with a user and a password, and says what is lacking without', async () => {
    if (binaries === undefined) return;
    const page = await startMetricsPage();
    page.show('users{version="1.42.0"} 7');
    const web = { basic_auth_users: { davy: hash } };
    const server = await runPrometheus(binaries, { targets: [page.target], web });
    const read = async (more: Readonly<Record<string, string>>) => {
      const now = Date.now();
      const limit = { kind: 'max', value: 10 } as const;
      const query = { name: 'users', query: 'users{version="{version}"}', unit: '', limit };
      const [reading] = await prometheusMeter({
        url: server.url,
        authorization: authorization(more),
        fetch,
        now: Date.now,
        queries: [{ ...query, baseline: false }],
      }).read({
        service: 'board',
        version: '1.42.0',
        oldVersion: null,
        since: now - 60_000,
        until: now,
        users: 1,
        oldUsers: null,
        exposure: null,
        known: [],
      });
      return reading?.missing ? missingText(reading.missing) : reading?.value;
    };
    const login = { PROMETHEUS_USER: 'davy', PROMETHEUS_PASSWORD: 'a-password' };
    await eventually(async () => expect(await read(login)).toBe(7));
    expect(await read({})).toBe(
      'Prometheus asks who we are (HTTP 401): set PROMETHEUS_USER and PROMETHEUS_PASSWORD, ' +
        'or PROMETHEUS_TOKEN',
    );
    for (const wrong of [{ ...login, PROMETHEUS_PASSWORD: 'wrong' }, { PROMETHEUS_TOKEN: 'wrong' }])
      expect(await read(wrong)).toBe('Prometheus does not let us in (HTTP 401)');
    await server.close();
    await page.close();
  });
});
