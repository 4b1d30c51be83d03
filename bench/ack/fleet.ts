import { z } from 'zod';

/** One server of the machine provider that is played here. */
type Machine = { readonly id: string; readonly service: string; readonly version: string; readonly tags: Readonly<Record<string, string>>; readonly launchedAtMs: number; protected: boolean; users: number };

const Order = z.object({ token: z.string(), service: z.string(), image: z.string(), protected: z.boolean(), tags: z.record(z.string(), z.string()) });
const Change = z.object({ protected: z.boolean() });
const Target = z.object({ address: z.string(), admits: z.boolean() });
const Drain = z.object({ keep: z.number() });

const usersEach = 40;

/** Fleet, balancer and servers of every service in one: no process is started, but every look and every step has its effect. */
export function fleetOf(services: readonly string[], address: string) {
  const machines = new Map<string, Machine>();
  const targets = new Map<string, z.infer<typeof Target>>();
  for (const service of services) {
    const id = `${service}-old`;
    machines.set(id, { id, service, version: '2.0.0', tags: {}, launchedAtMs: 0, protected: true, users: usersEach });
    targets.set(id, { address: `${address}/server/${id}`, admits: true });
  }
  const show = (machine: Machine) => ({ ...machine, state: 'running', address: `${address}/server/${machine.id}` });
  const of = (service: string) => [...machines.values()].filter((machine) => machine.service === service);

  function launch(body: unknown): object {
    const { token, service, tags } = Order.parse(body);
    const id = token.replaceAll(/[^\w-]/g, '-');
    const known = machines.get(id) ?? { id, service, version: tags['version'] ?? '', tags, launchedAtMs: Date.now(), protected: true, users: 0 };
    machines.set(id, known);
    return show(known);
  }

  function change(id: string, body: unknown): object {
    const machine = named(id);
    machine.protected = Change.parse(body).protected;
    return show(machine);
  }

  /** A server that is opened has its first user soon. */
  function put(id: string, body: unknown): void {
    const target = Target.parse(body);
    targets.set(id, target);
    const machine = named(id);
    if (target.admits && machine.users === 0) machine.users = 1;
  }

  /** Users who are asked to leave come back on the service's newest server. */
  function drain(id: string, body: unknown): object {
    const machine = named(id);
    const leaving = Math.max(0, machine.users - Drain.parse(body).keep);
    const newest = of(machine.service).findLast((other) => other.id !== id);
    if (newest) newest.users += leaving;
    machine.users -= leaving;
    return {};
  }

  function named(id: string): Machine {
    const machine = machines.get(id);
    if (!machine) throw new Error(`there is no server ${id}`);
    return machine;
  }

  return {
    list: (service: string) => of(service).map(show),
    launch, change, drain,
    health: (id: string) => ({ server: id, version: named(id).version, users: named(id).users }),
    targets: (service: string) => of(service).flatMap(({ id }) => {
      const target = targets.get(id);
      return target ? [{ id, ...target }] : [];
    }),
    put,
    remove: (id: string) => void targets.delete(id),
    terminate: (id: string) => void machines.delete(id),
  };
}
