import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '../ack/figures.ts';
import { type Blow, strike } from './chaos.ts';
import { waysHome } from './judge.ts';
import { type Played, playScene, type Size } from './scene.ts';
import { countdownMs } from './settings.ts';

/** How large both scenes are, what is struck, and how many builds turn bad in each. */
export type Extent = {
  readonly struck: Size;
  readonly blows: readonly Blow[];
  readonly badWhileStruck: number;
  readonly calm: Size;
  readonly badWhileCalm: number;
};

const usual: Extent = {
  struck: { replicas: 3, services: 200, moving: 40, callMs: 150, betweenSeconds: 150 },
  blows: ['kill', 'kill', 'pause', 'kill', 'restart the database', 'kill', 'pause', 'kill', 'kill'],
  badWhileStruck: 8,
  calm: { replicas: 3, services: 200, moving: 50, callMs: 20, betweenSeconds: 150 },
  badWhileCalm: 25,
};

type Spread = { readonly count: number; readonly p50Ms: number; readonly p99Ms: number };

/** The last line of the benchmark. */
type Result = {
  readonly bench: 'replicas';
  readonly services: number;
  readonly moving: readonly [struck: number, calm: number];
  readonly kills: number;
  readonly pauses: number;
  readonly databaseRestarts: number;
  readonly acknowledged: number;
  readonly lost: number;
  readonly doubled: number;
  /** From a kill or a pause until somebody else had the work. */
  readonly takeOver: Spread;
  /** From a page and the end of its countdown to the first call of the way back. */
  readonly home: Spread;
  /** From the first bad figure to the page: two looks. */
  readonly page: Spread;
  readonly load: readonly number[];
};

const takeOverMostMs = 10_000;
const homeMostMs = 10_000;

/**
 * Several real replicas on one real PostgreSQL. First they are killed and paused, and their
 * database, too; then, in calm, builds turn bad.
 */
export async function replicasBench(
  say: (line: string) => void,
  extent: Extent = usual,
): Promise<{ readonly result: Result; readonly faults: readonly string[] }> {
  const struck = await playScene(
    extent.struck,
    say,
    async ({ replicas, store, moving, turnBad }) => {
      const turning = turn(moving.slice(0, extent.badWhileStruck), turnBad, 9_000);
      const blows = await strike({ replicas, store }, extent.blows, say);
      await turning;
      return blows;
    },
  );
  told(say, struck);
  const calm = await playScene(extent.calm, say, async ({ moving, turnBad }) => {
    await turn(moving.slice(0, extent.badWhileCalm), turnBad, 1_500);
    await sleep(countdownMs);
  });
  told(say, calm);
  const ways = waysHome(calm.journal, countdownMs);
  const scenes = [struck, calm];
  const result: Result = {
    bench: 'replicas',
    services: extent.struck.services,
    moving: [extent.struck.moving, extent.calm.moving],
    kills: times(extent.blows, 'kill'),
    pauses: times(extent.blows, 'pause'),
    databaseRestarts: times(extent.blows, 'restart the database'),
    acknowledged: struck.acked + calm.acked,
    lost: scenes.reduce((sum, { verdict }) => sum + verdict.lost.length, 0),
    doubled: scenes.reduce((sum, { verdict }) => sum + verdict.doubled.length, 0),
    takeOver: spread(struck.seen.flatMap(({ taken }) => taken.map(({ ms }) => ms))),
    home: spread(ways.map(({ pageToHomeMs }) => pageToHomeMs)),
    page: spread(ways.map(({ badToPageMs }) => badToPageMs)),
    load: loadavg().map((one) => Math.round(one * 10) / 10),
  };
  return { result, faults: [...scenes.flatMap(broken), ...tooSlow(result, extent)] };
}

/** One build after the other, so that each is alone in what it takes. */
async function turn(
  services: readonly string[],
  turnBad: (service: string) => Promise<void>,
  everyMs: number,
): Promise<void> {
  for (const service of services) {
    await turnBad(service);
    await sleep(everyMs);
  }
}

function told(say: (line: string) => void, played: Played<unknown>): void {
  const { verdict, acked, journal } = played;
  const launched = journal.filter(({ kind }) => kind === 'launched').length;
  say(
    `${verdict.lost.length} lost, ${verdict.doubled.length} doubled; ` +
      `${acked} acknowledged, ${launched} servers launched, ${journal.length} calls`,
  );
  // Said at once: the next scene may not come to its end.
  for (const fault of broken(played)) say(fault);
}

function broken({ verdict }: Played<unknown>): readonly string[] {
  return [
    ...verdict.lost.map((one) => `lost: ${one}`),
    ...verdict.doubled.map((one) => `doubled: ${one}`),
  ];
}

function tooSlow({ takeOver, home }: Result, extent: Extent): readonly string[] {
  return [
    ...(takeOver.count > 0 && takeOver.p99Ms <= takeOverMostMs
      ? []
      : [`work of ${takeOver.count} lay, p99 ${takeOver.p99Ms} ms`]),
    ...(home.count === extent.badWhileCalm && home.p99Ms <= homeMostMs
      ? []
      : [`${home.count} of ${extent.badWhileCalm} ways back, p99 ${home.p99Ms} ms`]),
  ];
}

function times(blows: readonly Blow[], which: Blow): number {
  return blows.filter((one) => one === which).length;
}

function spread(values: readonly number[]): Spread {
  return {
    count: values.length,
    p50Ms: Math.round(percentile(values, 0.5)),
    p99Ms: Math.round(percentile(values, 0.99)),
  };
}
