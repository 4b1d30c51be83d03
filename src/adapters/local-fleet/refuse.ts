import { UpstreamError } from '../../ports/errors.ts';
import { probe } from '../server/probe.ts';
import type { Target } from './balancer.ts';
import { isLeaving, type Machine, runningServer } from './host.ts';

/**
 * Throws where a server must stay: it is protected, it takes new users, or it has some. The last
 * guard against an order that comes late or was wrong; what is on its way out may be named again.
 */
export async function refuseToDestroy(
  fetch: typeof globalThis.fetch,
  machine: Machine,
  target: Target | undefined,
): Promise<void> {
  if (isLeaving(machine)) return;
  if (machine.protected) refuse(machine, 'is protected');
  if (target?.admits === true) refuse(machine, 'takes new users');
  if (target && target.under_way > 0) refuse(machine, `answers ${target.under_way} requests`);
  const { users } = await probe(fetch, runningServer(machine));
  if (users !== null && users > 0) refuse(machine, `has ${users} users`);
}

/**
 * Throws where a slot was ordered with another image before: its number is spent, whatever became
 * of its server.
 */
export function refuseSpentSlots(
  machines: readonly Machine[],
  release: string,
  slots: readonly number[],
  image: string,
): void {
  const spent = machines.find(
    ({ tags, image: other }) =>
      tags['release'] === release &&
      slots.some((slot) => tags['slot'] === String(slot)) &&
      other !== image,
  );
  if (spent)
    throw new UpstreamError(
      'The process host',
      `launching slot ${spent.tags['slot']} of ${release}, which is ${spent.id} already`,
    );
}

function refuse({ id }: Machine, why: string): never {
  throw new UpstreamError('The process host', `terminating ${id}, which ${why}`);
}
