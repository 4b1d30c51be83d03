import type { OwnFaults } from '../adapters/sentry/own-faults.ts';
import type { Environment } from '../config/environment.ts';

/** Who is told of Davy's own faults; the vendor's code is loaded only where it is wanted. */
export async function ownFaults({ SENTRY_DSN: dsn }: Environment): Promise<OwnFaults | null> {
  if (dsn === undefined) return null;
  const { sentryOwnFaults } = await import('../adapters/sentry/own-faults.ts');
  return sentryOwnFaults(dsn);
}
