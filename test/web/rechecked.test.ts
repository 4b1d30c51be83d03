import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { memoryLedger } from '../../src/adapters/memory-ledger/open.ts';
import { makeTell } from '../../src/engine/tell.ts';
import { buildsDoor } from '../../src/web/builds.ts';
import { build, line, prerelease } from '../support/a-release.ts';
import { minute, noon } from '../support/noon.ts';

const secret = 'ci-secret';
const clock = { now: () => noon + minute, wall: (at: number) => at };

const hashed = (version: string) =>
  build(version, { commit: 'a'.repeat(40), image: `sha256:${version}` });

/** A build that soaks on its line, and CI at the door. */
async function ci(services: readonly string[] = ['board', 'board@sandbox']) {
  const ledger = memoryLedger({ realTime: () => noon, sleep: () => Promise.resolve() });
  const tell = makeTell({ ledger, clock });
  const soaking = prerelease({ kind: 'soaking', since: noon }, { build: hashed('1.42.0') });
  await ledger.addBuild(soaking.build);
  await ledger.decide(
    { service: 'board', release: null, event: { kind: 'time-passed', at: noon } },
    () => ({
      kind: 'moved',
      line: line({}),
      release: null,
      born: soaking,
      effects: [],
      supersedes: false,
    }),
    () => [],
  );
  const door = buildsDoor({
    ledger,
    tell,
    clock,
    realNow: () => noon,
    services,
    searches: new Map(),
    whyNoImage: () => null,
    secret,
  });
  const { service, version, commit, image } = soaking.build;
  const post = async (passed: number, failed: number, more: object = {}) => {
    const body = JSON.stringify({
      service,
      version,
      commit,
      image,
      checks: { passed, failed },
      ...more,
    });
    const timestamp = String(Math.floor(noon / 1_000));
    const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
    const answer = await door.request('/builds', {
      method: 'POST',
      body,
      headers: { 'x-davy-signature': `v1=${signature}`, 'x-davy-timestamp': timestamp },
    });
    return [answer.status, await answer.json()] as const;
  };
  const kinds = async (stream: string) =>
    (await ledger.events(stream)).map(({ event }) => event.kind);
  return { ledger, soaking, post, kinds };
}

describe('a build that CI registers again', () => {
  it('with checks that failed stops, and the newest checks count', async () => {
    const { ledger, soaking, post, kinds } = await ci();
    expect(await post(211, 1)).toMatchObject([200, { registered: 'rechecked' }]);
    expect(await ledger.release(soaking.id)).toMatchObject({
      phase: { kind: 'rolling-back', end: 'stopped' },
      build: { checks: { passed: 211, failed: 1 } },
    });
    expect(await ledger.build('board', '1.42.0')).toMatchObject({ checks: { failed: 1 } });
    expect((await kinds(soaking.id)).at(-1)).toBe('rechecked');
  });

  it('with the same checks changes nothing', async () => {
    const { ledger, soaking, post } = await ci();
    expect(await post(212, 0)).toMatchObject([200, { registered: 'known' }]);
    expect(await ledger.release(soaking.id)).toMatchObject({
      rev: soaking.rev,
      phase: soaking.phase,
      build: soaking.build,
    });
  });

  it('is told once more where Davy died between storing and telling', async () => {
    const { ledger, soaking, post } = await ci();
    await ledger.addBuild({ ...soaking.build, checks: { passed: 211, failed: 1 } });
    expect(await post(211, 1)).toMatchObject([200, { registered: 'known' }]);
    expect(await ledger.release(soaking.id)).toMatchObject({ phase: { kind: 'rolling-back' } });
  });

  it('is told to the lines alone where nobody tries it', async () => {
    const { ledger, soaking, post } = await ci();
    const { version, image } = hashed('1.43.0');
    await ledger.addBuild(hashed(version));
    expect(await post(1, 2, { version, image })).toMatchObject([200, { registered: 'rechecked' }]);
    expect(await ledger.release(soaking.id)).toMatchObject({
      rev: soaking.rev,
      phase: soaking.phase,
      build: soaking.build,
    });
  });
});
