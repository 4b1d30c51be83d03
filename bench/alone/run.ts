import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  approve,
  buildThat,
  prerelease,
  register,
  setStage,
  type Stage,
} from '../../playground/stories/stage.ts';
import { startWorld } from '../../playground/world.ts';
import { heldBy } from './heap.ts';
import { type Heard, heardFrom, type Logged, logOf } from './look.ts';

/** The last line: what an hour of nobody did to Davy, and what Davy did to everybody. */
export type AloneResult = {
  readonly bench: 'alone';
  readonly minutes: number;
  readonly clockHours: number;
  readonly heapMb: Memory;
  readonly log: Logged;
} & Heard;

/**
 * What Davy's own process holds, after a fifth of the time and at its end (means of a fifth each),
 * and at most.
 */
type Memory = { readonly early: number; readonly late: number; readonly most: number };

/** How long (real minutes) and how fast the clock runs meanwhile. */
export type Size = { readonly minutes: number; readonly speed: number };

const usual: Size = { minutes: 60, speed: 10 };
/** Each sample makes Davy throw away everything it does not hold, which takes it a moment. */
const sampleMs = 120_000;
/** The daily slot comes after so much of the time. */
const slotAfter = 0.2;
/** Nothing is kept but the caches, which are full by then. */
const growthMost = 1.1;

/**
 * A build is approved and goes out by itself at the daily slot; another one is begun and forgotten.
 * Then nobody does anything.
 */
export async function aloneBench(
  say: (line: string) => void,
  { minutes, speed }: Size = usual,
): Promise<{ readonly result: AloneResult; readonly faults: readonly string[] }> {
  const dir = mkdtempSync(join(tmpdir(), 'davy-alone-'));
  const endsAt = Date.now() + minutes * 60_000;
  const slot = clockTime(Date.now() + minutes * 60_000 * slotAfter * speed);
  const world = await startWorld({
    dir,
    slackPort: 0,
    seed: 8,
    speed,
    path: process.env['PATH'] ?? '',
    pace: { daily: slot },
    environment: { NODE_OPTIONS: '--inspect=127.0.0.1:0' },
  });
  try {
    const stage = await setStage(world, say);
    say(`Daily releases at ${slot}`);
    const card = await prerelease(stage, buildThat(world, 'healthy'));
    await approve(stage, card);
    const heap = await watch(stage, endsAt, () => forget(stage, endsAt));
    const log = logOf(readFileSync(world.davy.logFile, 'utf8'));
    const result: AloneResult = {
      bench: 'alone',
      minutes,
      clockHours: Math.round((minutes * speed) / 6) / 10,
      heapMb: heap,
      log,
      ...heardFrom(await stage.slack.journal()),
    };
    return { result, faults: faultsOf(result) };
  } finally {
    await world.stop(true);
    rmSync(dir, { recursive: true, force: true });
  }
}

/** After the daily release somebody begins the next build and goes home. */
async function forget(stage: Stage, endsAt: number): Promise<void> {
  const { world, slack } = stage;
  const live = buildThat(world, 'healthy').version;
  await slack.see(
    'the daily release to be live',
    ({ text, thread }) => thread === null && text.includes(`${live} is live`),
    endsAt - Date.now(),
  );
  const next =
    world.repository.builds.find(
      ({ behaviour, version }) => behaviour === 'noisy' && version !== live,
    ) ?? buildThat(world, 'noisy');
  await register(world, next);
  await prerelease(stage, next);
}

async function watch(
  { world, say }: Stage,
  endsAt: number,
  forgetting: () => Promise<void>,
): Promise<Memory> {
  const samples: number[] = [];
  const forgotten = forgetting();
  while (Date.now() < endsAt) {
    await sleep(Math.min(sampleMs, Math.max(0, endsAt - Date.now())));
    samples.push(await heldBy(readFileSync(world.davy.logFile, 'utf8')));
    if (samples.length % 3 === 0)
      say(`${Math.round((endsAt - Date.now()) / 60_000)} minutes left, ${samples.at(-1)} MB`);
  }
  await forgotten;
  const fifth = Math.max(1, Math.floor(samples.length / 5));
  const mean = (part: readonly number[]) =>
    Math.round((10 * part.reduce((sum, one) => sum + one, 0)) / part.length) / 10;
  return {
    early: mean(samples.slice(fifth, 2 * fifth)),
    late: mean(samples.slice(-fifth)),
    most: Math.max(...samples),
  };
}

function faultsOf({ heapMb, log, repeated, releases }: AloneResult): readonly string[] {
  return [
    ...(heapMb.late > heapMb.early * growthMost
      ? [`memory grew from ${heapMb.early} to ${heapMb.late} MB`]
      : []),
    ...(log.warnings + log.errors > 0
      ? [`${log.warnings} warnings and ${log.errors} errors in the log: ${log.loudest.join('; ')}`]
      : []),
    ...(repeated.length > 0 ? [`said twice: ${repeated.join('; ')}`] : []),
    ...(releases === 1 ? [] : [`${releases} releases went out instead of one`]),
  ];
}

/** The time of day in the playground's zone, as davy.yml wants it. */
function clockTime(at: number): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/Amsterdam',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at);
}
