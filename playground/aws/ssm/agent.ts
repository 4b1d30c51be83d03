import { type Instance, moveOf } from '../ec2/compute.ts';
import type { World } from '../world.ts';

/** An agent reports so long after its server runs; one that is silent for longer is lost. */
const reportsMs = 15_000;

/** How Systems Manager sees a server; undefined for one that has never reported. */
export function pingOf(
  { clock, management }: World,
  instance: Instance,
): 'Online' | 'ConnectionLost' | undefined {
  const now = clock.now();
  const { state, atMs } = moveOf(instance, now);
  if (management.withoutAgent.has(instance.id)) return undefined;
  if (state === 'running') return now - atMs >= reportsMs ? 'Online' : undefined;
  return state === 'stopped' || state === 'stopping' ? 'ConnectionLost' : undefined;
}
