import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSentry, type Sentry } from '../../../playground/sentry/start.ts';
import { sentryOwnFaults } from '../../../src/adapters/sentry/own-faults.ts';
import { makeLog } from '../../../src/process/log.ts';
import { eventually } from '../../support/until.ts';

let sentry: Sentry;
beforeEach(async () => {
  sentry = await startSentry({ port: 0 });
});
afterEach(() => sentry.close());

describe("Davy's own faults", () => {
  it('reach its own project, without secrets and without lines that are no faults', async () => {
    const own = sentryOwnFaults(sentry.dsns['board'] ?? '');
    const log = makeLog({
      level: 'info',
      secrets: ['xoxb-very-secret'],
      write: () => undefined,
      readable: true,
      onFault: own.report,
    });
    log.info('Davy is awake');
    log.error(
      { cause: 'token xoxb-very-secret was refused' },
      'world work failed; it is tried again',
    );
    await own.close();
    await eventually(async () => {
      const events: unknown = await (await fetch(`${sentry.url}/_control/events`)).json();
      expect(events).toMatchObject([
        { level: 'error', title: expect.stringContaining('world work failed; it is tried again') },
      ]);
      expect(JSON.stringify(events)).not.toContain('xoxb-very-secret');
    });
  });
});
