import { beforeEach, describe, expect, it } from 'vitest';
import { worded } from '../../../src/release/state/worded.ts';
import type { Stray } from '../../../src/ports/fleet.ts';
import { build, prerelease } from '../../support/a-release.ts';
import { minute, noon } from '../../support/noon.ts';
import { ana } from '../../support/people.ts';
import { boardService } from '../../support/thread-samples.ts';
import { lineDesk, nobodysServer, textsIn } from './line-desk.ts';

const roster = { at: noon + 31 * minute, teams: { whiteboard: [ana.id] } };

/** A service whose pre-release of 1.42.0 ended three hours ago; two of its servers are there. */
async function leftOver(terminateAfterMs: number | null = null) {
  const services = { board: { ...boardService, reaper: { terminateAfterMs } } };
  const bot = lineDesk({ services });
  const endedAt = noon - 180 * minute;
  const over = prerelease({
    kind: 'rolled-back',
    at: endedAt,
    because: worded('errors'),
    by: null,
  });
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
  const one = {
    ...nobodysServer('n1', '1.42.0'),
    release: over.id,
    joined: false,
    admits: false,
    users: 0,
    protected: false,
  };
  const stray: Stray = {
    id: 'n1',
    version: '1.42.0',
    release: over.id,
    since: noon - 300 * minute,
    kind: 'server',
    costPerHour: 0.096,
  };
  const rest = [nobodysServer('a', '1.41.0')];
  bot.state.servers = [...rest, one, { ...one, id: 'n2' }];
  bot.state.strays = [stray, { ...stray, id: 'n2' }];
  const group = async () => (await bot.ledger.line('board')).strays.at(-1);
  const order = async (act: 'terminate' | 'unprotect' = 'terminate') => {
    const { no = 0, rev = 0, servers = [] } = (await group()) ?? {};
    return bot.shop.tell(
      { service: 'board', release: null },
      {
        kind: 'strays-ordered',
        at: bot.state.now,
        act,
        by: ana,
        roster: { ...roster, at: bot.state.now },
        afterMs: null,
        no,
        rev,
        reason: 'left over',
        graceMs: minute,
        looked: servers,
      },
    );
  };
  return { bot, over, one, stray, rest, group, order };
}

let it_: Awaited<ReturnType<typeof leftOver>>;
beforeEach(async () => {
  it_ = await leftOver();
});

describe('the reaper', () => {
  it('asks once, after half an hour, and says what they cost', async () => {
    const { bot, group } = it_;
    await bot.tend();
    await bot.tend(minute);
    expect(await group()).toMatchObject({ toldAt: null });
    expect(textsIn(bot)).toEqual(expect.not.arrayContaining([expect.stringContaining('cost')]));
    await bot.tend(29 * minute);
    const cost = 'ended 3 h 30 min ago, cost about $0.67 so far.';
    expect(textsIn(bot)).toContainEqual(`2 servers of board 1.42.0 left over: ${cost}`);
    const { seq } = await bot.ledger.line('board');
    await bot.tend(minute);
    expect(await bot.ledger.line('board')).toMatchObject({ seq });
    expect(bot.state.done).toEqual([]);
  });

  it('destroys what people say, after the grace, and says that it is gone', async () => {
    const { bot, group, order } = it_;
    await bot.tend();
    await bot.tend(30 * minute);
    expect(await order()).toMatchObject({ kind: 'moved' });
    expect(await order()).toMatchObject({ kind: 'refused' });
    await bot.tend(30_000);
    expect(bot.state.done).toEqual([]);
    bot.state.lost = 1;
    await bot.tend(30_000);
    await bot.tend(minute);
    expect(bot.state.done).toEqual(['destroy n1 n2', 'destroy n1 n2']);
    await bot.tend(minute);
    await bot.tend(minute);
    expect(await group()).toMatchObject({ end: { kind: 'terminated', by: ana } });
    expect(textsIn(bot)).toContainEqual('2 servers of board 1.42.0 terminated.');
    expect(bot.state.done).toHaveLength(2);
  });

  it('spares a server that got users meanwhile, and the others with it', async () => {
    const { bot, one, rest, group, order } = it_;
    await bot.tend();
    await bot.tend(30 * minute);
    await order();
    bot.state.servers = [...rest, one, { ...one, id: 'n2', users: 3 }];
    await bot.tend(minute);
    expect(bot.state.done).toEqual([]);
    expect(await group()).toMatchObject({ word: null, end: null });
  });

  it('does nothing while it cannot tell what is there', async () => {
    const { bot, one, rest, group, order } = it_;
    await bot.tend();
    await bot.tend(30 * minute);
    await order();
    bot.state.servers = [...rest, one, { ...one, id: 'n2', state: 'unknown' }];
    await bot.tend(minute);
    expect(bot.state.done).toEqual([]);
    expect(await group()).toMatchObject({ word: { kind: 'terminate' } });
  });

  it('takes protection off only when told, and then offers to terminate', async () => {
    const { bot, one, rest, group, order } = it_;
    bot.state.servers = [...rest, { ...one, protected: true }, { ...one, id: 'n2' }];
    await bot.tend();
    await bot.tend(30 * minute);
    expect(await order()).toMatchObject({ because: { says: 'strayKept' } });
    await order('unprotect');
    await bot.tend(minute);
    await bot.tend(minute);
    expect(bot.state.done).toEqual(['unprotect n1']);
    expect(await group()).toMatchObject({ word: null, servers: [{ kept: null }, { kept: null }] });
    expect(await order()).toMatchObject({ kind: 'moved' });
  });

  it('says why, where the fleet refuses for long', async () => {
    const { bot, group, order } = it_;
    await bot.tend();
    await bot.tend(30 * minute);
    await order();
    bot.state.refuses = 'destroying n1, which a person keeps';
    await bot.tend(minute);
    expect(await group()).toMatchObject({ word: {} });
    await bot.tend(10 * minute);
    expect(await group()).toMatchObject({ word: null, failed: expect.stringMatching(/keeps/) });
  });

  it('destroys by itself only where davy.yml says so, and what it knows to be over', async () => {
    const alone = await leftOver(24 * 60 * minute);
    const { bot, stray } = alone;
    bot.state.strays = [...bot.state.strays, { ...stray, id: 'x1', release: 'rel_ELSEWHERE' }];
    bot.state.servers = [
      ...bot.state.servers,
      { ...alone.one, id: 'x1', release: 'rel_ELSEWHERE' },
    ];
    await bot.tend();
    await bot.tend(30 * minute);
    await bot.tend(24 * 60 * minute);
    await bot.tend(minute);
    expect(bot.state.done).toEqual(['destroy n1 n2']);
    await it_.bot.tend();
    await it_.bot.tend(30 * minute);
    await it_.bot.tend(24 * 60 * minute);
    await it_.bot.tend(minute);
    expect(it_.bot.state.done).toEqual([]);
  });
});
