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

  it('tells it of sessions, which show that a build without errors is heard', async () => {
    const sentry = await startSentry({ port: 0, tokens: ['t'] });
    const client = Sdk.init({
      dsn: sentry.dsns['board']!,
      release: 'board@1.42.0',
      environment: 'production',
      defaultIntegrations: false,
    });
    Sdk.startSession();
    Sdk.endSession();
    expect(await client?.flush(5000)).toBe(true);
    const ask = async (query: string): Promise<unknown> => {
      const form = `field=sum(session)&groupBy=release&query=${encodeURIComponent(query)}`;
      const response = await fetch(`${sentry.url}/api/0/organizations/acme/sessions/?${form}`, {
        headers: { authorization: 'Bearer t' },
      });
      return response.json();
    };
    const heard = await ask('release:"board@1.42.0" OR release:"board@1.41.0"');
    const unheard = await ask('release:"board@1.41.0"');
    await client?.close();
    await sentry.close();
    expect(heard).toMatchObject({
      groups: [{ by: { release: 'board@1.42.0' }, totals: { 'sum(session)': 1 } }],
    });
    expect(unheard).toMatchObject({ groups: [] });
  });
});
