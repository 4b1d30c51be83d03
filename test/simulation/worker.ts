import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { tiers } from './pool.ts';
import { liveOne } from './tiers.ts';
import { wayOf, waysAsked } from './ways.ts';

/** One of several processors at work: lives its seeds one after another and tells each. */
const { tier, seeds, ways } = z
  .object({ tier: z.enum(tiers), seeds: z.array(z.number()), ways: z.string() })
  .parse(workerData);

// Faults are thrown by the thousand, and nobody reads where from: to look that up takes longer.
Error.stackTraceLimit = 0;
const tell = parentPort?.postMessage.bind(parentPort);
const asked = waysAsked(tier, ways);
for (const seed of seeds) tell?.(await liveOne(tier, seed, wayOf(tier, asked, seed)));
