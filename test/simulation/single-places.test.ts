import { describe, expect, it } from 'vitest';
import { makeOracle } from './oracle.ts';
import { makeDice } from './random.ts';
import { makeSchedule } from './schedule.ts';
import { makeWeather } from './weather.ts';
import { waysOf } from './ways.ts';
import { makeWorld } from './world.ts';

const minute = 60_000;
const [fresh, old] = ['1.1.0', '1.0.0'];

/** A calm world with one single on its host, and the oracle that reads its journals. */
function calmWorld() {
  const schedule = makeSchedule();
  const oracle = makeOracle(schedule.now);
  const weather = { ...makeWeather(makeDice(1), schedule.now, 0, 0), meanness: 0 };
  const ways = waysOf('singles', 1);
  const world = makeWorld(
    schedule,
    makeDice(1),
    weather,
    () => {},
    () => {},
    ways,
  );
  oracle.watch(world);
  const { singles } = world;
  const swap = (turn: number, fence: number, to: 'stopped' | 'running', version: string) =>
    singles.swap(
      { service: 'board', release: 'rel_1', turn, fence, stillMine: async () => {} },
      { single: 'cron', version, to },
    );
  const found = () => {
    oracle.singles.check(() => true);
    return oracle.violations;
  };
  const shown = () => singles.show().find(({ name }) => name === 'cron');
  return {
    schedule,
    singles,
    swap,
    found,
    shown,
    pass: () => schedule.run(schedule.now() + minute),
  };
}

describe('the host of a single in a whole history', () => {
  it('changes it over for orders that are in time, and nothing is found', async () => {
    const { swap, pass, shown, found } = calmWorld();
    swap(1, 1, 'stopped', fresh);
    expect(shown()).toMatchObject({ state: 'stopping', version: old });
    await pass();
    expect(shown()).toMatchObject({ state: 'stopped' });
    swap(1, 2, 'running', fresh);
    await pass();
    expect(shown()).toMatchObject({ state: 'running', version: fresh });
    expect(found()).toEqual([]);
  });

  it('refuses an older turn, and an older fence of the same', async () => {
    const { swap, pass, shown, found } = calmWorld();
    swap(2, 5, 'stopped', fresh);
    await pass();
    expect(() => swap(1, 9, 'running', old)).toThrow('taking an order of turn 1, fence 9');
    expect(() => swap(2, 4, 'running', old)).toThrow('taking an order of turn 2, fence 4');
    expect(shown()).toMatchObject({ state: 'stopped' });
    expect(found()).toEqual([]);
  });

  it('starts nothing beside what still runs', () => {
    const { swap, singles, found } = calmWorld();
    swap(1, 1, 'stopped', fresh);
    expect(() => swap(1, 2, 'running', fresh)).toThrow('starting a second cron beside 1.0.0');
    expect(singles.alive('cron')).toHaveLength(1);
    expect(found()).toEqual([]);
  });
});

describe('invariant 20 of the whole oracle', () => {
  it('finds two that ran at once in the journal, also when both are over', () => {
    const { singles, schedule, found } = calmWorld();
    const [one] = singles.runs;
    if (!one) throw new Error('nothing runs');
    const overAt = schedule.now() + minute;
    singles.runs[0] = { ...one, overAt };
    singles.runs.push({ ...one, version: fresh, begunAt: overAt - 1, overAt });
    expect(found()).toEqual(['20: two of cron: 1.0.0, and 1.1.0 beside it']);
  });

  it('does not mind one that begins when the other has ended', () => {
    const { singles, schedule, found } = calmWorld();
    const [one] = singles.runs;
    if (!one) throw new Error('nothing runs');
    const overAt = schedule.now() + minute;
    singles.runs[0] = { ...one, overAt };
    singles.runs.push({ ...one, version: fresh, begunAt: overAt });
    expect(found()).toEqual([]);
  });

  it('finds an order that its host took although a newer one had come', () => {
    const { singles, found } = calmWorld();
    const order = { single: 'cron', version: fresh, to: 'stopped' } as const;
    singles.taken.push({ ...order, turn: 2, fence: 1 }, { ...order, turn: 1, fence: 9 });
    expect(found()).toEqual(['20: the host of cron takes stopped of 1/9 after 2/1']);
  });
});
