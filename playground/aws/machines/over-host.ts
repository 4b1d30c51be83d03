import type { Clock } from '../clock.ts';
import { openAddress } from './forward.ts';
import { hostCalls } from './host-calls.ts';
import { lookAfter, newRun, type Run, type Shared } from './look-after.ts';
import { type Machines, servicePort } from './machines.ts';

const everyMs = 250;

/** Machines that are processes of the playground's host, behind its balancer. */
export type HostMachines = Machines & { readonly close: () => Promise<void> };

/**
 * Runs a real process for each machine. What AWS is told at once is brought about a little later:
 * one look after the other compares what is wanted with what is there.
 */
export function hostMachines(
  hostUrl: string,
  balancerUrl: string,
  clock: Clock,
  network = '127.1',
): HostMachines {
  const calls = hostCalls(hostUrl, balancerUrl);
  const runs = new Map<string, Run>();
  let boots = 0;
  const shared: Shared = { steering: [], weights: '' };
  const watch = again(() => lookAfter(calls, runs, shared, clock));
  const end = (id: string) => {
    const run = runs.get(id);
    if (run === undefined) return;
    run.isWanted = false;
    run.door.close();
  };
  const portOf = (id: string) => Number(runs.get(id)?.address?.split(':')[1] ?? 0) || undefined;
  return {
    network,
    switchOn(machine) {
      end(machine.id);
      const before = runs.get(machine.id);
      // Its process may still have to be ended, under a name that is no machine's.
      if (before !== undefined) runs.set(before.token, before);
      boots += 1;
      const door = openAddress(machine.privateIp, servicePort, () => portOf(machine.id));
      runs.set(machine.id, newRun(machine, boots, door, clock.now()));
    },
    switchOff: end,
    destroy: end,
    pulse: (id) => runs.get(id)?.pulse ?? { kind: 'no-answer', sinceMs: 0 },
    console: (id) => `${id}: started as ${runs.get(id)?.host ?? 'nothing yet'}\n`,
    cut(id) {
      const run = runs.get(id);
      if (run?.host === undefined) return;
      run.isLetIn = false;
      void calls.letGo(run.host).catch(() => undefined);
    },
    steer: (wanted) => {
      shared.steering = wanted;
    },
    async close() {
      for (const { door } of runs.values()) door.close();
      await watch.close();
    },
  };
}

/** Looks again and again, never twice at once; a look that fails is tried again like any other. */
function again(look: () => Promise<void>): { readonly close: () => Promise<void> } {
  let looking: Promise<void> | undefined;
  const timer = setInterval(() => {
    looking ??= look()
      .catch((error: unknown) => console.error('the machines could not be looked after', error))
      .finally(() => {
        looking = undefined;
      });
  }, everyMs);
  return {
    close: async () => {
      clearInterval(timer);
      await looking;
    },
  };
}
