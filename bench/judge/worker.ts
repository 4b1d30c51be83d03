import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { liveOne } from './corpus.ts';
import { liveNull } from './nulls.ts';

const Task = z.object({
  which: z.enum(['healthy', 'bad', 'damaged', 'null']),
  from: z.int(),
  to: z.int(),
  step: z.int(),
  firstSeed: z.int(),
});

const { which, from, to, step, firstSeed } = Task.parse(workerData);
for (let number = from; number < to; number += step)
  parentPort?.postMessage(
    which === 'null' ? liveNull(number, firstSeed) : liveOne(which, number, firstSeed),
    [],
  );
