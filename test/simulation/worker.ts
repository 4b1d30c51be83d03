import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { tiers } from './pool.ts';
import { liveOne } from './tiers.ts';

/** One of several processors at work: lives its seeds one after another and tells each. */
const { tier, seeds } = z
  .object({ tier: z.enum(tiers), seeds: z.array(z.number()) })
  .parse(workerData);

const tell = parentPort?.postMessage.bind(parentPort);
for (const seed of seeds) tell?.(await liveOne(tier, seed));
