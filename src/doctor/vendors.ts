import type { DavyYml } from '../config/davy-yml.ts';
import { countsByPrometheus } from '../config/entries/fleet.ts';
import { asksPrometheus } from '../config/entries/watch.ts';
import type { PagerTarget } from '../config/entries/pager.ts';
import type { Environment } from '../config/environment.ts';
import type { Fleet } from '../ports/fleet.ts';
import { prometheusAuthorization } from '../vendors/prometheus-account.ts';
import { type Finding, ill, well } from './finding.ts';

type Ask = {
  readonly what: string;
  readonly url: URL;
  readonly authorization: string | null;
  readonly todo: string;
};

const waitMs = 5_000;

/** Looks whether the sources a watcher reads, and the pager, answer. Nobody is paged. */
export async function lookAtVendors(
  { services }: DavyYml,
  environment: Environment,
  fetch: typeof globalThis.fetch,
): Promise<readonly Finding[]> {
  const entries = Object.values(services);
  const sentry = entries
    .flatMap(({ watch }) => watch.sentry ?? [])
    .map(({ organization, project }): Ask => ({
      what: `Sentry project ${organization}/${project}`,
      authorization: `Bearer ${environment.SENTRY_AUTH_TOKEN ?? ''}`,
      url: under(
        environment.SENTRY_URL,
        `api/0/organizations/${organization}/issues/?limit=1&query=`,
      ),
      todo: 'Check SENTRY_URL, SENTRY_AUTH_TOKEN (event:read, org:read) and the slugs in davy.yml',
    }));
  const prometheus =
    environment.PROMETHEUS_URL !== undefined &&
    entries.some(({ fleet, watch }) => asksPrometheus(watch) || countsByPrometheus(fleet))
      ? [
          {
            what: 'Prometheus',
            authorization: prometheusAuthorization(environment),
            url: under(environment.PROMETHEUS_URL, 'api/v1/query?query=1'),
            todo:
              'Check PROMETHEUS_URL, and PROMETHEUS_USER and PROMETHEUS_PASSWORD ' +
              '(or PROMETHEUS_TOKEN)',
          },
        ]
      : [];
  const pagers = new Map(
    entries
      .flatMap(({ pager }) => (pager === undefined ? [] : [pager, pager.second]))
      .flatMap((target) => {
        const asked = pagerPlace(target, environment);
        return asked === null ? [] : [[asked.url.href, asked] as const];
      }),
  );
  return Promise.all([
    ...[...sentry, ...prometheus].map((ask) => answers(ask, fetch)),
    ...[...pagers.values()].map((place) => pagerAnswers(place, fetch)),
  ]);
}

/** Looks at the servers of each service. */
export function lookAtFleets(fleets: ReadonlyMap<string, Fleet>): Promise<readonly Finding[]> {
  return Promise.all(
    [...fleets].map(async ([service, fleet]) => {
      try {
        const { servers } = await fleet.observe(service);
        const ready = servers.filter((server) => server.state === 'ready').length;
        return ready > 0
          ? well(`${service}: ${ready} of ${servers.length} servers are ready`)
          : ill(
              `${service}: no server is ready`,
              'Start one before the first release: Davy needs a version to roll back to',
            );
      } catch (cause) {
        return ill(
          `${service}: its servers cannot be seen (${String(cause)})`,
          'Check what davy.yml says of the fleet, and whether it can be reached from here',
        );
      }
    }),
  );
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
