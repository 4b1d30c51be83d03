import { createHmac } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { RegisteredBuild } from '../../src/release/state/build.ts';
import { cdEventsDoor } from '../../src/web/cdevents.ts';

const now = Date.UTC(2026, 10, 21);
const secret = 'ci-secret';
const commit = 'a'.repeat(40);
const digest = `sha256:${'b'.repeat(64)}`;

let stored: Map<string, RegisteredBuild>;
let door: ReturnType<typeof cdEventsDoor>;

beforeEach(() => {
  stored = new Map();
  door = doorWith(secret);
});

function doorWith(secretOrNone: string | null) {
  return cdEventsDoor({
    secret: secretOrNone,
    services: ['board', 'board@sandbox'],
    searches: new Map(),
    whyNoImage: () => null,
    realNow: () => now,
    clock: { now: () => now, wall: (at) => at },
    tell: async () => undefined,
    ledger: {
      async addBuild(next) {
        const known = stored.get(next.version);
        if (known && (known.commit !== next.commit || known.image !== next.image))
          return 'conflict';
        stored.set(next.version, next);
        return known ? 'rechecked' : 'added';
      },
      build: async (service, version) =>
        service === 'board' ? (stored.get(version) ?? null) : null,
      wake: async () => undefined,
      open: async () => [],
    },
  });
}

async function post(body: unknown, signedWith = secret) {
  const text = JSON.stringify(body);
  const timestamp = String(Math.floor(now / 1_000));
  const mac = createHmac('sha256', signedWith).update(`${timestamp}.${text}`).digest('hex');
  const answer = await door.request('/cdevents', {
    method: 'POST',
    body: text,
    headers: { 'x-davy-signature': `v1=${mac}`, 'x-davy-timestamp': timestamp },
  });
  const said: unknown = await answer.json();
  return { status: answer.status, said };
}

const context = (type: string) => ({
  specversion: '0.5.1',
  id: '1',
  source: '/ci',
  type: `dev.cdevents.${type}`,
  timestamp: '2026-11-21T00:00:00Z',
});
const published = (id: string, customData?: object) => ({
  context: context('artifact.published.0.3.0'),
  subject: { id, source: '/ci', content: { user: 'ci' } },
  ...(customData ? { customData } : {}),
});
const finished = (outcome: string, customData?: object) => ({
  context: context('testsuiterun.finished.0.3.0'),
  subject: { id: 'run-7', content: { outcome, environment: { id: 'ci' } } },
  ...(customData ? { customData } : {}),
});
const generic = published('pkg:generic/board@1.42.0', { commit, image: 'ami-0123' });
const left = { status: 200, said: expect.objectContaining({ counted: false }) as object };

describe('an artifact that was published', () => {
  it('is a build: its name and version are in its address, the rest beside it', async () => {
    expect((await post(generic)).status).toBe(201);
    expect(stored.get('1.42.0')).toMatchObject({
      service: 'board',
      commit,
      image: 'ami-0123',
      checks: { passed: 0, failed: 0 },
    });
  });

  it('is a build by its address alone where that says all', async () => {
    const place = new URLSearchParams({
      repository_url: 'ghcr.io/acme/board',
      tag: '1.42.0',
      vcs_url: `git+https://github.com/acme/board@${commit}`,
    }).toString();
    const { status } = await post(
      published(`pkg:oci/board@${encodeURIComponent(digest)}?${place}`),
    );
    expect(status).toBe(201);
    expect(stored.get('1.42.0')).toMatchObject({ commit, image: `ghcr.io/acme/board@${digest}` });
  });

  it('is read inside an event of CloudEvents, too', async () => {
    const { status } = await post({ specversion: '1.0', id: '1', type: 'x', data: generic });
    expect(status).toBe(201);
  });

  it('told again takes no failed check away', async () => {
    await post(generic);
    await post(finished('failure', { service: 'board', version: '1.42.0' }));
    expect((await post(generic)).status).toBe(200);
    expect(stored.get('1.42.0')?.checks).toEqual({ passed: 0, failed: 1 });
  });

  it('of somebody else, or what is no artifact, is left', async () => {
    expect(await post(published('pkg:npm/left-pad@1.0.0'))).toEqual(left);
    expect(await post(published('pkg:generic/board%40sandbox@1.0.0'))).toEqual(left);
    expect(await post({ context: context('build.started.0.3.0'), subject: { id: 'b' } })).toEqual(
      left,
    );
    expect(stored.size).toBe(0);
  });

  it('that lacks something is refused by its name, and so are other bytes', async () => {
    expect(await post(published('pkg:generic/board@1.42.0', { commit }))).toMatchObject({
      status: 400,
      said: { error: expect.stringContaining('image') as string },
    });
    await post(generic);
    const other = published('pkg:generic/board@1.42.0', { commit, image: 'ami-9' });
    expect((await post(other)).status).toBe(409);
    expect(await post('words')).toMatchObject({ status: 400 });
    expect(await post(published('pkg:generic/%E0%A4%A@1', { commit }))).toEqual(left);
  });
});

describe('tests that ended', () => {
  const of = { service: 'board', version: '1.42.0' };
  beforeEach(async () => void (await post(generic)));

  it('count against their build when they failed, whatever else they say', async () => {
    for (const outcome of ['failure', 'fail', 'error']) {
      await post(generic);
      expect((await post(finished(outcome, of))).status).toBe(200);
      expect(stored.get('1.42.0')?.checks.failed).toBe(1);
    }
    await post(finished('failure', { ...of, checks: { passed: 211, failed: 0 } }));
    expect(stored.get('1.42.0')?.checks).toEqual({ passed: 211, failed: 1 });
  });

  it('that went well count only with the numbers of them all', async () => {
    await post(finished('failure', of));
    expect(await post(finished('success', of))).toEqual(left);
    expect(stored.get('1.42.0')?.checks.failed).toBe(1);
    await post(finished('success', { ...of, checks: { passed: 212, failed: 0 } }));
    expect(stored.get('1.42.0')?.checks).toEqual({ passed: 212, failed: 0 });
    await post(finished('pass', { ...of, checks: { passed: 200, failed: 12 } }));
    expect(stored.get('1.42.0')?.checks.failed).toBe(12);
  });

  it('say nothing of a build when they were cancelled, or name none', async () => {
    expect(await post(finished('cancel', of))).toEqual(left);
    expect(await post(finished('failure'))).toEqual(left);
    expect((await post(finished('failure', { ...of, version: '9.9.9' }))).status).toBe(404);
    expect((await post(finished('odd', of))).status).toBe(400);
    expect(stored.get('1.42.0')?.checks.failed).toBe(0);
  });
});

describe('POST /cdevents', () => {
  it('takes nothing unsigned, and nothing at all without a secret', async () => {
    expect((await post(generic, 'guessed')).status).toBe(401);
    door = doorWith(null);
    expect((await post(generic)).status).toBe(503);
    expect(stored.size).toBe(0);
  });
});
