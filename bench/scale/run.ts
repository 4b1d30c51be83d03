import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { startEmbeddedPostgres } from '../../src/adapters/embedded-postgres/start.ts';
import { startChild } from '../ack/child.ts';
import { addBlocked, addEnded, newBooks, type Sample, sampleFrom } from './books.ts';
import { besides, type Cell, faultsOf, Measured, least } from './figures.ts';

/** How many services, how long a history, and how often each is measured. */
export type Extent = {
  readonly services: readonly number[];
  readonly ended: readonly number[];
  readonly rounds: number;
  readonly looks: number;
};

/** What ends in a few minutes. */
export const usual: Extent = {
  services: [10, 200, 2_000],
  ended: [100_000],
  rounds: 5,
  looks: 200,
};

/** With ten years of a busy company. */
export const full: Extent = { ...usual, ended: [100_000, 1_000_000] };

type Books = Awaited<ReturnType<typeof newBooks>>;
type Server = Awaited<ReturnType<typeof startEmbeddedPostgres>>;
type Result = {
  readonly bench: 'scale';
  readonly flat: boolean;
  /** How many processes wanted a processor meanwhile, on average over the last minutes. */
  readonly load: readonly number[];
  readonly cells: readonly Cell[];
};

/**
 * The ledger's part of a look, for so many services, on ledgers that hold more and more history. A
 * fresh one is measured in turn with each: what the machine does meanwhile meets both.
 */
export async function scaleBench(
  say: (line: string) => void,
  extent: Extent = usual,
): Promise<{ readonly result: Result; readonly faults: readonly string[] }> {
  const dir = mkdtempSync(join(tmpdir(), 'davy-scale-'));
  const server = await startEmbeddedPostgres({ dataDir: join(dir, 'data'), log: () => undefined });
  try {
    const sample = await sampleFrom(server);
    const cells: Cell[] = [];
    for (const services of extent.services)
      for (const cell of await measure({ server, sample, extent, say }, services)) cells.push(cell);
    const faults = cells.flatMap(faultsOf);
    const load = loadavg().map((one) => Math.round(one * 10) / 10);
    return { result: { bench: 'scale', flat: faults.length === 0, load, cells }, faults };
  } finally {
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

type Bench = {
  readonly server: Server;
  readonly sample: Sample;
  readonly extent: Extent;
  readonly say: (line: string) => void;
};

async function measure(bench: Bench, services: number): Promise<readonly Cell[]> {
  const { server, sample, extent, say } = bench;
  const fresh = await newBooks(server, sample, `fresh_${services}`, services);
  const old = await newBooks(server, sample, `old_${services}`, services);
  await addEnded(fresh.config, sample, services, 0, 0);
  const cells: Cell[] = [];
  let before = 0;
  for (const ended of extent.ended) {
    await addEnded(old.config, sample, services, before, ended);
    before = ended;
    await addBlocked(old, services, ended);
    const [plain, laden] = await inTurn(bench, services, fresh, old);
    if (cells.length === 0) cells.push({ services, ended: 0, ...plain, ratio: null, flat: null });
    const cell = besides({ services, ended }, laden, plain);
    cells.push(cell);
    say(JSON.stringify(cell));
  }
  return cells;
}

async function inTurn(
  { extent }: Bench,
  services: number,
  fresh: Books,
  old: Books,
): Promise<readonly [Measured, Measured]> {
  const [plain, laden]: [Measured[], Measured[]] = [[], []];
  for (let round = 0; round < extent.rounds; round += 1) {
    plain.push(await one(fresh, services, extent.looks));
    laden.push(await one(old, services, extent.looks));
  }
  return [least(plain), least(laden)];
}

async function one({ config, owner }: Books, services: number, looks: number): Promise<Measured> {
  const options = { config, owner, services, looks };
  const child = startChild(new URL('./child.ts', import.meta.url), options, ['--expose-gc']);
  try {
    return Measured.parse(z.json().parse(JSON.parse(await child.line())));
  } finally {
    await child.stop();
  }
}
