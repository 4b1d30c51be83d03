import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sentry, startSentry } from '../../playground/sentry/start.ts';
import { sentryErrors } from '../../src/adapters/sentry/errors.ts';
import { findingLine } from '../../src/doctor/finding.ts';
import { lookAtSignals, type Watched } from '../../src/doctor/signals.ts';
import { worded } from '../../src/release/state/worded.ts';
import { reading } from '../support/readings.ts';
import { sendSessions } from '../support/sentry-events.ts';
import { server } from '../support/servers.ts';
import { boardInSentry } from '../support/board-in-sentry.ts';

let sentry: Sentry;
beforeEach(async () => {
  sentry = await startSentry({ port: 0, tokens: ['t'] });
});
afterEach(() => sentry.close());

const servers = ['1.42.0', '1.41.0', '1.41.0'].map((version, n) =>
  server({ id: `s${n}`, version, state: 'ready' }),
);

const uncounted = {
  reconnects: async () => null,
  count: async () => null,
  history: async () => [],
};

/** Three servers, of which one is a canary, watched by Sentry and whatever else is given. */
async function looked(more: Partial<Watched> = {}): Promise<readonly string[]> {
  const errors = sentryErrors({
    url: sentry.url,
    token: 't',
    ...boardInSentry,
  });
  const fleet = { observe: async () => ({ servers, singles: [] }) };
  const meter = { read: async () => [], ...uncounted };
  const found = await lookAtSignals(
    [{ service: 'board', fleet, errors, meter, judged: null, ...more }],
    Date.now,
  );
  return found.map(findingLine);
}

describe('the doctor, of what watches', () => {
  it('asks Sentry for the live version, and says when it never heard of it', async () => {
    expect((await looked()).join('\n')).toContain(
      '✗ board: new errors and errors of 1.41.0, which is live: ' +
        'Sentry has not heard of board@1.41.0',
    );
    await sendSessions(sentry.dsns['board'] ?? '', 'board@1.41.0');
    expect(await looked()).toEqual([
      '✓ board: new errors of 1.41.0, which is live, is 0',
      '✓ board: errors of 1.41.0, which is live, is 0 per 1,000 users a minute',
    ]);
  });

  it('runs the queries on it, and says which has no value', async () => {
    const errors = { read: async () => [] };
    const read = async () => [
      reading('p95 latency', 0.254_71, { unit: 's' }),
      reading('failed requests', null, { missing: worded('no data') }),
    ];
    expect(await looked({ errors, meter: { read, ...uncounted } })).toEqual([
      '✓ board: p95 latency of 1.41.0, which is live, is 0.255s',
      '✗ board: failed requests of 1.41.0, which is live: no data\n' +
        '    Look at watch of board in davy.yml: until then no build is ever healthy',
    ]);
    const away = async () => Promise.reject(new Error('nobody is there'));
    expect((await looked({ errors, meter: { read: away, ...uncounted } }))[0]).toContain(
      '✗ board: Prometheus does not answer (nobody is there)',
    );
  });
});
