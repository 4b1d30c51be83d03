import { z } from 'zod';

/** One server of the machine provider that is played here. */
type Machine = {
  readonly id: string;
  readonly service: string;
  readonly version: string;
  readonly image: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly launchedAtMs: number;
  protected: boolean;
  users: number;
};

const Order = z.object({
  token: z.string(),
  service: z.string(),
  image: z.string(),
  protected: z.boolean(),
  tags: z.record(z.string(), z.string()),
});
const Change = z.object({ protected: z.boolean() });
const Target = z.object({ address: z.string(), admits: z.boolean() });
const Drain = z.object({ keep: z.number() });

const usersEach = 40;
/** Users stick to their server here: no request follows a weight. */
const noTraffic = { healthy: true, weight: 0, under_way: 0, lately: 0 };

/** Everything the machine provider and the balancer know. */
type Yard = {
  readonly address: string;
  readonly machines: Map<string, Machine>;
  readonly targets: Map<string, z.infer<typeof Target>>;
};

/**
 * Fleet, balancer and servers of every service in one: no process is started, but every look and
 * every step has its effect.
 */
export function fleetOf(services: readonly string[], address: string) {
  const yard: Yard = { address, machines: new Map(), targets: new Map() };
  for (const service of services) {
    const id = `${service}-old`;
    yard.machines.set(id, {
      id,
      service,
      version: '2.0.0',
      image: 'img-2-0-0',
      tags: {},
      launchedAtMs: 0,
      protected: true,
      users: usersEach,
    });
    yard.targets.set(id, { address: `${address}/server/${id}`, admits: true });
  }
  return {
    list: (service: string) => of(yard, service).map((machine) => show(yard, machine)),
    launch: (body: unknown) => launch(yard, body),
    change: (id: string, body: unknown) =>
      show(yard, Object.assign(named(yard, id), Change.parse(body))),
    drain: (id: string, body: unknown) => drain(yard, id, Drain.parse(body).keep),
    health: (id: string) => ({
      server: id,
      version: named(yard, id).version,
      users: named(yard, id).users,
    }),
    targets: (service: string) =>
      of(yard, service).flatMap(({ id }) => {
        const target = yard.targets.get(id);
        return target ? [{ id, ...target, ...noTraffic }] : [];
      }),
    put: (id: string, body: unknown) => open(yard, id, Target.parse(body)),
    remove: (id: string) => yard.targets.delete(id),
    terminate: (id: string) => yard.machines.delete(id),
    /** Every server there is, and whether new users come to it. */
    all: () =>
      [...yard.machines.values()].map(({ id, service, version, users }) => ({
        id,
        service,
        version,
        users,
        admits: yard.targets.get(id)?.admits === true,
      })),
  };
}

function launch(yard: Yard, body: unknown): object {
  const { token, service, image, tags } = Order.parse(body);
  const id = token.replaceAll(/[^\w-]/g, '-');
  const machine = yard.machines.get(id) ?? {
    id,
    service,
    version: tags['version'] ?? '',
    image,
    tags,
    launchedAtMs: Date.now(),
    protected: true,
    users: 0,
  };
  yard.machines.set(id, machine);
  return show(yard, machine);
}

/** A server that is opened has its first user soon. */
function open(yard: Yard, id: string, target: z.infer<typeof Target>): object {
  yard.targets.set(id, target);
  const machine = named(yard, id);
  if (target.admits && machine.users === 0) machine.users = 1;
  return target;
}

/** Users who are asked to leave come back on the newest server that takes new ones. */
function drain(yard: Yard, id: string, keep: number): object {
  const machine = named(yard, id);
  const leaving = Math.max(0, machine.users - keep);
  const newest = of(yard, machine.service).findLast(
    (other) => other.id !== id && yard.targets.get(other.id)?.admits === true,
  );
  if (!newest) return {};
  newest.users += leaving;
  machine.users -= leaving;
  return {};
}

function of({ machines }: Yard, service: string): readonly Machine[] {
  return [...machines.values()].filter((machine) => machine.service === service);
}

function show({ address }: Yard, machine: Machine): object {
  return { ...machine, state: 'running', address: `${address}/server/${machine.id}` };
}

function named({ machines }: Yard, id: string): Machine {
  const machine = machines.get(id);
  if (!machine) throw new Error(`there is no server ${id}`);
  return machine;
}
