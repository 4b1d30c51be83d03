import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { buildsDoor } from '../../src/web/builds.ts';
import { aShop } from '../support/a-shop.ts';
import { minute, noon } from '../support/noon.ts';

const secret = 'ci-secret';
const search = { tags: { Role: 'board', releaseVersion: '{version}' }, withinMs: 120 * minute };
const bare = {
  service: 'board',
  version: '1.44.0',
  commit: 'a'.repeat(40),
  checks: { passed: 3, failed: 0 },
};

/** CI at a door whose `board`, and maybe its other line, finds images. */
function ci(finding: readonly string[] = ['board', 'board@sandbox']) {
  const { shop, ledger, state } = aShop(noon);
  const door = buildsDoor({
    ledger,
    tell: shop.tell,
    clock: shop.ports.clock,
    realNow: () => noon,
    services: ['board', 'board@sandbox', 'web'],
    searches: new Map(finding.map((line) => [line, search])),
    whyNoImage: () => null,
    secret,
  });
  const post = async (body: object) => {
    const text = JSON.stringify(body);
    const timestamp = String(Math.floor(noon / 1_000));
    const signature = createHmac('sha256', secret).update(`${timestamp}.${text}`).digest('hex');
    const answer = await door.request('/builds', {
      method: 'POST',
      body: text,
      headers: { 'x-davy-signature': `v1=${signature}`, 'x-davy-timestamp': timestamp },
    });
    return [answer.status, await answer.json()];
  };
  const awaited = async (line: string) => (await ledger.line(line)).awaited;
  return { post, awaited, ledger, state };
}

describe('POST /builds without an image', () => {
  it('has it looked for on every line of the product', async () => {
    const { post, awaited, ledger } = ci();
    const said = { service: 'board', version: '1.44.0', registered: 'added', image: 'awaited' };
    expect(await post(bare)).toEqual([201, said]);
    const { version, commit } = bare;
    const wait = { version, commit, since: noon, until: noon + 120 * minute };
    expect(await awaited('board')).toEqual([wait]);
    expect(await awaited('board@sandbox')).toEqual([wait]);
    expect((await ledger.build('board', '1.44.0'))?.image).toBeNull();
  });

  it('goes on where whoever took it died before it was looked for', async () => {
    const { post, awaited, ledger } = ci();
    await ledger.addBuild({ ...bare, image: null, registeredAt: noon });
    expect(await awaited('board')).toEqual([]);
    expect(await post({ ...bare, image: null })).toMatchObject([200, { registered: 'known' }]);
    expect(await awaited('board')).toHaveLength(1);
  });

  it('is refused where a line of the product would never find it', async () => {
    const { post, ledger } = ci(['board']);
    expect(await post(bare)).toEqual([
      400,
      {
        error: 'say the image: board@sandbox finds none by tags (fleet.images of davy.yml)',
      },
    ]);
    expect(await post({ ...bare, service: 'web' })).toMatchObject([400, {}]);
    expect(await ledger.builds('board', 5)).toEqual([]);
  });

  it('looks for none of a build that has one, and takes one that comes later', async () => {
    const { post, awaited } = ci();
    const whole = { ...bare, version: '1.45.0', image: 'ami-1' };
    expect(await post(whole)).toMatchObject([201, { registered: 'added' }]);
    expect(await post({ ...bare, version: '1.45.0' })).toEqual([
      200,
      { service: 'board', version: '1.45.0', registered: 'known' },
    ]);
    expect(await awaited('board')).toEqual([]);
    await post(bare);
    expect(await post({ ...bare, image: 'ami-2' })).toMatchObject([
      200,
      { registered: 'completed' },
    ]);
    expect(await post({ ...bare, image: 'ami-3' })).toMatchObject([409, {}]);
  });
});
