import { startSentry } from '../../playground/sentry/start.ts';
import { sentryDeploys } from '../../src/adapters/sentry/deploys.ts';
import type { DeployRecordsWorld } from '../contracts/deploy-records-laws.ts';
import { build } from './a-release.ts';
import { sendSessions } from './sentry-events.ts';
import { troubledWay } from './troubled-way.ts';

/** Where the sample service is in Sentry. */
export const boardProject = {
  organization: 'acme',
  project: 'board',
  environment: 'production',
  release: '{service}@{version}',
  repository: 'acme/board',
};

/** Sentry's stand-in, which has heard of the old build. */
export async function sentryDeploysWorld(): Promise<DeployRecordsWorld> {
  const sentry = await startSentry({
    port: 0,
    tokens: ['writer', 'reader'],
    readOnly: ['reader'],
    repositories: ['acme/board'],
  });
  await sendSessions(sentry.dsns['board'] ?? '', 'board@1.41.0');
  const way = troubledWay();
  const records = (token: string) =>
    sentryDeploys({ url: sentry.url, ...boardProject, token, fetch: way.fetch });
  return {
    ...way,
    records: records('writer'),
    stranger: records('reader'),
    old: build('1.41.0'),
    fresh: build('1.42.0'),
    deploys: async () => {
      const all: unknown = await (await fetch(`${sentry.url}/_control/deploys`)).json();
      return Array.isArray(all) ? all.length : Number.NaN;
    },
    close: sentry.close,
  };
}
