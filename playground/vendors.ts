import { join } from 'node:path';
import { secrets } from './davy/settings.ts';
import { startJira } from './jira/start.ts';
import { startPagerDuty } from './pagerduty/start.ts';
import type { PortsOf } from './ports.ts';
import { startSentry } from './sentry/start.ts';
import type { Standin } from './standin/serve.ts';

/** The vendors that need nothing of the rest of the world. */
type Vendors = {
  readonly sentry: Standin;
  readonly pagerduty: Standin;
  readonly jira: Standin;
  /** Where the service sends its errors. */
  readonly dsn: string;
  close(): Promise<void>;
};

/** Starts the local Sentry, PagerDuty and Jira; what they knew before they know again. */
export async function startVendors(dir: string, ports: PortsOf): Promise<Vendors> {
  const sentry = await startSentry({
    port: ports.sentry,
    dataDir: join(dir, 'sentry'),
    tokens: [secrets.sentryToken],
  });
  const pagerduty = await startPagerDuty({
    port: ports.pagerduty,
    dataDir: join(dir, 'pagerduty'),
    routingKeys: [secrets.routingKey],
  });
  const jira = await startJira({
    port: ports.jira,
    dataDir: join(dir, 'jira'),
    email: secrets.jiraEmail,
    token: secrets.jiraToken,
    projects: [
      { key: 'BRD', name: 'Board' },
      { key: 'ACC', name: 'Accounts' },
    ],
  });
  const close = async () => {
    await Promise.all([sentry, pagerduty, jira].map((vendor) => vendor.close()));
  };
  return { sentry, pagerduty, jira, dsn: sentry.dsns['board'] ?? '', close };
}
