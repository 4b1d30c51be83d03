import { endpoints, type Fault } from './kinds.ts';
import { chanceOf, type Chance } from './random.ts';
import { beyond, middle, type World } from './world.ts';

const blockMinutes = 10;

/** What one server counted: requests, failures, and requests slower than each edge. */
export type Tally = { requests: number; failed: number; slow: number[] };

/** A burst: from one minute to another, how many times as bad, and whom it hits (all: -1). */
type Burst = { readonly from: number; readonly to: number; readonly times: number };

/** Everything that happens on the servers of a service, drawn minute by minute. */
export type Life = {
  readonly tally: (server: number, minute: number, minutes: number, fault: Fault) => Tally;
  readonly endpointsOf: (tally: Tally, fault: Fault, isNew: boolean) => readonly number[];
};

/** A life of so many minutes; servers count from 0, the new one is the last. */
export function lifeOf(
  world: World,
  seed: number,
  from: number,
  minutes: number,
  noiseMinutes: number,
): Life {
  const chance = chanceOf(seed);
  const all = burstsOf(chance, world.bursts.all, from, minutes, [2, 15], [1, 8]);
  const uneven = world.luck.map(() => Math.exp(0.3 * chance.normal()));
  const clients = world.luck.map(() =>
    burstsOf(chance, world.bursts.client, from, minutes, [3, 30], [0.5, 5]),
  );
  return {
    tally: (server, minute, length, fault) => {
      const luck = world.luck[server] ?? { errors: 1, time: 0 };
      const day = Math.sin((2 * Math.PI * (minute + world.day.phase)) / 1_440);
      const traffic = world.perMinute * (world.shares[server] ?? 1) * (1 + world.day.traffic * day);
      const requests = chance.poisson(traffic * length);
      const looks = length / noiseMinutes;
      const hit = 1 + (weightIn(all, minute, length) - 1) * (uneven[server] ?? 1);
      const noise = chance.gamma(world.noise.errors / looks);
      const rate = world.usual * luck.errors * (1 + world.day.errors * day) * Math.max(1, hit);
      const share = Math.min(0.9, rate * noise * fault.errors(minute));
      const client = clientErrors(clients[server] ?? [], minute, length, rate * traffic);
      const failed = Math.min(requests, chance.binomial(requests, share) + chance.poisson(client));
      const slowed = luck.time + (world.noise.time / Math.sqrt(looks)) * chance.normal();
      const shift = slowed + Math.log(fault.slower(minute));
      return { requests, failed, slow: slowOf(chance, world, requests, shift, fault.stuck) };
    },
    endpointsOf: (tally, fault, isNew) => splitOf(chance, tally, isNew ? fault.endpoint : null),
  };
}

function burstsOf(
  { poisson, between, logBetween }: Chance,
  anHour: number,
  from: number,
  minutes: number,
  times: readonly [number, number],
  lasting: readonly [number, number],
): readonly Burst[] {
  return Array.from({ length: poisson((anHour * minutes) / 60) }, () => {
    const begins = from + between(0, minutes);
    return { from: begins, to: begins + between(...lasting), times: logBetween(...times) };
  });
}

/** How many times as bad a stretch is, where bursts cover part of it. */
function weightIn(bursts: readonly Burst[], minute: number, length: number): number {
  return bursts.reduce((sum, one) => sum + (one.times - 1) * covered(one, minute, length), 1);
}

/** One client that hammers: at least three failures a minute, or many times what is usual. */
function clientErrors(
  bursts: readonly Burst[],
  minute: number,
  length: number,
  usual: number,
): number {
  return bursts.reduce(
    (sum, one) =>
      sum + covered(one, minute, length) * length * Math.max(3, (one.times - 1) * usual),
    0,
  );
}

function covered({ from, to }: Burst, minute: number, length: number): number {
  return Math.max(0, Math.min(to, minute + length) - Math.max(from, minute)) / length;
}

function slowOf(
  chance: Chance,
  { edges, sigma }: World,
  requests: number,
  shift: number,
  stuck: number,
): number[] {
  let [left, before] = [requests, 1];
  return edges.map((edge) => {
    const z = (Math.log(edge) - middle - shift) / sigma;
    const share = (1 - stuck) * beyond(z) + stuck * beyond(z - Math.log(5) / sigma);
    left = chance.binomial(left, Math.min(1, share / before));
    before = share;
    return left;
  });
}

/** Failures by endpoint; those of one that is broken come on top. */
function splitOf(
  { binomial }: Chance,
  { failed }: Tally,
  broken: Fault['endpoint'],
): readonly number[] {
  const weights = endpoints.map((share, i) => share * (broken?.index === i ? broken.times : 1));
  let [left, whole] = [failed, weights.reduce((sum, one) => sum + one, 0)];
  return weights.map((weight) => {
    const own = binomial(left, Math.min(1, weight / whole));
    left -= own;
    whole -= weight;
    return own;
  });
}

/** How many times as many errors a build has in all because one endpoint is broken. */
export function wholeOf({ endpoint }: Fault): number {
  return endpoint ? 1 + (endpoints[endpoint.index] ?? 0) * (endpoint.times - 1) : 1;
}

/** The last day of the old servers, in pieces of ten minutes. */
export function historyOf(world: World, seed: number, sound: Fault) {
  const life = lifeOf(world, seed, -1_440, 1_440, 1);
  return Array.from({ length: 1_440 / blockMinutes }, (_, block) =>
    Array.from({ length: world.servers }, (_, server) => ({
      block,
      server: `old-${server}`,
      tally: life.tally(server, -1_440 + block * blockMinutes, blockMinutes, sound),
    })),
  ).flat();
}
