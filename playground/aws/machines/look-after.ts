import type { Server } from 'node:net';
import type { Clock } from '../clock.ts';
import type { HostCalls } from './host-calls.ts';
import type { Machine, Pulse, Steering } from './machines.ts';

/** Tags of an image that say which build of the playground it is made of. */
const buildTag = 'playground:image';
const serviceTag = 'playground:service';

/** One machine: what is wanted of it, and what was seen of its process. */
export type Run = {
  readonly machine: Machine;
  readonly token: string;
  readonly door: Server;
  isWanted: boolean;
  host: string | undefined;
  address: string | undefined;
  isLetIn: boolean;
  pulse: Pulse;
};

/** Where the rule sends users, and what the balancer was told of it last. */
export type Shared = { steering: readonly Steering[]; weights: string };

/** A machine that was just switched on. */
export function newRun(machine: Machine, boot: number, door: Server, now: number): Run {
  return {
    machine,
    token: `${machine.id}/${boot}`,
    door,
    isWanted: true,
    host: undefined,
    address: undefined,
    isLetIn: false,
    pulse: { kind: 'no-answer', sinceMs: now },
  };
}

/** Compares once what is wanted with what is there, and does what is missing. */
export async function lookAfter(
  calls: HostCalls,
  runs: Map<string, Run>,
  shared: Shared,
  clock: Clock,
): Promise<void> {
  for (const run of runs.values())
    if (run.isWanted && run.host === undefined) await launch(calls, run);
  const listed = new Map((await calls.list()).map((one) => [one.id, one]));
  for (const run of runs.values()) run.address = listed.get(run.host ?? '')?.address ?? undefined;
  // Whoever is to end gets nobody any more before it ends.
  await share(calls, runs, shared);
  for (const [id, run] of runs) {
    const seen = listed.get(run.host ?? '');
    const isGone = seen?.state === 'terminated' || (seen === undefined && run.host === undefined);
    if (!run.isWanted && isGone) runs.delete(id);
    else if (!run.isWanted && seen?.state !== 'shutting-down' && seen !== undefined)
      await calls.end(seen.id);
  }
  // One that does not answer holds up nobody else.
  await Promise.all([...runs.values()].map((run) => feel(calls, run, clock)));
}

async function launch(calls: HostCalls, run: Run): Promise<void> {
  const { imageTags } = run.machine;
  const service = imageTags.get(serviceTag) ?? 'board';
  const image = imageTags.get(buildTag);
  // An image of no build: a machine on which nothing ever starts.
  if (image !== undefined) run.host = (await calls.launch(run.token, service, image)).id;
}

async function feel(calls: HostCalls, run: Run, clock: Clock): Promise<void> {
  const kind = run.address === undefined ? 'no-answer' : await calls.answers(run.address);
  if (kind !== run.pulse.kind) run.pulse = { kind, sinceMs: clock.now() };
}

const wholeWeight = 10_000;

/**
 * Shares users out at the balancer as the rule says, which a rule of AWS changes in one moment: who
 * is new is let in first and who is named no longer is shut last, so that somebody always serves.
 * Those who are shut keep their users.
 */
async function share(
  calls: HostCalls,
  runs: ReadonlyMap<string, Run>,
  shared: Shared,
): Promise<void> {
  const shares = new Map(shared.steering.map(({ id, share }) => [id, share]));
  const admit = async (admits: boolean) => {
    for (const [id, run] of runs) {
      if (run.host === undefined || run.address === undefined || !run.isWanted) continue;
      if (run.isLetIn === admits || (shares.get(id) ?? 0) > 0 !== admits) continue;
      await calls.admit(run.host, run.address, admits);
      run.isLetIn = admits;
      shared.weights = '';
    }
  };
  await admit(true);
  const weights = weightsOf(runs, shares);
  const written = JSON.stringify(weights);
  if (written !== shared.weights && Object.keys(weights).length > 0) {
    await calls.weigh(weights);
    shared.weights = written;
  }
  await admit(false);
}

/** The shares as weights that come to a whole, whatever was rounded away. */
function weightsOf(
  runs: ReadonlyMap<string, Run>,
  shares: ReadonlyMap<string, number>,
): Readonly<Record<string, number>> {
  const open = [...runs].flatMap(([id, { host, isLetIn }]) =>
    host !== undefined && isLetIn ? [[host, shares.get(id) ?? 0] as const] : [],
  );
  const total = open.reduce((sum, [, one]) => sum + one, 0);
  if (total === 0) return {};
  let upTo = 0;
  let given = 0;
  return Object.fromEntries(
    open.map(([host, one]) => {
      upTo += one;
      const weight = Math.round((upTo / total) * wholeWeight) - given;
      given += weight;
      return [host, weight];
    }),
  );
}
