import { crowdOf } from './crowd.ts';
import { endpoints, type Fault, sound } from './kinds.ts';
import { type Count, nameOf, type Side, type TraceLook } from './names.ts';
import { chanceOf } from './random.ts';
import { historyOf, type Life, lifeOf, type Tally, wholeOf } from './soak.ts';
import type { World } from './world.ts';

/** A day of history in the shape that docs/judgement.md describes. */
export function historyRows(world: World, seed: number) {
  return historyOf(world, seed, sound).flatMap(({ block, server, tally }) => {
    const row = { block, server, all: tally.requests };
    return [
      { ...row, signal: 'errors', bad: tally.failed },
      ...world.edges.map((edge, i) => ({
        ...row,
        signal: `latency:${edge}`,
        bad: tally.slow[i] ?? 0,
      })),
    ];
  });
}

/** All looks of a soak, one after the other. */
export function* looksOf(
  world: World,
  seed: number,
  fault: Fault,
  minutes: number,
  every: number,
): Generator<TraceLook> {
  const life = lifeOf(world, seed, 0, minutes, every);
  const chance = chanceOf(seed ^ 0x51ed270b);
  const silences = Array.from({ length: chance.poisson(world.silences) }, () => {
    const from = chance.between(0, minutes);
    return { from, to: from + chance.between(1, 5) };
  });
  const owed = new Map<number, Tally>();
  const starts = new Map<number, number>([[world.servers, 0]]);
  const crowd = crowdOf(chance, world, fault, every);
  let nextRestart = fault.restartEvery || Infinity;
  for (let minute = 0; minute < minutes; minute += every) {
    const restarted: { side: Side; server: string }[] = [];
    if (minute >= nextRestart) {
      nextRestart += fault.restartEvery;
      starts.set(world.servers, minute);
      restarted.push({ side: 'new', server: nameOf(world, world.servers) });
    }
    const silent = silences.some(({ from, to }) => minute >= from && minute < to);
    const tallies = Array.from({ length: world.servers + 1 }, (_, server) => {
      if (chance.even() < (world.bursts.restarts * every) / 60 && server < world.servers) {
        starts.set(server, minute);
        restarted.push({ side: 'old', server: nameOf(world, server) });
      }
      const own = tallyOf(world, life, fault, server, { minute, every, since: starts.get(server) });
      const whole = added(owed.get(server), own);
      const isLate = silent || chance.even() < world.late;
      if (isLate) owed.set(server, whole);
      else owed.delete(server);
      return isLate ? null : whole;
    });
    const at = (minute + every) * 60_000;
    const there = crowd(minute);
    const counts = silent ? [] : countsOf(world, life, fault, tallies).concat(there.left);
    const names = silent ? ['errors', 'latency'] : [];
    yield { at, counts, silent: names, restarted, ...there.read };
  }
}

function tallyOf(
  world: World,
  life: Life,
  fault: Fault,
  server: number,
  { minute, every, since }: { minute: number; every: number; since: number | undefined },
): Tally {
  const cold = since === undefined ? 1 : Math.exp(world.warmUp * Math.exp((since - minute) / 5));
  const isNew = server === world.servers;
  const whole = isNew ? wholeOf(fault) : 1;
  return life.tally(server, minute, every, {
    ...sound,
    stuck: isNew ? fault.stuck : 0,
    errors: () => (isNew ? fault.errors(minute) * whole : 1),
    slower: () => (isNew ? fault.slower(minute) : 1) * cold,
  });
}

function added(one: Tally | undefined, other: Tally): Tally {
  if (!one) return other;
  return {
    requests: one.requests + other.requests,
    failed: one.failed + other.failed,
    slow: other.slow.map((slow, i) => slow + (one.slow[i] ?? 0)),
  };
}

function countsOf(
  world: World,
  life: Life,
  fault: Fault,
  tallies: readonly (Tally | null)[],
): readonly Count[] {
  const counts: Count[] = [];
  const ways = { new: [0, 0, 0, 0, 0], old: [0, 0, 0, 0, 0] };
  tallies.forEach((tally, index) => {
    if (!tally) return;
    const isNew = index === world.servers;
    const side = isNew ? 'new' : 'old';
    const server = nameOf(world, index);
    const deaf = isNew && fault.isDeaf;
    const all = tally.requests;
    counts.push({ signal: 'errors', side, server, bad: deaf ? 0 : tally.failed, all });
    world.edges.forEach((edge, i) =>
      counts.push({ signal: `latency:${edge}`, side, server, bad: tally.slow[i] ?? 0, all }),
    );
    const split = deaf ? endpoints.map(() => 0) : life.endpointsOf(tally, fault, isNew);
    split.forEach((failed, i) => (ways[side][i] = (ways[side][i] ?? 0) + failed));
    ways[side][4] = (ways[side][4] ?? 0) + all;
  });
  for (const side of ['new', 'old'] as const)
    if (ways[side][4])
      endpoints.forEach((share, i) =>
        counts.push({
          signal: `endpoint:${i}`,
          side,
          server: '',
          bad: ways[side][i] ?? 0,
          all: Math.max(ways[side][i] ?? 0, Math.round((ways[side][4] ?? 0) * share)),
        }),
      );
  return counts;
}
