import { UpstreamError } from '../../ports/errors.ts';
import type { Fleet, Order } from '../../ports/fleet.ts';
import { beginPortCall } from '../http/vendor-call.ts';
import { drainAt } from '../server/drain.ts';
import { refuseOrder } from './faults.ts';
import { isEnding, type Ec2Machine, machinesOf } from './machines.ts';
import type { Ec2FleetOptions, ServedCount } from './options.ts';
import type { AwsReach } from './reach.ts';

/** How many users each server has; null for one whose users nobody could tell. */
export type CountedUsers = (machine: Ec2Machine) => number | null;

/** A look waits no longer for figures than AWS may take itself (ms). */
const patienceMs = 2_000;

/**
 * Counts the users of all servers at once. Where nobody answers they are unknown, and the look goes
 * on: a way back must not hang on what only measures.
 */
export async function countUsers({ count, label }: ServedCount): Promise<CountedUsers> {
  const counted = await count(AbortSignal.timeout(patienceMs)).catch((cause: unknown) => {
    if (cause instanceof UpstreamError) return new Map<string, number>();
    throw cause;
  });
  return (machine) => counted.get(ofMachine(label, machine)) ?? null;
}

/** Asks servers to hand users over. Those on their way out have nobody left to ask. */
export async function handUsersOver(
  reach: AwsReach,
  order: Order,
  moves: Parameters<Fleet['migrate']>[1],
  options: Ec2FleetOptions,
): Promise<void> {
  const { sticky } = options;
  if (sticky === null) refuseOrder('handing users over: this fleet shares out traffic');
  const machines = await machinesOf(reach, order.service, options);
  const asked = moves.map(({ id, keep }) => {
    const machine = machines.find((one) => one.id === id);
    return { keep, machine: machine ?? refuseOrder(`draining ${id}, which EC2 does not show now`) };
  });
  const { fetch } = beginPortCall(sticky.fetch);
  const deeds = asked
    .filter(({ machine }) => !isEnding(machine))
    .map(async ({ keep, machine }) => {
      const url = new URL(ofMachine(sticky.drain, machine));
      await order.stillMine();
      await drainAt(fetch, { id: machine.id, url }, keep);
    });
  // Each has its try; the first that failed is told.
  await Promise.allSettled(deeds);
  await Promise.all(deeds);
}

/** Text of davy.yml in which a server's own address and id are meant. */
export function ofMachine(template: string, { id, privateIp }: Ec2Machine): string {
  return template.replaceAll('{private_ip}', privateIp).replaceAll('{id}', id);
}
