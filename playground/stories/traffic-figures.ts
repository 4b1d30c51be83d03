import { z } from 'zod';
import { call } from '../call.ts';
import type { World } from '../world.ts';
import { serversOf } from './servers.ts';

/** A stage of a release: what share of the requests a version was to get. */
export type Wanted = { readonly stage: string; readonly version: string; readonly share: number };

/** What became of it, counted where the requests came in. */
export type Measured = {
  readonly stage: string;
  readonly version: string;
  /** What the plan says, what the balancer was told, and what it did (0 to 1). */
  readonly asked: number;
  readonly told: number;
  readonly measured: number;
  readonly requests: number;
  readonly failed: number;
};

/** How a release went whose traffic is steered. */
export type TrafficFigures = {
  readonly stages: readonly Measured[];
  /** Stages that the balancer was never told of. */
  readonly missing: number;
  /** Counted by whoever asked, and at the balancer. */
  readonly failedRequests: number;
  /** The same by what those said who asked; one that failed at the balancer is in it twice. */
  readonly failures: Readonly<Record<string, number>>;
  readonly mostDeviation: number;
};

/** So many requests of a stage make a measured share one that can be believed. */
export const enoughRequests = 5_000;

const Stages = z.array(
  z.object({
    atMs: z.number(),
    weights: z.record(z.string(), z.number()),
    requests: z.record(z.string(), z.number()),
    failed: z.number(),
  }),
);
/** Weights are whole numbers: shares nearer than this are the same. */
const near = 0.005;

type Stage = z.infer<typeof Stages>[number] & {
  readonly shareOf: (version: string, of: 'weights' | 'requests') => number;
};

/** What the balancer's own book says of each split that it was ever told, oldest first. */
export async function splitsOf(world: World): Promise<readonly Stage[]> {
  const stages = Stages.parse(await call(`${world.addresses.balancer}/_control/traffic`));
  const versionOf = new Map((await serversOf(world)).map(({ id, version }) => [id, version]));
  return stages.map((stage) => ({
    ...stage,
    shareOf: (version, of) => {
      const all = Object.entries(stage[of]);
      const mine = all.filter(([id]) => versionOf.get(id) === version);
      return total(all) > 0 ? total(mine) / total(all) : 0;
    },
  }));
}

/**
 * The split under which a stage had most of its requests. Nothing of a version is what came after
 * it had something.
 */
export async function measure(world: World, wanted: Wanted): Promise<Measured | undefined> {
  const { stage, version, share } = wanted;
  const splits = await splitsOf(world);
  const first = splits.findIndex((one) => one.shareOf(version, 'weights') > 0);
  const found = splits
    .slice(Math.max(0, first))
    .filter((one) => Math.abs(one.shareOf(version, 'weights') - share) <= near)
    .toSorted((a, b) => requestsIn(b) - requestsIn(a))[0];
  return (
    found && {
      stage,
      version,
      asked: share,
      told: found.shareOf(version, 'weights'),
      measured: found.shareOf(version, 'requests'),
      requests: requestsIn(found),
      failed: found.failed,
    }
  );
}

function requestsIn({ requests }: Stage): number {
  return total(Object.entries(requests));
}

function total(entries: readonly (readonly [string, number])[]): number {
  return entries.reduce((sum, [, n]) => sum + n, 0);
}
