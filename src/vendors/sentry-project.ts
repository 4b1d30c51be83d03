import type { SentryProject } from '../adapters/sentry/sentry-api.ts';
import type { ServiceEntry } from '../config/davy-yml.ts';
import type { Means } from './means.ts';

/** Where a service's errors are kept: one place for whoever reads there and whoever writes. */
export function sentryProject(
  {
    organization,
    project,
    environment: place,
    release,
  }: NonNullable<ServiceEntry['watch']['sentry']>,
  { environment, fetch }: Pick<Means, 'environment' | 'fetch'>,
): SentryProject {
  return {
    url: environment.SENTRY_URL,
    token: environment.SENTRY_AUTH_TOKEN ?? '',
    organization,
    project,
    environment: place,
    release,
    fetch,
  };
}
