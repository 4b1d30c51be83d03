import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { memoryLedger } from '../../../src/adapters/memory-ledger/open.ts';
import { work } from '../../../src/engine/work.ts';
import type { Reading } from '../../../src/release/state/reading.ts';
import { aShop } from '../../support/a-shop.ts';
import { moveOn, start } from '../../support/ledger-samples.ts';
import { prerelease } from '../../support/a-release.ts';
import { minute, noon } from '../../support/noon.ts';
import { reading } from '../../support/readings.ts';
import { unmeasured } from '../../support/release-parts.ts';

const second = 1_000;

/** A soaking canary, sources that answer when they are let, and a timer that a test moves on. */
async function soaking() {
  const real = { now: 0 };
  const made = aShop(noon, {
    ledger: memoryLedger({ realTime: () => real.now, sleep: async () => undefined }),
  });
  await start(made.ledger, 'board', 'rel_1', noon);
  await moveOn(made.ledger, 'board', 'rel_1', {
    change: { ...prerelease({ kind: 'soaking', since: noon }), id: 'rel_1', watch: unmeasured },
    line: { moving: null },
  });
  const asked: string[] = [];
  const answers: (() => void)[] = [];
  const slow = (name: string) => () => {
    asked.push(name);
    return new Promise<readonly Reading[]>((resolve) => {
      answers.push(() => resolve([reading('new errors', 0)]));
    });
  };
  const timers = new Set<() => void>();
  Object.assign(made.shop.ports, {
    errors: () => ({ read: slow('sentry'), trace: async () => null }),
    meter: () => ({ read: slow('prometheus'), reconnects: async () => null }),
  });
  const context = {
    ...made.shop,
    every: (_: number, act: () => void) => {
      timers.add(act);
      return () => void timers.delete(act);
    },
  };
  await made.ledger.wake([{ key: 'rel_1', lane: 'watch', dueAt: noon }]);
  const claim = (await made.ledger.claim(['watch'], noon))!;
  const turns = async () => {
    for (let left = 50; left > 0; left -= 1) await turn();
  };
  return {
    ...made,
    asked,
    timers,
    turns,
    begin: async () => {
      const over = work(context, claim);
      await turns();
      return over;
    },
    answer: () => answers.splice(0).forEach((answer) => answer()),
    /** Real time passes; a process that stands still sees nothing of it. */
    pass: async (ms: number, stood: 'awake' | 'still' = 'awake') => {
      real.now += ms;
      if (stood === 'awake') for (const act of timers) act();
      await turns();
    },
  };
}

describe('sources that answer slowly', () => {
  it('are asked side by side', async () => {
    const made = await soaking();
    void made.begin();
    await made.turns();
    expect(made.asked).toEqual(['sentry', 'prometheus']);
    made.answer();
  });

  it('are waited for: the look keeps its lease, and what they say is told', async () => {
    const made = await soaking();
    const over = made.begin();
    await made.turns();
    for (let times = 0; times < 6; times += 1) {
      await made.pass(3 * second);
      expect(await made.ledger.claim(['watch'], noon + minute)).toBeNull();
    }
    made.answer();
    await over;
    expect((await made.ledger.release('rel_1'))?.watch.measuredAt).toBe(noon);
    expect(made.timers.size).toBe(0);
  });

  it('do not keep work for a process that stood still; what it lost is said', async () => {
    const made = await soaking();
    const over = made.begin();
    await made.turns();
    await made.pass(9 * second, 'still');
    expect(await made.ledger.claim(['watch'], noon)).toMatchObject({ key: 'rel_1', fence: 2 });
    await made.pass(0);
    made.answer();
    await over;
    expect((await made.ledger.release('rel_1'))?.watch.measuredAt).toBeNull();
    expect(made.state.logged.filter((line) => line.includes('begun and lost'))).toHaveLength(1);
  });

  it('do not keep it for ever either', async () => {
    const made = await soaking();
    void made.begin();
    await made.turns();
    for (let times = 0; times < 60; times += 1) await made.pass(2 * second);
    expect(await made.ledger.claim(['watch'], noon)).toMatchObject({ key: 'rel_1', fence: 2 });
  });
});

describe('a look that always comes too late', () => {
  it('is a failure that counts, and after ten minutes calls people', async () => {
    const made = aShop(noon);
    await start(made.ledger, 'board', 'rel_1', noon);
    await moveOn(made.ledger, 'board', 'rel_1', {
      change: { ...prerelease({ kind: 'launching', since: noon }), id: 'rel_1' },
      line: { moving: null },
    });
    Object.assign(made.shop.ports, {
      fleet: () => ({
        observe: async () => {
          made.state.now += 6 * second;
          return { servers: [], singles: [] };
        },
        imageState: async () => 'ready',
      }),
    });
    await made.ledger.wake([{ key: 'rel_1', lane: 'world', dueAt: noon }]);
    for (let tries = 0; made.state.now < noon + 11 * minute; tries += 1) {
      await made.settle(['world'], 1);
      made.state.now += 15 * second;
      expect(tries).toBeLessThan(200);
    }
    expect(made.state.logged.join('\n')).toContain('too old to go by');
    const page = (await made.ledger.claim(['page'], made.state.now))!;
    expect(await made.ledger.pending(page)).toMatchObject([{ effect: { kind: 'page' } }]);
  });
});
