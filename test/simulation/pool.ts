import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { WayName } from './ways.ts';

/**
 * `core`: the core alone, driven step by step with a rule book of its own, thousands a minute.
 * `whole`: the whole bot with its ledger, lanes and lost answers.
 */
export const tiers = ['core', 'whole'] as const;

/** One of these. */
export type Tier = (typeof tiers)[number];

/** What came of one history, in either tier. */
export type Lived = {
  readonly seed: number;
  readonly way: WayName;
  readonly events: number;
  readonly faults: number;
  readonly wholeWay: boolean;
  readonly violations: readonly string[];
  readonly journal: readonly string[];
};

const here = join(import.meta.dirname, '../..');

/** Which histories, and of which kinds of fleets. */
export type Asked = { readonly from: number; readonly count: number; readonly ways: string };

/**
 * Lives these seeds on all processors at once; `heard` may end it by answering `stop`. `room` is
 * where the source is that they live by.
 */
export async function liveAll(
  tier: Tier,
  { from, count, ways }: Asked,
  heard: (one: Lived) => 'go on' | 'stop',
  room = here,
): Promise<void> {
  const hands = Math.max(1, Math.min(availableParallelism(), count));
  const workers = Array.from({ length: hands }, (_, hand) => {
    const seeds: number[] = [];
    for (let seed = from + hand; seed < from + count; seed += hands) seeds.push(seed);
    return new Worker(join(room, 'test/simulation/worker.ts'), {
      workerData: { tier, seeds, ways },
      env: {
        ...process.env,
        ...(room === here ? {} : { NODE_COMPILE_CACHE: join(room, '.compiled') }),
      },
    });
  });
  const stop = () => Promise.all(workers.map((worker) => worker.terminate()));
  await Promise.all(
    workers.map(
      (worker) =>
        new Promise<void>((done, fail) => {
          worker.on('message', (one: Lived) => {
            if (heard(one) === 'stop') void stop();
          });
          worker.on('error', fail);
          worker.on('exit', () => done());
        }),
    ),
  );
}
