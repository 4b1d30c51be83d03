import { describe, expect, it } from 'vitest';
import { noLineage } from '../../../src/changes/lineage.ts';
import { build, plan } from '../../support/a-release.ts';
import { noon } from '../../support/noon.ts';
import { ana, priya } from '../../support/people.ts';
import { lineDesk, nobodysServer, textsIn } from './line-desk.ts';

const hour = 60 * 60_000;
describe('the first start', () => {
  it('asks once what is live, and goes on asking until the build is registered', async () => {
    const bot = lineDesk();
    bot.state.servers = [nobodysServer('a', '1.41.0'), nobodysServer('b', '1.41.0')];
    await bot.tend();
    expect(textsIn(bot)).toEqual([
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
    const bot = lineDesk();
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
    const bot = lineDesk();
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
