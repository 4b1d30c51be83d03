import { describe, expect, it } from 'vitest';
import { noLineage } from '../../../src/changes/lineage.ts';
import { worded } from '../../../src/release/state/worded.ts';
import type { Server } from '../../../src/release/state/servers.ts';
import { work } from '../../../src/engine/work.ts';
import { aShop } from '../../support/a-shop.ts';
import { build, plan, prerelease } from '../../support/a-release.ts';
import { noon } from '../../support/noon.ts';
import { ana, priya } from '../../support/people.ts';

const hour = 60 * 60_000;
const server = (id: string, version: string): Server => ({
  id,
  version,
  release: '',
  slot: 0,
  state: 'ready',
  joined: true,
  admits: true,
  share: null,
  users: 10,
  protected: true,
});
const texts = (context: ReturnType<typeof aShop>) =>
  context.state.posted.map(({ content }) => content.text);

function desk() {
  const made = aShop(noon);
  const tend = async (after = 0) => {
    made.state.now += after;
    await made.ledger.wake([{ key: 'line:board', lane: 'world', dueAt: made.state.now }]);
    // Releases of these stories have no fleet of their own: only the line is looked after.
    const claim = await made.ledger.claim(['world'], made.state.now);
    expect(claim?.key).toBe('line:board');
    if (claim) await work(made.shop, claim);
    await made.settle(['slack']);
  };
  return { ...made, tend };
}

describe('the first start', () => {
  it('asks once what is live, and goes on asking until the build is registered', async () => {
    const bot = desk();
    bot.state.servers = [server('a', '1.41.0'), server('b', '1.41.0')];
    await bot.tend();
    expect(texts(bot)).toEqual([
      'Which version of board is live: Davy found 1.41.0 on 2 servers. ' +
        'Record it once, so that a rollback has a target.',
    ]);
    expect(JSON.stringify(bot.state.posted[0]?.content.rich)).toContain(
      'CI has to register 1.41.0 first',
    );
    await bot.ledger.addBuild(build('1.41.0'));
    await bot.tend(30_000);
    await bot.tend(30_000);
    expect(bot.state.posted.filter(({ key }) => key === 'line:board:adopt')).toHaveLength(1);
    expect(JSON.stringify(bot.state.posted[0]?.content.rich)).toContain('Record 1.41.0 as Live');
    await bot.shop.tell(
      { service: 'board', release: null },
      {
        kind: 'adopted',
        at: bot.state.now,
        by: priya,
        build: build('1.41.0'),
        roster: { at: bot.state.now, teams: { whiteboard: [priya.id] } },
        reason: '',
      },
    );
    await bot.settle(['slack']);
    expect(bot.state.posted.find(({ key }) => key === 'line:board:adopt')?.content.text).toBe(
      'Davy knows what is live on board. Pre-releases can start.',
    );
  });
});

describe('what was left lying about', () => {
  it('is called to mind in a direct message first, and taken back when somebody acts', async () => {
    const bot = desk();
    await bot.shop.tell(
      { service: 'board', release: null },
      {
        kind: 'adopted',
        at: noon,
        by: priya,
        build: build('1.41.0'),
        roster: { at: noon, teams: { whiteboard: [priya.id] } },
        reason: '',
      },
    );
    await bot.shop.tell(
      { service: 'board', release: null },
      {
        kind: 'frozen',
        at: noon,
        by: ana,
        until: noon + 30 * 24 * hour,
        reason: 'holiday sale',
        roster: { at: noon, teams: { whiteboard: [ana.id] } },
      },
    );
    await bot.tend(3 * hour);
    expect(bot.state.posted.filter(({ key }) => key.includes('nudge'))).toEqual([]);
    // Monday afternoon: eight office hours since Friday noon.
    await bot.tend(3 * 24 * hour - hour);
    await bot.tend(60_000);
    const reminders = () => bot.state.posted.filter(({ key }) => key.includes('nudge'));
    expect(reminders().map(({ channel, content }) => [channel, content.text])).toEqual([
      ['D0ANA', 'board has been frozen for 3 days by Ana R.: holiday sale.'],
    ]);
    await bot.shop.tell(
      { service: 'board', release: null },
      {
        kind: 'unfrozen',
        at: bot.state.now,
        by: ana,
        roster: { at: bot.state.now, teams: { whiteboard: [ana.id] } },
      },
    );
    await bot.settle(['slack']);
    expect(reminders().map(({ content }) => content.text)).toEqual([
      'Settled: the freeze of board is over. Nobody needs to act.',
    ]);
  });

  it('has a new owner asked for only when the directory says the old one is gone', async () => {
    const bot = desk();
    await bot.shop.tell(
      { service: 'board', release: null },
      {
        kind: 'adopted',
        at: noon,
        by: priya,
        build: build('1.41.0'),
        roster: { at: noon, teams: { whiteboard: [priya.id] } },
        reason: '',
      },
    );
    const asked = {
      kind: 'prerelease-requested',
      at: noon,
      by: priya,
      id: 'rel_1',
      build: build(),
      plan,
      note: 'saved carts',
      roster: { at: noon, teams: {} },
      imageFound: true,
      among: 'alone',
      lineage: noLineage,
    } as const;
    expect((await bot.shop.tell({ service: 'board', release: null }, asked)).kind).toBe('moved');
    const handovers = () =>
      bot.state.posted
        .filter(({ key }) => key.includes('nobody'))
        .map(({ content }) => content.text);
    const open = async () => (await bot.ledger.release('rel_1'))?.reminders ?? [];
    // The release's own looks are somebody else's business here.
    await bot.ledger.settle(
      (await bot.ledger.claim(['world'], noon)) ?? {
        key: '',
        lane: 'world',
        fence: 0,
        tries: 0,
        failingSince: null,
      },
      { dueAt: null, failed: false, now: noon },
    );
    await bot.tend(60_000);
    expect(await open()).toEqual([]);
    bot.state.outside = [priya.id];
    await bot.tend(60_000);
    expect(await open()).toMatchObject([{ thing: 'nobody', rung: 'team', to: priya }]);
    expect(handovers()).toEqual([
      'board 1.42.0 needs a new owner: Priya N. is no longer here. Somebody has to take it over.',
    ]);
    await bot.shop.tell(
      { service: 'board', release: 'rel_1' },
      {
        kind: 'owned',
        at: bot.state.now,
        by: ana,
        roster: { at: bot.state.now, teams: { whiteboard: [ana.id] } },
      },
    );
    await bot.settle(['slack']);
    expect(handovers()).toEqual(['Settled: the reminder about board 1.42.0. Nobody needs to act.']);
  });
});

