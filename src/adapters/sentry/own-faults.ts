import { captureMessage, close, init } from '@sentry/node';
import { z } from 'zod';

const Line = z.looseObject({ level: z.string(), what: z.string() });

/** Where Davy's own faults go, so that somebody sees them who does not read its log. */
export type OwnFaults = { readonly report: (line: string) => void; close(): Promise<void> };

/** How long the last reports may take at the end (ms). */
const closeMaxMs = 2_000;

/**
 * Sends error lines of the log to Davy's own Sentry project. Nothing else leaves: no breadcrumbs,
 * no requests, no names of the machine; secrets were taken out of the line before.
 */
export function sentryOwnFaults(dsn: string): OwnFaults {
  init({
    dsn,
    defaultIntegrations: false,
    tracesSampleRate: 0,
    beforeBreadcrumb: () => null,
    serverName: 'davy',
    sendClientReports: false,
  });
  return {
    report(line) {
      const { level, what, ...extra } = Line.parse(JSON.parse(line));
      captureMessage(what, { level: level === 'fatal' ? 'fatal' : 'error', extra });
    },
    async close() {
      await close(closeMaxMs);
    },
  };
}
