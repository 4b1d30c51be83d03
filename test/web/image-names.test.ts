import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { whyNoImage } from '../../src/config/image-names.ts';
import { buildsDoor } from '../../src/web/builds.ts';
import { aShop } from '../support/a-shop.ts';
import { noon } from '../support/noon.ts';

const secret = 'ci-secret';
const hex = 'b'.repeat(64);
const build = {
  service: 'board',
  version: '1.44.0',
  commit: 'a'.repeat(40),
  image: 'ami-0123456789abcdef0',
  checks: { passed: 3, failed: 0 },
};

/** CI at a door whose `board` runs on EC2, as its sandbox does, and `web` behind a process host. */
function ci() {
  const { shop, ledger } = aShop(noon);
  const door = buildsDoor({
    ledger,
    tell: shop.tell,
    clock: shop.ports.clock,
    realNow: () => noon,
    services: ['board', 'board@sandbox', 'web'],
    searches: new Map(),
    whyNoImage: (line, image) => whyNoImage(line === 'web' ? 'local' : 'ec2', image),
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
  return { post, ledger };
}

describe('the image of a build', () => {
  it.each([
    [`sha256:${hex}`, 'the digest of a container image'],
    [`ghcr.io/acme/board@sha256:${hex}`, 'the digest of a container image'],
    ['https://images.acme.example/board.img', 'an address'],
    ['s3://images/board.img', 'an address'],
    ['resolve:ssm:/images/board', 'a parameter, which may name another image tomorrow'],
    ['/var/images/board', 'a path'],
    ['acme/board', 'a path'],
    ['acme/board:1.44.0', 'a tag, which may mean another image tomorrow'],
    ['latest', 'a tag, which may mean another image tomorrow'],
    ['ami-1.44.0', 'no id of an AMI, which has 8 or 17 hex digits'],
    ['ami-0123456789ABCDEF0', 'no id of an AMI, which has 8 or 17 hex digits'],
    ['img-1', 'no id of an image'],
  ])('is refused for servers on EC2 where it is %s', async (image, form) => {
    const { post, ledger } = ci();
    expect(await post({ ...build, image })).toEqual([
      400,
      {
        error:
          `board: image "${image}" is ${form}: a fleet of kind ec2 starts AMIs, by their id. ` +
          'Write the id of the AMI that was made of this build, such as ami-0123456789abcdef0; ' +
          'or no image, where fleet.images of davy.yml says by which tags it is found',
      },
    ]);
    expect(await ledger.builds('board', 5)).toEqual([]);
  });

  it.each([
    ['http://127.0.0.1/board', 'an address'],
    ['/var/images/board', 'a path'],
    ['acme/board', 'a path'],
    ['../board', 'a path'],
    ['board:1.44.0', 'a tag, which may mean another image tomorrow'],
    ['latest', 'a tag, which may mean another image tomorrow'],
    ['LATEST', 'a tag, which may mean another image tomorrow'],
    ['sha256:abc', 'a digest without its 64 hex digits'],
    [`sha256:${hex}0`, 'a digest without its 64 hex digits'],
  ])('is refused for servers of a process host where it is %s', async (image, form) => {
    const { post, ledger } = ci();
    expect(await post({ ...build, service: 'web', image })).toMatchObject([
      400,
      { error: expect.stringContaining(`web: image "${image}" is ${form}: a fleet of kind local`) },
    ]);
    expect(await ledger.builds('web', 5)).toEqual([]);
  });

  it.each([
    ['board', 'ami-0123abcd'],
    ['board', 'ami-0123456789abcdef0'],
    ['web', 'img-965102841c1b'],
    ['web', `sha256:${hex}`],
    ['web', `ghcr.io:443/acme/web@sha256:${hex}`],
  ])('is taken for %s where it is %s', async (service, image) => {
    expect(await ci().post({ ...build, service, image })).toMatchObject([201, {}]);
  });

  it('may be said again of a build that was registered before this rule', async () => {
    const { post, ledger } = ci();
    await ledger.addBuild({ ...build, image: 'ami-old', registeredAt: noon });
    const failed = { passed: 3, failed: 1 };
    expect(await post({ ...build, image: 'ami-old', checks: failed })).toMatchObject([
      200,
      { registered: 'rechecked' },
    ]);
    expect(await post({ ...build, image: 'ami-older' })).toMatchObject([400, {}]);
  });
});
