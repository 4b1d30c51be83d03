import { describe, expect, it } from 'vitest';
import { work } from '../../../src/engine/work.ts';
import { UpstreamError } from '../../../src/ports/errors.ts';
import type { Meter, WatchQuestion } from '../../../src/ports/meter.ts';
import type { Event } from '../../../src/release/state/event.ts';
import type { Release } from '../../../src/release/state/release.ts';
import { plan, prerelease } from '../../support/a-release.ts';
import { aShop } from '../../support/a-shop.ts';
import { moveOn, start } from '../../support/ledger-samples.ts';
import { minute, noon } from '../../support/noon.ts';
import { issue, reading } from '../../support/readings.ts';
import { unmeasured } from '../../support/release-parts.ts';
import { countersAt, historyOfOld, judgeOptions } from '../../support/soak-samples.ts';

const byCounts = { ...plan, judge: judgeOptions };
const away = () => Promise.reject(new UpstreamError('Prometheus', 'counting'));

/** A release that is watched, a meter that says what it is told to, and what Davy says of it. */
async function watched(change: Partial<Release> = {}) {
  const made = aShop(noon);
  await start(made.ledger, 'board', 'rel_1', noon);
  await moveOn(made.ledger, 'board', 'rel_1', {
    change: {
      ...prerelease({ kind: 'soaking', since: noon }),
      id: 'rel_1',
      watch: unmeasured,
      plan: byCounts,
      ...change,
    },
    line: { moving: null },
  });
  let looks = 0;
  const asked: string[] = [];
  const meter = {
    count: async (): ReturnType<Meter['count']> => countersAt(looks),
    history: async (): ReturnType<Meter['history']> => historyOfOld,
  };
  const said: Extract<Event, { kind: 'measured' }>[] = [];
  Object.assign(made.shop.ports, {
    errors: () => ({ read: async () => [reading('new errors', 0)], trace: async () => null }),
    meter: () => ({
      read: async () => [],
      reconnects: async () => null,
      count: (_: WatchQuestion, watched: readonly string[]) => {
        asked.push(watched.length === 0 ? 'count' : `count ${watched.join()}`);
        return meter.count();
      },
      history: () => (asked.push('history'), meter.history()),
    }),
  });
  const shop = {
    ...made.shop,
    tell: ((about, event) => {
      if (event.kind === 'measured') said.push(event);
      return made.shop.tell(about, event);
    }) satisfies typeof made.shop.tell,
  };
  return {
    ...made,
    shop,
    meter,
    asked,
    said,
    /** One look of whoever has the work, so long after the one before, and what it counts. */
    look: async (seconds = 30, counted = seconds / 30) => {
      looks += counted;
      made.state.now += seconds * 1_000;
      await made.ledger.wake([{ key: 'rel_1', lane: 'watch', dueAt: made.state.now }]);
      const claim = await made.ledger.claim(['watch'], made.state.now);
      if (!claim) throw new Error('nothing is due');
      await work(shop, claim);
      return said.at(-1)?.judged;
    },
  };
}

const totalIn = (judged: Awaited<ReturnType<Awaited<ReturnType<typeof watched>>['look']>>) =>
  judged?.findings.find(({ signal }) => signal === 'errors')?.counted.all;

describe('a look at a release that counts judge', () => {
  it('learns from old servers first, keeps what it counted, and says what follows', async () => {
    const { look, asked, ledger } = await watched();
    expect(await look(0)).toMatchObject({ kind: 'watching', missing: [] });
    const second = await look();
    const signals = 'errors,latency:0.5,latency:1';
    expect(asked).toEqual(['count', 'history', `count ${signals}`]);
    expect(totalIn(second)).toBe(400);
    const soak = await ledger.soak('rel_1');
    expect(soak?.state).toMatchObject({ startedAt: noon, ruler: { learned: true } });
    expect(await ledger.looks('rel_1', { after: 0, most: 9 })).toMatchObject([
      { at: noon },
      { at: noon + minute / 2 },
    ]);
  });

  it('is kept as well where counts only rehearse', async () => {
    const { judge: rehearses, ...rest } = byCounts;
    const { look, ledger } = await watched({ plan: { ...rest, judge: null, rehearses } });
    await look(0);
    expect(totalIn(await look())).toBe(400);
    expect(await ledger.looks('rel_1', { after: 0, most: 9 })).toHaveLength(2);
  });

  it('is told that it is worse', async () => {
    const { look, meter } = await watched();
    await look(0);
    let bad = 0;
    meter.count = async () => countersAt(bad, { more: 50 * bad });
    for (bad = 1; bad < 9; bad += 1) await look();
    expect(await look(30, 0)).toMatchObject({
      kind: 'paged',
      page: { because: { kind: 'worse', signal: 'errors' } },
    });
  });

  it('that nobody answers is a silence, and is made up for', async () => {
    const { look, meter } = await watched();
    await look(0);
    const { count } = meter;
    for (const silent of [away, async () => null]) {
      meter.count = silent;
      expect(await look()).toMatchObject({
        kind: 'undecided',
        missing: expect.arrayContaining(['errors']),
      });
    }
    meter.count = count;
    expect(totalIn(await look())).toBe(1_200);
  });

  it('counts people by what they met, whoever called it known', async () => {
    const { look, shop, ledger } = await watched();
    const group = { ...issue, id: '7', users: 5, oldUsers: 1, level: 'fatal' } as const;
    const issues = [
      group,
      { ...group, id: '8', known: true } as const,
      { ...group, id: '9', what: 'escalating' } as const,
      { ...group, id: '10', what: 'regressed', level: 'error' } as const,
    ];
    const readings = ['new errors', 'all errors'].map((signal) => reading(signal, 5, { issues }));
    Object.assign(shop.ports, {
      errors: () => ({ read: async () => readings, trace: async () => null }),
    });
    await look(0);
    const met = { people: 5, oldPeople: 1 };
    const [kept] = await ledger.looks('rel_1', { after: 0, most: 1 });
    expect(kept?.people).toEqual([
      { group: '7', fatal: true, known: 'new', ...met },
      { group: '8', fatal: true, known: 'known', ...met },
      { group: '9', fatal: true, known: 'other-stack', ...met },
      { group: '10', fatal: false, known: 'new', ...met },
    ]);
    expect(kept?.users).toEqual([
      { side: 'new', server: '', value: 124 },
      { side: 'old', server: '', value: 6_076 },
    ]);
  });
});

