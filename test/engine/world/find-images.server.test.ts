import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prereleaseCommand } from '../../../commands/prerelease.ts';
import { ec2Fleet } from '../../../src/adapters/ec2-fleet/fleet.ts';
import { factsBefore } from '../../../src/engine/world/start-facts.ts';
import { buildsDoor } from '../../../src/web/builds.ts';
import { build } from '../../support/a-release.ts';
import { said } from '../../support/answer.ts';
import { aShop } from '../../support/a-shop.ts';
import { type Ec2Place, ec2Place, images } from '../../support/ec2-place.ts';
import { makeImage } from '../../support/ec2-worlds.ts';
import { frontDesk } from '../../support/front-desk.ts';
import { minute, noon } from '../../support/noon.ts';
import { priya } from '../../support/people.ts';
import { boardService } from '../../support/thread-samples.ts';

const secret = 'ci-secret';
const commit = 'a'.repeat(40);
const search = { tags: { releaseVersion: '{version}', Role: 'board' }, withinMs: 120 * minute };
const services = { board: { ...boardService, images: search } };
const tagsOf = (version: string) => ({ releaseVersion: version, Role: 'board' });

let place: Ec2Place;
let way: ReturnType<Ec2Place['newWay']>;
let bot: Awaited<ReturnType<typeof davy>>;
beforeEach(async () => {
  place = await ec2Place();
  way = place.newWay();
  bot = await davy();
});
afterEach(() => place.close());

/** Davy over a fleet on EC2, with CI at its door and somebody who types. */
async function davy() {
  const made = aShop(noon, { services, status: true, fleet: ec2Fleet(place.options(way)) });
  const { shop, ledger, state } = made;
  const live = build('1.41.0', { image: images.old });
  const roster = { at: noon, teams: { whiteboard: [priya.id] } };
  await ledger.addBuild(live);
  await shop.tell(
    { service: 'board', release: null },
    { kind: 'adopted', at: noon, by: priya, build: live, roster, reason: '' },
  );
  const door = buildsDoor({
    ledger,
    tell: shop.tell,
    clock: shop.ports.clock,
    realNow: () => state.now,
    services: ['board'],
    searches: new Map([['board', search]]),
    whyNoImage: () => null,
    secret,
  });
  const register = async (version: string, more: object = {}) => {
    const checks = { passed: 3, failed: 0 };
    const body = JSON.stringify({ service: 'board', version, commit, checks, ...more });
    const at = String(Math.floor(state.now / 1_000));
    const signature = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex');
    const headers = { 'x-davy-signature': `v1=${signature}`, 'x-davy-timestamp': at };
    const { status } = await door.request('/builds', { method: 'POST', body, headers });
    await tend();
    return status;
  };
  const tend = async (after = 0) => {
    state.now += after;
    await ledger.wake([{ key: 'line:board', lane: 'world', dueAt: state.now }]);
    for (let turns = 0; turns < 3; turns += 1) {
      await made.settle(['world'], 4);
      state.now += 5_000;
      await made.settle(['slack']);
    }
  };
  const type = async (words: string) => {
    const desk = frontDesk().deskFor(priya.id, {});
    const { people } = desk;
    const facts = factsBefore({ ...shop.ports, people, log: shop.log }, services);
    const own = { ledger, services, factsBefore: facts, now: state.now };
    const tell: typeof desk.tell = (about, event) => shop.tell(about, event);
    return said(await prereleaseCommand.run(words.split(' '), { ...desk, ...own, tell }));
  };
  const textOf = (key: string) => {
    const found = state.posted.find((one) => one.key === key);
    return found && JSON.stringify([found.content.text, found.content.rich]);
  };
  const card = (version: string) => textOf(`build:board@${version}:card`) ?? '';
  return { ...made, register, tend, type, textOf, card };
}

