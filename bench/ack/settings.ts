import { workspace } from './bodies.ts';

/** As many services as releases move. */
export const services: readonly string[] = Array.from(
  { length: 50 },
  (_, index) => `s${String(index + 1).padStart(2, '0')}`,
);

/**
 * A davy.yml as a large team would have it: the defaults, and batches so far apart that every
 * release stays in the middle of its move.
 */
export function davyYml(vendors: string): string {
  return `timezone: UTC\nservices:\n${services.map((service) => entry(service, vendors)).join('')}`;
}

function entry(service: string, vendors: string): string {
  return `  ${service}:
    channel: ${workspace.channel}
    oncall: U0ANA
    teams: { owners: { approvers: [U0ANA, U0BEN] } }
    fleet: { kind: local, host: "${vendors}/host", balancer: "${vendors}/balancer/${service}" }
    release: { batches: [50%, 100%], between_batches: 24h }
    watch:
      sentry: { organization: acme, project: ${service} }
      prometheus:
        - name: "p95 latency"
          unit: "ms"
          query: 'histogram_quantile(0.95, rate(seconds_bucket{version="{version}"}[1m]))'
          max: 250
    pager: { kind: pagerduty, routing_key: "\${PAGER_KEY}" }
`;
}

/** Davy's whole environment. */
export function environmentOf(
  vendors: string,
  at: { readonly port: number; readonly data: string; readonly config: string },
): Readonly<Record<string, string>> {
  return {
    PATH: process.env['PATH'] ?? '',
    NODE_NO_WARNINGS: '1',
    HOST: '127.0.0.1',
    PORT: String(at.port),
    DAVY_DATA: at.data,
    DAVY_CONFIG: at.config,
    SLACK_BOT_TOKEN: 'xoxb-bench-0000',
    SLACK_SIGNING_SECRET: workspace.signingSecret,
    SLACK_API_URL: `${vendors}/slack/api/`,
    SENTRY_URL: `${vendors}/sentry`,
    SENTRY_AUTH_TOKEN: 'bench',
    PROMETHEUS_URL: `${vendors}/prometheus`,
    PAGERDUTY_EVENTS_URL: `${vendors}/pagerduty`,
    PAGER_KEY: 'bench0000000000000000000000000000',
  };
}
