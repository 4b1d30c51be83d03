import { describe, expect, it } from 'vitest';
import { memoryLedger } from '../../src/adapters/memory-ledger/open.ts';
import { startEngine } from '../../src/engine/start.ts';
import type { WorkerContext } from '../../src/engine/worker-context.ts';
import type { WakeUp } from '../../src/ports/work.ts';
import { quietLog } from '../support/quiet-log.ts';
import { until } from '../support/until.ts';

/** A replica that has nothing else to do, in time that passes only while it waits. */
async function alone(wishes: readonly WakeUp[], waitsMost: number, speed = 1) {
  let real = 0;
  const waits: number[] = [];
  const claimedAt: number[] = [];
  const kept = memoryLedger({
    realTime: () => real,
    sleep: (ms, enough) => {
      waits.push(ms);
      real += ms;
      return waits.length < waitsMost
        ? Promise.resolve()
        : new Promise((resolve) => {
            enough.addEventListener('abort', resolve);
          });
    },
  });
  await kept.wake(wishes);
  const ledger: typeof kept = {
    ...kept,
    claim: async (...asked) => {
      const claim = await kept.claim(...asked);
      if (claim) claimedAt.push(real);
      return claim;
    },
  };
  const clock = { now: () => real * speed, wall: (at: number) => at / speed };
  const context = { ports: { ledger, clock }, log: quietLog, at: () => {} };
  const engine = startEngine(context as unknown as WorkerContext);
  await until(async () => waits.length === waitsMost);
  await engine.stop();
  return { waits, claimedAt };
}

describe('a replica with nothing to do', () => {
  it('asks once a second', async () => {
    const { waits } = await alone([], 4);
    expect(waits).toEqual([1_000, 1_000, 1_000, 1_000]);
  });

  it('is there when work becomes due that it knows of', async () => {
    const { claimedAt } = await alone([{ key: 'rel_GONE', lane: 'world', dueAt: 1_300 }], 6);
    expect(claimedAt).toEqual([1_300]);
  });

  it('knows when that is on a clock that runs fast', async () => {
    const { claimedAt } = await alone([{ key: 'rel_GONE', lane: 'world', dueAt: 4_000 }], 6, 10);
    expect(claimedAt).toEqual([400]);
  });
});