/** A service that went back from 1.42.0, whose release is over. */
async function withOver() {
  const bot = desk();
  const over = prerelease({ kind: 'rolled-back', at: noon, because: worded('errors'), by: null });
  await bot.ledger.decide(
    { service: 'board', release: null, event: { kind: 'fleet-seen', at: noon, found: [] } },
    (line) => ({
      kind: 'moved',
      line: { ...line, live: build('1.41.0') },
      release: null,
      born: over,
      effects: [],
      supersedes: false,
    }),
    () => [],
  );
  const stray = { ...server('n1', '1.42.0'), release: over.id };
  const rest = [server('a', '1.41.0'), { ...stray, id: 'n0', state: 'leaving' } as const];
  const told = async () =>
    (await bot.ledger.events(over.id)).flatMap(({ event }) =>
      event.kind === 'came-back' ? [event.servers] : [],
    );
  return { bot, over, stray, rest, told };
}

describe('servers of a release that is over', () => {
  it('are told to people once each, and nothing is done to them', async () => {
    const { bot, stray, rest, told } = await withOver();
    bot.state.servers = rest;
    await bot.tend();
    expect(await told()).toEqual([]);
    bot.state.servers = [...rest, stray];
    await bot.tend(60_000);
    await bot.tend(60_000);
    expect(await told()).toEqual([['n1']]);
    bot.state.servers = [...rest, stray, { ...stray, id: 'n2' }];
    await bot.tend(60_000);
    expect(await told()).toEqual([['n1'], ['n2']]);
    const calls = await bot.ledger.pending((await bot.ledger.claim(['page'], bot.state.now))!);
    expect(calls.map(({ effect }) => effect)).toMatchObject([
      { kind: 'page', summary: { kind: 'came-back', servers: ['n1'] } },
      { kind: 'page', summary: { kind: 'came-back', servers: ['n2'] } },
    ]);
    // What no look shows is told as well, and whoever reads the thread learns all of it.
    const { id, version, release } = { ...stray, id: 'n3' };
    const hidden = { id, version, release, since: noon, kind: 'server', costPerHour: null };
    bot.state.strays = [
      hidden,
      { ...hidden, id: 'vol-1', kind: 'volume' },
      { ...hidden, id: 'n0' },
    ];
    await bot.tend(60_000);
    expect(await told()).toEqual([['n1'], ['n2'], ['n3']]);
    await bot.settle(['slack']);
    expect(texts(bot)).toContainEqual(
      'Servers of board 1.42.0 are there again. ' +
        'Its release is over, and somebody has to take care of 3 servers.',
    );
  });

  it('call nobody any more once they are gone, for longer than a list lies', async () => {
    const { bot, over, stray, rest, told } = await withOver();
    bot.state.servers = [...rest, stray];
    await bot.tend();
    bot.state.servers = rest;
    bot.state.strays = [];
    await bot.tend(60_000);
    bot.state.servers = [...rest, stray];
    await bot.tend(60_000);
    bot.state.servers = [...rest, { ...stray, state: 'unknown' }];
    await bot.tend(60_000);
    await bot.tend(60_000);
    const calls = async () =>
      (await bot.ledger.pending((await bot.ledger.claim(['page'], bot.state.now))!)).map(
        ({ effect }) => effect.kind,
      );
    expect((await bot.ledger.release(over.id))?.incidents).toEqual(['look']);
    bot.state.servers = rest;
    await bot.tend(60_000);
    await bot.tend(60_000);
    expect(await bot.ledger.release(over.id)).toMatchObject({ incidents: [] });
    expect(await calls()).toEqual(['page', 'resolve-page']);
    await bot.settle(['slack']);
    expect(texts(bot)).toContainEqual(
      'Servers of board 1.42.0 were taken care of. They are gone, or their build is live.',
    );
    // And whoever is there once more calls once more.
    bot.state.servers = [...rest, stray];
    await bot.tend(60_000);
    expect(await told()).toEqual([['n1'], ['n1']]);
    expect((await bot.ledger.release(over.id))?.incidents).toEqual(['look']);
  });
});