describe('a release', () => {
  it('that limits judge, as an older Davy began it, is asked nothing', async () => {
    const { look, asked, said, ledger } = await watched({ plan });
    await look(0);
    expect(asked).toEqual([]);
    expect(said).toHaveLength(1);
    expect(said[0]).not.toHaveProperty('judged');
    expect(await ledger.soak('rel_1')).toBeNull();
  });

  it('that goes back learns nothing from the servers it takes users away from', async () => {
    const { look, asked } = await watched({ kind: 'return' });
    expect(await look(0)).toMatchObject({ kind: 'watching' });
    expect(asked).toEqual(['count']);
  });

  it('whose old side is gone is judged by what it showed before', async () => {
    const { look, meter, ledger } = await watched();
    await look(0);
    for (let index = 0; index < 60; index += 1) await look();
    const { count } = meter;
    meter.count = async () => {
      const read = await count();
      return read && { ...read, counters: read.counters.filter(({ side }) => side === 'new') };
    };
    expect(await look()).toMatchObject({ kind: 'undecided' });
    await moveOn(ledger, 'board', 'rel_1', {
      change: { phase: { kind: 'watching', since: noon, watchedMs: 0 } },
    });
    expect(await look()).toMatchObject({ kind: 'watching', missing: [] });
    const [newest] = await ledger.looks('rel_1', { after: noon + 30.5 * minute, most: 1 });
    expect(newest?.counts).toContainEqual(
      expect.objectContaining({ side: 'old', server: 'before', all: 8_000 }),
    );
  });
});

describe('history', () => {
  it('that does not answer delays nothing, and is learned later as if from the start', async () => {
    const late = await watched();
    const { history } = late.meter;
    late.meter.history = away;
    expect(await late.look(0)).toMatchObject({ kind: 'watching' });
    await late.look();
    expect((await late.ledger.soak('rel_1'))?.state.ruler.learned).toBe(false);
    expect(late.state.logged.join('\n')).toContain('tell nothing of the day before');
    late.meter.history = history;
    const judged = await late.look();
    const inTime = await watched();
    for (const seconds of [0, 30]) await inTime.look(seconds);
    expect(await inTime.look()).toEqual(judged);
    expect(await late.ledger.soak('rel_1')).toEqual(await inTime.ledger.soak('rel_1'));
  });

  it('is not asked for any more after ten minutes', async () => {
    const { look, meter, asked } = await watched();
    meter.history = async () => [];
    for (let index = 0; index < 25; index += 1) await look(index === 0 ? 0 : 30);
    expect(asked.filter((one) => one === 'history')).toHaveLength(20);
  });
});

describe('looks of two replicas', () => {
  it('at the same moment count once', async () => {
    const { look, ledger } = await watched();
    await look(0);
    const before = await look();
    expect(await look(0, 1)).toEqual(before);
    expect(await ledger.looks('rel_1', { after: 0, most: 9 })).toHaveLength(2);
    expect(totalIn(await look(30, 0))).toBe(800);
  });

  it('one of which died between keeping and telling count all, and nothing twice', async () => {
    const { look, shop, said, ledger } = await watched();
    await look(0);
    const { tell } = shop;
    shop.tell = () => Promise.reject(new UpstreamError('PostgreSQL', 'deciding'));
    await look();
    shop.tell = tell;
    expect(said).toHaveLength(1);
    expect((await ledger.soak('rel_1'))?.state.at).toBe(noon + minute / 2);
    expect(totalIn(await look())).toBe(800);
  });

  it('one of which lost its work keeps nothing', async () => {
    const { look, meter, ledger, state } = await watched();
    const { count } = meter;
    meter.count = async () => {
      await ledger.settle(
        { key: 'rel_1', lane: 'watch', fence: 1, tries: 0, failingSince: null },
        { dueAt: state.now, failed: false, now: state.now },
      );
      await ledger.claim(['watch'], state.now);
      return count();
    };
    await look(0);
    expect(await ledger.soak('rel_1')).toBeNull();
  });

  it('after an hour of neither show the silence, and lose no count', async () => {
    const { look, ledger } = await watched();
    await look(0);
    const before = await look();
    const after = await look(3_600);
    expect(totalIn(after)).toBe(121 * 400);
    expect((after?.watchedMs ?? 0) - (before?.watchedMs ?? 0)).toBe(minute / 2);
    const silent = (await ledger.looks('rel_1', { after: 0, most: 9 })).filter(
      (one) => one.silent.length > 0,
    );
    expect(silent.map(({ at }) => at - noon)).toEqual([minute, 60 * minute]);
  });
});
