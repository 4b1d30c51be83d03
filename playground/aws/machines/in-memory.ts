import type { Clock } from '../clock.ts';
import type { Machines, Pulse, Steering } from './machines.ts';

/** Machines that only say how they are, with what a test wants to know and to say. */
export type MemoryMachines = Machines & {
  readonly say: (id: string, kind: Pulse['kind']) => void;
  readonly steering: () => readonly Steering[];
  readonly cutOff: () => readonly string[];
};

/** The service on a machine answers so long after it was switched on. */
const startsMs = 5_000;

/** Machines without processes: a service is well a while after its machine was switched on. */
export function memoryMachines(clock: Clock): MemoryMachines {
  const on = new Map<string, number>();
  const said = new Map<string, Pulse>();
  const cut: string[] = [];
  let last: readonly Steering[] = [];
  const off = (id: string) => {
    on.delete(id);
    said.delete(id);
  };
  return {
    network: '10.0',
    switchOn: ({ id }) => on.set(id, clock.now()),
    switchOff: off,
    destroy: off,
    pulse(id) {
      const sinceMs = on.get(id);
      if (sinceMs === undefined) return { kind: 'no-answer', sinceMs: 0 };
      const wellMs = sinceMs + startsMs;
      if (clock.now() < wellMs) return { kind: 'no-answer', sinceMs };
      return said.get(id) ?? { kind: 'well', sinceMs: wellMs };
    },
    console: (id) => `${id} login: the service has started\n`,
    cut: (id) => cut.push(id),
    steer: (steering) => {
      last = steering;
    },
    say: (id, kind) => said.set(id, { kind, sinceMs: clock.now() }),
    steering: () => last,
    cutOff: () => cut,
  };
}
