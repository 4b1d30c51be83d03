import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newLine } from '../../src/release/state/line.ts';
import { webListener } from '../../src/web/start.ts';
import { quietLog } from '../support/quiet-log.ts';
import { worded } from '../../src/release/state/worded.ts';

let server: Server;
let up: boolean;
let full: boolean;

beforeEach(async () => {
  up = true;
  full = false;
  const asked = <Value>(value: Value) =>
    up ? Promise.resolve(value) : Promise.reject(new Error('gone'));
  server = createServer(
    webListener({
      secret: 's',
      services: ['board'],
      searches: new Map(),
      whyNoImage: () => null,
      realNow: Date.now,
      clock: { now: Date.now, wall: (at) => at },
      tell: async () => undefined,
      log: quietLog,
      webhooks: { pagerDuty: null, sentry: null },
      projects: new Map(),
      ledger: {
        build: async () => null,
        addBuild: async () => 'added',
        wake: async () => undefined,
        touch: () => (full ? Promise.reject(new Error('disk full')) : asked(undefined)),
        open: () => asked([]),
        line: (service) =>
          asked({
            ...newLine(service),
            lock: { reason: worded('errors'), since: 0, release: 'rel_1' },
          }),
      },
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(
  () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    }),
);

function get(path: string) {
  return fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
}

describe('the web side', () => {
  it('is healthy only while its ledger answers', async () => {
    expect((await get('/healthz')).status).toBe(200);
    up = false;
    expect((await get('/healthz')).status).toBe(503);
  });

  it('is not healthy while its ledger answers but stores nothing', async () => {
    full = true;
    expect((await get('/healthz')).status).toBe(503);
    expect(await (await get('/metrics')).text()).toContain('davy_ledger_up 0');
  });

  it('tells Prometheus what each service is doing', async () => {
    expect(await (await get('/metrics')).text()).toContain('davy_line_locked{service="board"} 1');
    up = false;
    expect(await (await get('/metrics')).text()).toContain('davy_ledger_up 0');
  });

  it('has nothing anywhere else', async () => {
    expect((await get('/')).status).toBe(404);
  });
});
