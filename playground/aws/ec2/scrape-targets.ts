import type { World } from '../world.ts';
import { servicePort } from '../machines/machines.ts';
import { moveOf } from './compute.ts';

/**
 * The servers that run, for the playground's Prometheus to find: what a real one asks of EC2 by
 * itself. What a server is and which version it runs it says on its own page.
 */
export function scrapeTargets({ compute, clock }: World): readonly object[] {
  const running = [...compute.instances.values()].filter(
    (one) => moveOf(one, clock.now()).state === 'running',
  );
  return running.map(({ id, privateIp }) => ({
    targets: [`${privateIp}:${servicePort}`],
    labels: { instance_id: id },
  }));
}
