import type { Chance } from './random.ts';

/** A service as it is before anybody releases: its servers, its traffic and its noise. */
export type World = {
  readonly servers: number;
  /** Requests a minute on one server. */
  readonly perMinute: number;
  /** Share of requests that fail on a usual day. */
  readonly usual: number;
  /** How much each old server, and last the new one, strays for good: errors and time taken. */
  readonly luck: readonly { readonly errors: number; readonly time: number }[];
  readonly shares: readonly number[];
  /** Of the logarithm of the time that a request takes: the middle is 0.1 s. */
  readonly sigma: number;
  readonly edges: readonly number[];
  readonly day: { readonly traffic: number; readonly errors: number; readonly phase: number };
  readonly noise: { readonly errors: number; readonly time: number };
  /** An hour: bursts that hit everybody, and of one client that hits one server. */
  readonly bursts: { readonly all: number; readonly client: number; readonly restarts: number };
  readonly warmUp: number;
  /** Share of server looks that come one look late, and how often everything is silent a soak. */
  readonly late: number;
  readonly silences: number;
};

/** What a bench holds still to see one thing. */
export type Fixed = Partial<
  Pick<World, 'servers' | 'perMinute' | 'usual'> & {
    readonly calm: boolean;
    readonly traffic: readonly [number, number];
  }
>;

/** The middle request of every service takes a tenth of a second. */
export const middle = Math.log(0.1);

const allEdges = [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.75, 1, 1.5, 2, 3, 5] as const;

/** Draws a service. A calm one has the chance of its events, and no noise besides. */
export function worldOf(chance: Chance, fixed: Fixed): World {
  const { between, logBetween, normal } = chance;
  const noisy = fixed.calm ? 0 : 1;
  const servers = fixed.servers ?? Math.round(logBetween(4, 40));
  const sigma = between(0.4, 0.9);
  const [errors, time] = [noisy * between(0.03, 0.2), noisy * between(0.003, 0.03)];
  const perMinute = fixed.perMinute ?? logBetween(...(fixed.traffic ?? [4, 3_000]));
  return {
    servers,
    perMinute,
    usual: fixed.usual ?? logBetween(0.0002, 0.03),
    luck: Array.from({ length: servers + 1 }, () => ({
      errors: Math.exp(errors * normal()),
      time: time * normal(),
    })),
    shares: Array.from({ length: servers + 1 }, () => Math.exp(0.2 * noisy * normal())),
    sigma,
    edges: edgesFor(sigma),
    day: {
      traffic: noisy * between(0, 0.5),
      errors: noisy * between(0, 0.3),
      phase: between(0, 1_440),
    },
    noise: { errors: noisy * between(0, 0.4), time: noisy * between(0, 0.03) },
    bursts: {
      all: noisy * between(0, 0.7),
      client: noisy * between(0, 0.06),
      restarts: noisy * between(0, 0.02),
    },
    warmUp: noisy * Math.log(between(1.2, 2.5)),
    late: noisy * between(0, 0.01),
    silences: noisy * between(0, 2),
  };
}

/** Those of a usual histogram that lie where 30, 5 and 1 of 100 requests are slower. */
function edgesFor(sigma: number): readonly number[] {
  const wanted = [0.5, 1.64, 2.33].map((z) => Math.exp(middle + z * sigma));
  const found = wanted.map((time) =>
    allEdges.reduce((best, edge) =>
      Math.abs(Math.log(edge / time)) < Math.abs(Math.log(best / time)) ? edge : best,
    ),
  );
  return [...new Set(found)].sort((a, b) => a - b);
}

/** Share of a normal curve that lies beyond (Abramowitz and Stegun 26.2.17). */
export function beyond(z: number): number {
  if (z < 0) return 1 - beyond(-z);
  const t = 1 / (1 + 0.2316419 * z);
  const series = [1.330274429, -1.821255978, 1.781477937, -0.356563782, 0.31938153];
  const sum = series.reduce((sum, one) => sum * t + one, 0) * t;
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * sum;
}
