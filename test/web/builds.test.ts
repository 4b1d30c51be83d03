import { createHmac } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { WakeUp } from '../../src/ports/work.ts';
import type { RegisteredBuild } from '../../src/release/state/build.ts';
import { buildsDoor } from '../../src/web/builds.ts';

const now = Date.UTC(2026, 10, 21);
const secret = 'ci-secret';
const build = {
  service: 'board',
  version: '1.42.0',
  commit: 'a'.repeat(40),
  image: 'sha256:abc',
  checks: { passed: 3, failed: 0 },
};

let stored: Map<string, RegisteredBuild>;
let wakes: WakeUp[];
let door: ReturnType<typeof buildsDoor>;

beforeEach(() => {
  stored = new Map();
  wakes = [];
  door = doorWith(secret);
});

function doorWith(secretOrNone: string | null) {
  return buildsDoor({
    secret: secretOrNone,
    services: ['board', 'board@sandbox', 'web'],
    searches: new Map(),
    whyNoImage: () => null,
    realNow: () => now,
    clock: { now: () => now + 5, wall: (at) => at },
    tell: async () => undefined,
    ledger: {
      async addBuild(next) {
        const known = stored.get(next.version);
        if (known && (known.commit !== next.commit || known.image !== next.image))
          return 'conflict';
        const isNews = known?.checks.failed !== next.checks.failed;
        stored.set(next.version, next);
        return known ? (isNews ? 'rechecked' : 'known') : 'added';
      },
      build: async () => null,
      wake: async (wishes) => void wakes.push(...wishes),
      open: async () => [],
    },
  });
}

async function post(body: unknown, more: { at?: number; signature?: string } = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const timestamp = String(Math.floor((more.at ?? now) / 1000));
  const signature =
    more.signature ??
    `v1=${createHmac('sha256', secret).update(`${timestamp}.${text}`).digest('hex')}`;
  const answer = await door.request('/builds', {
    method: 'POST',
    body: text,
    headers: { 'x-davy-signature': signature, 'x-davy-timestamp': timestamp },
  });
  return answer.status;
}

describe('POST /builds', () => {
  it('stores a build and has its card drawn on each of its lines', async () => {
    expect(await post(build)).toBe(201);
    expect(stored.get('1.42.0')).toEqual({ ...build, registeredAt: now + 5 });
    expect(wakes).toEqual([
      { key: 'build:board@1.42.0', lane: 'slack', dueAt: now + 5 },
      { key: 'line:board', lane: 'world', dueAt: now + 5 },
      { key: 'status:board', lane: 'slack', dueAt: now + 3_005 },
      { key: 'build:board@sandbox@1.42.0', lane: 'slack', dueAt: now + 5 },
      { key: 'line:board@sandbox', lane: 'world', dueAt: now + 5 },
      { key: 'status:board@sandbox', lane: 'slack', dueAt: now + 3_005 },
    ]);
  });

  it('takes a version with metadata of its build', async () => {
    expect(await post({ ...build, version: '1.42.0+20261120.7' })).toBe(201);
    expect(wakes[0]?.key).toBe('build:board@1.42.0+20261120.7');
    expect(await post({ ...build, version: '+1' })).toBe(400);
  });

  it('takes a build for its product, never for one of its lines', async () => {
    expect(await post({ ...build, service: 'board@sandbox' })).toBe(400);
    expect(await post({ ...build, service: 'board@nowhere' })).toBe(404);
    expect(stored.size).toBe(0);
  });

  it('takes the same build again, and refuses another one of its name', async () => {
    expect([await post(build), await post(build)]).toEqual([201, 200]);
    expect(await post({ ...build, commit: 'b'.repeat(40) })).toBe(409);
    expect(await post({ ...build, image: 'sha256:other' })).toBe(409);
    expect(stored.size).toBe(1);
  });

  it.each([
    ['an old request', { at: now - 301_000 }],
    ['a request from the future', { at: now + 301_000 }],
    ['a wrong signature', { signature: `v1=${'0'.repeat(64)}` }],
    ['no signature', { signature: '' }],
    ['a signature of another kind', { signature: `v0=${'0'.repeat(64)}` }],
  ])('does not believe %s', async (_, more) => {
    expect(await post(build, more)).toBe(401);
    expect(stored.size).toBe(0);
  });

  it.each([
    ['a short commit', { ...build, commit: 'abc' }],
    ['a version that is no name', { ...build, version: '1.0"} or 1' }],
    ['an unknown key', { ...build, live: true }],
    ['a service that is no name', { ...build, service: 'board\nweb' }],
    ['half a build', { service: 'board' }],
  ])('refuses %s', async (_, body) => {
    expect(await post(body)).toBe(400);
    expect(stored.size).toBe(0);
  });

  it('refuses what is no JSON, an unknown service, and all while it has no secret', async () => {
    expect(await post('{')).toBe(400);
    expect(await post({ ...build, service: 'shop' })).toBe(404);
    door = doorWith(null);
    expect(await post(build)).toBe(503);
  });
});
