import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Lived, Which } from './corpus.ts';
import type { NullLived } from './nulls.ts';

/** Lives many soaks on all processors. */
export async function liveAll(
  which: Which,
  count: number,
  firstSeed: number,
): Promise<readonly Lived[]> {
  return await crewOf<Lived>(which, count, firstSeed);
}

/** Lives many soaks in which nothing is wrong. */
export async function liveNulls(count: number, firstSeed: number): Promise<readonly NullLived[]> {
  return await crewOf<NullLived>('null', count, firstSeed);
}

async function crewOf<Result>(
  which: Which | 'null',
  count: number,
  firstSeed: number,
): Promise<readonly Result[]> {
  const step = Math.min(count, availableParallelism());
  const results: Result[] = [];
  await Promise.all(
    Array.from({ length: step }, (_, from) => {
      const worker = new Worker(new URL('worker.ts', import.meta.url), {
        workerData: { which, from, to: count, step, firstSeed },
      });
      worker.on('message', (one: Result) => void results.push(one));
      return new Promise<void>((resolve, reject) => {
        worker.on('error', reject);
        worker.on('exit', (code) =>
          code === 0 ? resolve() : reject(new Error(`a worker ended with ${code}`)),
        );
      });
    }),
  );
  return results;
}
