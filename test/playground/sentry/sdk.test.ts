import * as Sdk from '@sentry/node';
import { describe, expect, it } from 'vitest';
import { startSentry } from '../../../playground/sentry/start.ts';

describe("Sentry's own SDK", () => {
  it('delivers an error to the local Sentry with release, user, tags and level', async () => {
    const sentry = await startSentry({ port: 0, tokens: ['t'] });
    const client = Sdk.init({
      dsn: sentry.dsns['board']!,
      release: 'board@1.42.0',
      environment: 'production',
      defaultIntegrations: false,
    });
    Sdk.withScope((scope) => {
      scope.setUser({ id: 'u1' }).setTag('server', 's1').setLevel('fatal');
      Sdk.captureException(new TypeError('ink is gone'));
    });
    expect(await client?.flush(5000)).toBe(true);
    const query = encodeURIComponent('firstRelease:"board@1.42.0" server:s1');
    const response = await fetch(
      `${sentry.url}/api/0/organizations/acme/issues/?query=${query}&environment=production`,
      { headers: { authorization: 'Bearer t' } },
    );
    const issues: unknown = await response.json();
    await client?.close();
    await sentry.close();
    expect(issues).toMatchObject([
      {
        title: 'TypeError: ink is gone',
        level: 'fatal',
        count: '1',
        userCount: 1,
        platform: 'node',
      },
    ]);
  });
});