describe('a build that CI registers without an image', () => {
  it('waits, cannot be started, and can once its image is there', async () => {
    expect(await bot.register('1.44.0')).toBe(201);
    expect(bot.card('1.44.0')).toContain('board 1.44.0 waits for its image');
    expect(bot.card('1.44.0')).toContain('`releaseVersion=1.44.0`, `Role=board`');
    expect(bot.card('1.44.0')).not.toContain('prerelease start');
    const waits = await bot.type('board 1.44.0');
    expect(waits.text).toMatch(/^The image of board 1\.44\.0 is not there yet\./);
    expect(waits.text).toContain('Nothing was started.');
    expect((await bot.type('board')).text).toContain('The image of board 1.44.0 is not there yet.');
    expect(await bot.ledger.open('board')).toEqual([]);

    const image = makeImage(place, tagsOf('1.44.0'));
    await bot.tend(minute);
    expect(bot.card('1.44.0')).toContain('board 1.44.0 is ready to pre-release');
    expect(bot.card('1.44.0')).toContain(image);
    expect(bot.textOf('status:board:status')).toContain('prerelease start');

    // What comes later under the same tags is another image, and this build's stays.
    place.pass(60);
    makeImage(place, tagsOf('1.44.0'));
    await bot.tend(minute);
    expect((await bot.type('board 1.44.0')).text).toMatch(/^Started\. board 1\.44\.0/);
    const [release] = await bot.ledger.open('board');
    expect(release?.build).toMatchObject({ version: '1.44.0', image });
    await bot.tend();
    expect(place.instances().map((one) => one.image)).toContain(image);
  });

  it('costs one question for all that wait, and none where nobody does', async () => {
    await bot.tend(minute);
    const quiet = way.calls();
    await bot.tend(minute);
    const round = way.calls() - quiet;
    for (const version of ['1.44.0', '1.45.0', '1.46.0']) await bot.register(version);
    const before = way.calls();
    await bot.tend(minute);
    expect(way.calls() - before).toBe(round + 1);
  });

  it('is said once where no image comes, and is looked for again when CI says so', async () => {
    await bot.register('1.44.0');
    await bot.tend(119 * minute);
    expect(bot.textOf('build:board@1.44.0:image')).toBeUndefined();
    await bot.tend(2 * minute);
    await bot.tend(minute);
    const told = bot.state.posted.filter(({ key }) => key === 'build:board@1.44.0:image');
    expect(told.map(({ broadcast, edits }) => [broadcast, edits])).toEqual([[true, 0]]);
    expect(told[0]?.content.text).toContain('was found in time');
    expect(bot.card('1.44.0')).toContain('board 1.44.0 has no image');
    expect((await bot.type('board 1.44.0')).text).toContain('Have CI register the build');

    expect(await bot.register('1.44.0')).toBe(200);
    expect(told[0]?.content.text).toContain('is looked for again');
    const image = makeImage(place, tagsOf('1.44.0'));
    await bot.tend(minute);
    expect(told[0]?.content.text).toContain(image);
    expect(bot.card('1.44.0')).toContain('is ready to pre-release');
  });

  it('is not given up while nobody answers, nor told where something newer is live', async () => {
    await bot.register('1.44.0');
    await bot.register('1.40.0');
    expect((await bot.ledger.line('board')).awaited.map((one) => one.version)).toEqual(['1.44.0']);
    for (const part of way.parts) way.trouble(part, 'denied');
    await bot.tend(200 * minute);
    expect((await bot.ledger.line('board')).awaited).toHaveLength(1);
    for (const part of way.parts) way.trouble(part, null);
    await bot.tend(minute);
    expect((await bot.ledger.line('board')).awaited).toEqual([]);
    expect(bot.textOf('build:board@1.44.0:image')).toBeDefined();
    expect(bot.textOf('build:board@1.40.0:image')).toBeUndefined();
  });

  it('takes the image that CI tells later, and says so', async () => {
    await bot.register('1.44.0');
    expect(await bot.register('1.44.0', { image: images.fresh })).toBe(200);
    expect((await bot.ledger.line('board')).awaited).toEqual([]);
    expect(bot.card('1.44.0')).toContain(images.fresh);
    expect(await bot.ledger.events('line:board')).toMatchObject([
      { event: { kind: 'adopted' } },
      { event: { kind: 'image-awaited' } },
      { event: { kind: 'image-found', image: images.fresh, among: null } },
    ]);
  });
});
