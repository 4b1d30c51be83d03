import type { DavyYml, ServiceEntry } from '../config/davy-yml.ts';
import { countsByPrometheus } from '../config/entries/fleet.ts';
import { asksPrometheus } from '../config/entries/watch.ts';
import type { PagerTarget } from '../config/entries/pager.ts';
import type { Environment } from '../config/environment.ts';
import { prometheusAuthorization } from '../vendors/prometheus-account.ts';
import { type Finding, ill, well } from './finding.ts';

type Ask = {
  readonly what: string;
  readonly url: URL;
  readonly authorization: string | null;
  readonly todo: string;
};

const waitMs = 5_000;

/** What was found, and who need not be asked anything more. */
export type VendorsSeen = {
  readonly findings: readonly Finding[];
  /** Services whose Sentry does not answer as it should. */
  readonly noErrors: ReadonlySet<string>;
  readonly hasNumbers: boolean;
};

/** Looks whether the sources a watcher reads, and the pager, answer. Nobody is paged. */
export async function lookAtVendors(
  { services }: DavyYml,
  environment: Environment,
  fetch: typeof globalThis.fetch,
): Promise<VendorsSeen> {
  const entries = Object.values(services);
  const trackers = await Promise.all(
    Object.entries(services).flatMap(([service, { watch }]) =>
      watch.sentry ? [sentryAnswers(service, watch.sentry, environment, fetch)] : [],
    ),
  );
  const numbers = await Promise.all(
    prometheusOf(entries, environment).map((one) => answers(one, fetch)),
  );
  const pagers = new Map(
    entries
      .flatMap(({ pager }) => (pager === undefined ? [] : [pager, pager.second]))
      .flatMap((target) => {
        const asked = pagerPlace(target, environment);
        return asked === null ? [] : [[asked.url.href, asked] as const];
      }),
  );
  const calls = await Promise.all([...pagers.values()].map((place) => pagerAnswers(place, fetch)));
  return {
    findings: [...trackers.map(({ finding }) => finding), ...numbers, ...calls],
    noErrors: new Set(trackers.flatMap(({ service, finding }) => (finding.well ? [] : [service]))),
    hasNumbers: numbers.every(({ well }) => well),
  };
}

function prometheusOf(entries: readonly ServiceEntry[], environment: Environment): readonly Ask[] {
  const { PROMETHEUS_URL: url } = environment;
  const isAsked = entries.some(
    ({ fleet, watch }) => asksPrometheus(watch) || countsByPrometheus(fleet),
  );
  return url === undefined || !isAsked
    ? []
    : [
        {
          what: 'Prometheus',
          authorization: prometheusAuthorization(environment),
          url: under(url, 'api/v1/query?query=1'),
          todo:
            'Check PROMETHEUS_URL, and PROMETHEUS_USER and PROMETHEUS_PASSWORD ' +
            '(or PROMETHEUS_TOKEN)',
        },
      ];
}

/** Asks as a look will: for one project in one environment. */
async function sentryAnswers(
  service: string,
  { organization, project, environment: place }: NonNullable<ServiceEntry['watch']['sentry']>,
  { SENTRY_URL, SENTRY_AUTH_TOKEN }: Environment,
  fetch: typeof globalThis.fetch,
) {
  const what = `Sentry project ${organization}/${project}`;
  const asked = new URLSearchParams({
    limit: '1',
    query: '',
    project,
    environment: place,
  }).toString();
  const url = under(
    SENTRY_URL,
    `api/0/organizations/${encodeURIComponent(organization)}/issues/?${asked}`,
  );
  const status = await statusOf(url, 'GET', `Bearer ${SENTRY_AUTH_TOKEN ?? ''}`, fetch);
  const finding =
    status === null
      ? ill(`${what}: ${url.origin} does not answer`, 'Check SENTRY_URL')
      : status < 300
        ? well(`${what} answers`)
        : ill(`${what}: ${url.origin} answers ${status}`, sentryCure(status));
  return { service, finding };
}

function sentryCure(status: number): string {
  switch (status) {
    case 401:
      return 'Make a new token with event:read and org:read for SENTRY_AUTH_TOKEN';
    case 403:
      return (
        'Check watch.sentry.project in davy.yml, ' +
        'and that SENTRY_AUTH_TOKEN may read it (event:read, org:read)'
      );
    case 404:
      return 'Check watch.sentry.organization and watch.sentry.environment in davy.yml';
    default:
      return 'Check SENTRY_URL and SENTRY_AUTH_TOKEN';
  }
}

async function answers(
  { what, url, authorization, todo }: Ask,
  fetch: typeof globalThis.fetch,
): Promise<Finding> {
  const status = await statusOf(url, 'GET', authorization, fetch);
  if (status === null) return ill(`${what}: ${url.origin} does not answer`, todo);
  return status < 300
    ? well(`${what} answers`)
    : ill(`${what}: ${url.origin} answers ${status}`, todo);
}

type PagerPlace = { readonly url: URL; readonly todo: string };

/** Where a pager takes calls; null for somebody who is mentioned in Slack. */
function pagerPlace(
  target: PagerTarget | { readonly kind: 'slack' } | undefined,
  { PAGERDUTY_EVENTS_URL }: Environment,
): PagerPlace | null {
  switch (target?.kind) {
    case 'pagerduty':
      return {
        url: under(PAGERDUTY_EVENTS_URL, 'v2/enqueue'),
        todo: 'Check PAGERDUTY_EVENTS_URL',
      };
    case 'opsgenie':
      return {
        url: under(target.url, 'v2/alerts'),
        todo: 'Check the url of the pager in davy.yml',
      };
    case 'webhook':
      return { url: new URL(target.url), todo: 'Check the url of the pager in davy.yml' };
    case 'slack':
    case undefined:
      return null;
  }
}

/** Asking a pager anything real would call somebody, so any answer but a broken one is enough. */
async function pagerAnswers(
  { url, todo }: PagerPlace,
  fetch: typeof globalThis.fetch,
): Promise<Finding> {
  const status = await statusOf(url, 'GET', null, fetch);
  return status === null || status >= 500
    ? ill(`the pager at ${url.origin} does not answer`, todo)
    : well(`the pager at ${url.origin} answers; its key shows only when somebody is paged`);
}

async function statusOf(
  url: URL,
  method: string,
  authorization: string | null,
  fetch: typeof globalThis.fetch,
): Promise<number | null> {
  try {
    const response = await fetch(url, {
      method,
      headers: authorization === null ? {} : { authorization },
      redirect: 'manual',
      signal: AbortSignal.timeout(waitMs),
    });
    await response.body?.cancel();
    return response.status;
  } catch {
    return null;
  }
}

function under(base: string, path: string): URL {
  return new URL(path, base.endsWith('/') ? base : `${base}/`);
}
