import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startChild } from './child.ts';
import { freePort, startDavy } from './davy.ts';
import { type AckResult, compared, figuresOf, percentile, rate } from './figures.ts';
import { type Beside, prepareLedger } from './ledger.ts';
import { load, type Load, type Size } from './load.ts';
import { davyYml, environmentOf, services } from './settings.ts';

/** How long and how often each side is measured. */
export type Extent = {
  readonly rounds: number;
  readonly warmUp: Size;
  readonly measured: Size;
  readonly flags: readonly string[];
};

const usual: Extent = {
  rounds: 3,
  warmUp: { count: 4_000, seconds: 5, concurrency: 16 },
  measured: { count: 12_000, seconds: 10, concurrency: 16 },
  flags: [],
};

type Bench = {
  readonly extent: Extent;
  readonly say: (line: string) => void;
  readonly dir: string;
  readonly vendors: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly port: number;
  readonly beside: Beside;
  readonly acked: Set<string>;
};

/**
 * Davy and plain Bolt in turn, the same bodies, while releases move. Every round of Davy ends with
 * kill -9, and then the inbox is counted.
 */
export async function ackBench(
  say: (line: string) => void,
  extent: Extent = usual,
): Promise<{ readonly result: AckResult; readonly faults: readonly string[] }> {
  const dir = mkdtempSync(join(tmpdir(), 'davy-bench-'));
  const vendors = startChild(new URL('./vendors.ts', import.meta.url), { services });
  let beside: Beside | undefined;
  try {
    const address = await vendors.line();
    const port = await freePort();
    const config = join(dir, 'davy.yml');
    writeFileSync(config, davyYml(address));
    const environment = environmentOf(address, { port, data: join(dir, 'data'), config });
    say(`preparing ${services.length} services, each with one release`);
    beside = await prepareLedger(environment, (path) => readFileSync(path, 'utf8'));
    return await measure({
      extent,
      say,
      dir,
      vendors: address,
      environment,
      port,
      beside,
      acked: new Set(),
    });
  } finally {
    await beside?.stop();
    await vendors.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function measure(
  bench: Bench,
): Promise<{ readonly result: AckResult; readonly faults: readonly string[] }> {
  const { extent, say } = bench;
  const [davy, bolt, faults, moving]: [Load[], Load[], string[], number[]] = [[], [], [], []];
  for (let round = 1; round <= extent.rounds; round += 1) {
    const measured = await roundOfDavy(bench, round);
    davy.push(measured.load);
    moving.push(measured.moving);
    faults.push(...measured.faults.map((fault) => `round ${round}: ${fault}`));
    bolt.push(await roundOfBolt(bench, round));
    say(`round ${round}: Davy ${told(davy)}; plain Bolt ${told(bolt)}`);
  }
  return { result: figuresOf(davy, bolt, Math.min(...moving)), faults };
}

type DavyRound = {
  readonly load: Load;
  readonly moving: number;
  readonly faults: readonly string[];
};

async function roundOfDavy(bench: Bench, round: number): Promise<DavyRound> {
  const { extent, environment, port, dir, beside } = bench;
  const davy = await startDavy({
    environment,
    port,
    logFile: join(dir, 'davy.log'),
    flags: extent.flags,
  });
  try {
    await untilMoving(beside);
    const warm = await send(bench, davy.url, 2 * round, extent.warmUp);
    const load = await send(bench, davy.url, 2 * round + 1, extent.measured);
    const moving = await beside.moving();
    const waiting = await beside.unanswered();
    await davy.kill();
    return {
      load,
      moving,
      faults: [
        ...(await promisesBroken(bench, [warm, load], waiting)),
        ...refusals(warm),
        ...refusals(load),
      ],
    };
  } finally {
    await davy.kill();
  }
}

/** An acknowledgement means that the row is there, whatever happens to the process that gave it. */
async function promisesBroken(
  { acked, beside, say }: Bench,
  loads: readonly Load[],
  waiting: number,
): Promise<readonly string[]> {
  for (const { trigger } of loads.flatMap((load) => load.acked)) acked.add(trigger);
  const stored = await beside.stored();
  const { lost, invented } = compared(acked, stored);
  say(
    `killed -9 with ${waiting} answers still to give: ${acked.size} acknowledged in all, ` +
      `${stored.size} rows in the inbox, ${lost} lost, ${invented} invented`,
  );
  return lost + invented === 0
    ? []
    : [`${lost} acknowledged deliveries are lost, ${invented} were invented`];
}

async function roundOfBolt(bench: Bench, round: number): Promise<Load> {
  const bolt = startChild(new URL('./plain-bolt.ts', import.meta.url), {});
  try {
    const url = await bolt.line();
    await send(bench, url, 2 * round, bench.extent.warmUp);
    return await send(bench, url, 2 * round + 1, bench.extent.measured);
  } finally {
    await bolt.stop();
  }
}

function send({ dir, vendors }: Bench, url: string, round: number, size: Size): Promise<Load> {
  return load({ ...size, url, round, services, answersTo: vendors, dir });
}

async function untilMoving(beside: Beside): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if ((await beside.moving()) === services.length) return;
    await sleep(100);
  }
  throw new Error(`only ${await beside.moving()} of ${services.length} releases came to move`);
}

function refusals({ refused }: Load): readonly string[] {
  return Object.entries(refused).map(([why, times]) => `${times} requests were answered ${why}`);
}

function told(loads: readonly Load[]): string {
  const last = loads.slice(-1);
  const times = last.flatMap(({ acked }) => acked.map(({ ms }) => ms));
  const [p50, p99] = [percentile(times, 0.5).toFixed(1), percentile(times, 0.99).toFixed(1)];
  return `${Math.round(rate(last))} a second (p50 ${p50} ms, p99 ${p99} ms)`;
}
