import { describe, expect, it } from 'vitest';
import { carryOn, type KeptTime } from '../../../src/time/kept-time.ts';
import { aShop } from '../../support/a-shop.ts';
import { moveOn, start } from '../../support/ledger-samples.ts';
import { prerelease } from '../../support/a-release.ts';
import { noon } from '../../support/noon.ts';
import { bad, good } from '../../support/readings.ts';
import { unmeasured } from '../../support/release-parts.ts';

const second = 1_000;
const hour = 3_600_000;

/** A canary that soaks, and lanes that go by the time that replicas keep over a fake database. */
async function soaking() {
  const made = aShop(noon);
  let kept: KeptTime = { aheadMs: 0, lastMs: null };
  const database = { clock: noon };
  const tick = () => {
    const before = kept.lastMs === null ? null : { ms: kept.lastMs, elapsedMs: 5 * second };
    const told = carryOn(kept, database.clock, before);
    kept = told;
    made.state.now = told.lastMs;
  };
  tick();
  await start(made.ledger, 'board', 'rel_1', noon);
  await moveOn(made.ledger, 'board', 'rel_1', {
    change: { ...prerelease({ kind: 'soaking', since: noon }), id: 'rel_1', watch: unmeasured },
    line: { moving: null },
  });
  const seen = prerelease({ kind: 'soaking', since: noon }).seen!;
  const release = async () => (await made.ledger.release('rel_1'))!;
  return {
    release,
    set: (step: number) => {
      database.clock += step;
    },
    /** Five seconds pass; the lanes see the servers, and measure what they are told. */
    pass: async (readings: typeof good) => {
      database.clock += 5 * second;
      tick();
      const at = made.state.now;
      await moveOn(made.ledger, 'board', 'rel_1', { change: { seen: { ...seen, at } } });
      await made.shop.tell(
        { service: 'board', release: 'rel_1' },
        { kind: 'measured', at, readings },
      );
      await made.settle(['clock']);
      return release();
    },
  };
}

describe('a clock of the database that is set while a canary soaks', () => {
  it.each([-5 * hour, -100 * second, 100 * second, 5 * hour])(
    'by %i ms: what turns bad calls people at once, and goes back when its countdown ends',
    async (step) => {
      const made = await soaking();
      for (let i = 0; i < 6; i += 1) await made.pass(good);
      made.set(step);
      const soaked = (await made.release()).watch.creditedMs;
      for (let i = 0; i < 6; i += 1) await made.pass(good);
      const gained = (await made.release()).watch.creditedMs - soaked;
      expect(gained).toBeGreaterThanOrEqual(20 * second);
      expect(gained).toBeLessThanOrEqual(40 * second);
      await made.pass(bad);
      const paged = await made.pass(bad);
      expect(paged.countdown).toMatchObject({ number: 1 });
      // Set again, in the countdown: it lasts its two minutes, give or take seconds.
      made.set(-step);
      let ticks = 0;
      while ((await made.pass(bad)).phase.kind === 'soaking') ticks += 1;
      expect(ticks * 5).toBeGreaterThanOrEqual(100);
      expect(ticks * 5).toBeLessThanOrEqual(140);
      expect((await made.release()).phase.kind).toBe('rolling-back');
    },
  );
});
