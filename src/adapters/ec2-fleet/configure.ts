import { createHash } from 'node:crypto';
import { UpstreamError } from '../../ports/errors.ts';
import type { Order } from '../../ports/fleet.ts';
import type { JobSight } from '../../ports/jobs.ts';
import type { Build } from '../../release/state/build.ts';
import { refuseOrder } from './faults.ts';
import { type Ec2Machine, slotOf } from './machines.ts';
import type { Configuring } from './options.ts';
import { tagNames } from './tags.ts';

/** How the configuration of a server stands; `unheard` where its place does not answer. */
export type Configured = 'none' | 'running' | 'done' | 'failed' | 'unheard';

/** What became of configurations that are over, by the ids of their runs: it never changes. */
export type EndedConfigurations = Map<string, 'done' | 'failed'>;

/** A look waits no longer for hosts than AWS may take itself (ms). */
const patienceMs = 2_000;

/**
 * Begins the job on each server, once for a server, release and version, however often it is asked
 * for. Each has its try; the first that failed is told.
 */
export async function beginConfiguring(
  { job, jobs, at }: Configuring,
  order: Order,
  build: Build,
  machines: readonly Ec2Machine[],
): Promise<void> {
  const { turn, fence } = order;
  const deeds = machines.map(async (machine) => {
    const { id, privateIp } = machine;
    await order.stillMine();
    const begun = await jobs.begin({
      id: runOf(order.service, machine),
      job,
      on: at === 'id' ? id : privateIp,
      service: order.service,
      under: id,
      turn,
      fence,
      words: {
        version: build.version,
        host: privateIp,
        instance: id,
        slot: String(slotOf(machine)),
        by: 'davy',
      },
    });
    if (begun.kind === 'superseded') refuseOrder(`configuring ${id}: a newer order came first`);
    if (begun.kind === 'refused')
      refuseOrder(`configuring ${id} (${`${begun.why} ${begun.detail}`.trim()})`);
  });
  await Promise.allSettled(deeds);
  await Promise.all(deeds);
}

/** How the configurations of some servers stand. What does not answer takes nothing from others. */
export async function configurationsOf(
  { job, jobs, at, tell }: Configuring,
  service: string,
  machines: readonly Ec2Machine[],
  ended: EndedConfigurations,
): Promise<ReadonlyMap<string, Configured>> {
  const over = new Promise<'unheard'>((resolve) => {
    setTimeout(resolve, patienceMs, 'unheard').unref();
  });
  const each = machines.map(async (machine) => {
    const id = runOf(service, machine);
    const known = ended.get(id);
    if (known !== undefined) return [machine.id, known] as const;
    const on = at === 'id' ? machine.id : machine.privateIp;
    const looked = await Promise.race([jobs.look({ id, job, on }).catch(unheard), over]);
    const state = looked === 'unheard' ? looked : asConfigured(looked);
    if (state === 'done' || state === 'failed') ended.set(id, state);
    if (state === 'failed' && looked !== 'unheard') tell(machine.id, whyIll(looked));
    return [machine.id, state] as const;
  });
  return new Map(await Promise.all(each));
}

function unheard(cause: unknown): 'unheard' {
  if (cause instanceof UpstreamError) return 'unheard';
  throw cause;
}

function asConfigured(sight: JobSight): Configured {
  switch (sight.state) {
    case 'none':
    case 'running':
      return sight.state;
    case 'ended':
      return sight.code === 0 && sight.how === 'exit' ? 'done' : 'failed';
    case 'lost':
      return 'failed';
    case 'refused':
      return 'unheard';
  }
}

const toldMost = 300;

/** How a run ended that did not end well, and the end of what it said. */
function whyIll(sight: JobSight): string {
  const said = 'output' in sight ? sight.output.trim().slice(-toldMost) : '';
  const how =
    sight.state === 'ended' ? `ended with ${sight.code ?? 'nothing'} (${sight.how})` : 'is lost';
  return said === '' ? how : `${how}: ${said}`;
}

/** One run for each server and what it is configured for; another release is another run. */
function runOf(service: string, { id, tags }: Ec2Machine): string {
  const of = [service, tags[tagNames.release] ?? '', tags[tagNames.version] ?? ''];
  const hash = createHash('sha256').update(JSON.stringify(of)).digest('hex');
  return `configure-${id}-${hash.slice(0, 16)}`;
}
