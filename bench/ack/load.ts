import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { startChild } from './child.ts';

/** What one round of requests came to, as its client saw it. */
export type Load = {
  readonly sent: number;
  readonly elapsedMs: number;
  readonly refused: Readonly<Record<string, number>>;
  readonly acked: readonly { readonly trigger: string; readonly ms: number }[];
};

/** How much is sent, at most, and by how many connections at once. */
export type Size = {
  readonly count: number;
  readonly seconds: number;
  readonly concurrency: number;
};

const Acked = z.array(z.object({ trigger: z.string(), ms: z.number() }));
const Told = z.object({
  sent: z.number(),
  elapsedMs: z.number(),
  refused: z.record(z.string(), z.number()),
});

/** Lets a client process send one round and reads what it counted. */
export async function load(
  options: Size & {
    readonly url: string;
    readonly round: number;
    readonly services: readonly string[];
    readonly answersTo: string;
    readonly dir: string;
  },
): Promise<Load> {
  const acked = join(options.dir, 'acked.json');
  const client = startChild(new URL('./client.ts', import.meta.url), { ...options, acked });
  try {
    await client.line();
    const told = Told.parse(JSON.parse(await client.line()));
    return { ...told, acked: Acked.parse(JSON.parse(readFileSync(acked, 'utf8'))) };
  } finally {
    await client.stop();
  }
}
