import type { Fleet } from '../../src/ports/fleet.ts';
import { type FleetWorld, orderFor } from '../contracts/fleet-world.ts';
import type { ParkWorld } from '../contracts/fleet-laws-park.ts';
import type { TrafficStore, TrafficWorld } from '../contracts/fleet-laws-traffic.ts';
import { zones } from '../playground/aws/an-aws.ts';
import { ec2Crowd } from './ec2-crowd.ts';
import { ec2Build, type Ec2Place, ec2Place, groups, images, rule } from './ec2-place.ts';
import { memoryJobs, memoryPlace } from './memory-jobs.ts';

const service = 'board';
const spareSize = 'c6i.xlarge';
const release = 'rel_1';
const fresh = ec2Build('1.42.0', images.fresh);
const old = ec2Build('1.41.0', images.old);
/** Whoever prepares servers for a law that begins with ready ones. */
const helper = orderFor(service, 'rel_helper');

/** The fleet on EC2; where it `prepares`, somebody prepares servers as soon as they are up. */
export async function openEc2({
  prepares,
  ...options
}: {
  readonly prepares: boolean;
} & NonNullable<Parameters<typeof ec2Place>[0]>): Promise<
  FleetWorld & { readonly place: Ec2Place }
> {
  const place = await ec2Place(options);
  const asksAgain = options.sticky !== undefined;
  const way = place.newWay();
  const [foreign = ''] = await place.start({ Role: 'accounts' }, images.old);
  const users = new Map<string, number>();
  return {
    place,
    service,
    release,
    order: orderFor(service, release),
    build: fresh,
    spare: ec2Build('1.43.0', images.spare),
    fleet: patient(place, place.replica(way), asksAgain),
    other: patient(place, place.replica(way), asksAgain),
    foreign: { service: 'accounts', id: foreign },
    parts: way.parts,
    now: () => performance.now(),
    async until(what, ask) {
      for (let tries = 0; tries < 100; tries += 1) {
        if (prepares) await prepareBare(place);
        if (await ask()) return;
        place.pass(5);
      }
      throw new Error(`it did not happen in time: ${what}`);
    },
    loseAnswer: way.loseAnswer,
    trouble: way.trouble,
    started: async () =>
      place.instances().filter(({ tags }) => tags.get('davy:release') === release).length,
    calls: way.calls,
    changes: way.changes,
    isRunning: async (id) => place.isRunning(id),
    usersOn: async (id) => users.get(id) ?? 0,
    async come(count) {
      sendToAll(place);
      const { steering } = place.traffic();
      const open = steering.filter(({ share }) => share > 0);
      for (let one = 0; one < count; one += 1) {
        const id = open[one % open.length]?.id ?? 'nobody';
        users.set(id, (users.get(id) ?? 0) + 1);
      }
    },
    moved: async () => 0,
    cut: async () => place.machines().cutOff().length,
    takeAway: async (id) => place.end(id),
    shut: async () => {
      throw new Error('nobody shuts one server of a group');
    },
    removeImage: async (image) => void place.world.compute.images.delete(image),
    makeImage: async (tags, state) => {
      place.pass(1);
      return makeImage(place, tags, state);
    },
    close: place.close,
  };
}

/** Somebody bakes an image, or begins to. */
export function makeImage(
  { world: { compute, clock } }: Pick<Ec2Place, 'world'>,
  tags: Readonly<Record<string, string>>,
  state: 'available' | 'pending' | 'failed' = 'available',
  deprecatedAtMs?: number,
): string {
  const id = `ami-${String(compute.images.size).padStart(17, '9')}`;
  const made = { createdAtMs: clock.now(), deprecatedAtMs, tags: new Map(Object.entries(tags)) };
  compute.images.set(id, { id, name: id, state, ...made });
  return id;
}

/** The same; laws prepare servers themselves, and two spares of their own size are stopped. */
export async function openEc2Park({
  image = images.fresh,
  ...options
}: {
  readonly image?: string;
} & NonNullable<Parameters<typeof ec2Place>[0]> = {}): Promise<ParkWorld> {
  const world = await openEc2({ prepares: false, ...options });
  const { place } = world;
  const tags = { Role: service, 'davy:spare': 'yes' };
  const spares = await place.start(tags, image, 2, spareSize);
  await place.stop(spares);
  let isBroken = false;
  return {
    ...world,
    async until(what, ask) {
      const ill = isBroken ? place.instances().map(({ id }) => id) : [];
      for (const id of ill) place.machines().say(id, 'bad-status');
      await world.until(what, ask);
    },
    spares,
    full: (what) => {
      const room = (of: typeof what) => (what === of ? 0 : Number.POSITIVE_INFINITY);
      for (const zone of zones) {
        place.world.compute.capacity.set(`${zone}/c6i.large`, room('order'));
        place.world.compute.capacity.set(`${zone}/${spareSize}`, room('spare'));
      }
    },
    breakConfiguration: (on) => void (isBroken = on),
    configured: async (id) =>
      place.world.happenings.filter((one) => one.kind === 'registered' && one.id === id).length,
    hide: (id) => void place.world.compute.instances.get(id)?.tags.delete('Role'),
  };
}

/**
 * The same, whose servers a job configures, so that its spares may be of any image. Their service
 * is well from the start: only the job says whether they are ready.
 */
export async function openEc2Configured(): Promise<ParkWorld> {
  const place = memoryPlace();
  const configure = {
    job: 'configure',
    jobs: memoryJobs(place),
    at: 'address' as const,
    tell: () => undefined,
  };
  const world = await openEc2Park({ configure, image: images.old });
  let isBroken = false;
  return {
    ...world,
    async until(what, ask) {
      await world.until(what, async () => {
        const isSo = await ask();
        for (const id of place.begins) place.end(id, isBroken ? 1 : 0, 'exit');
        return isSo;
      });
    },
    breakConfiguration: (on) => void (isBroken = on),
    configured: async (id) => place.begins.filter((run) => run.includes(id)).length,
  };
}

/**
 * The same, whose users stick to their servers: Prometheus counts them, and servers hand them over.
 * The rule says what Davy made of it.
 */
export async function openEc2Users(): Promise<
  FleetWorld & { readonly place: Ec2Place; readonly count: (on: boolean) => void }
> {
  const crowd = ec2Crowd(() => world.place);
  const world = await openEc2({ prepares: true, served: crowd.served, sticky: crowd.sticky });
  const { place } = world;
  return {
    ...world,
    count: crowd.count,
    usersOn: async (id) => crowd.usersOn(id),
    come: async (count) => void crowd.come(count),
    moved: async () => crowd.moved(),
    async shut(id) {
      const found = place.world.balancing.rules.get(rule);
      if (!found) return;
      const isHis = (arn: string) =>
        [...(place.world.balancing.groups.get(arn)?.targets.values() ?? [])].some(
          ({ instance }) => instance === id,
        );
      const weights = found.forward.groups.map(({ arn, weight }) => ({
        arn,
        weight: isHis(arn) ? 0 : weight,
      }));
      found.forward = { ...found.forward, groups: weights };
    },
  };
}

/**
 * A balancer opens and shuts a server once it has checked it, or those that stay open: whoever asks
 * for it waits, and asks again where users stick.
 */
function patient(place: Ec2Place, fleet: Fleet, asksAgain: boolean): Fleet {
  const until = async (
    service: string,
    ids: readonly string[],
    admits: boolean,
    ask: () => Promise<void>,
  ) => {
    await ask();
    for (let tries = 0; tries < 20; tries += 1) {
      const { servers } = await place.hands.observe(service);
      const named = servers.filter(({ id, state }) => ids.includes(id) && state !== 'leaving');
      if (named.every((one) => one.admits === admits)) return;
      place.pass(5);
      if (asksAgain) await ask();
    }
  };
  return {
    ...fleet,
    admit: (order, ids) => until(order.service, ids, true, () => fleet.admit(order, ids)),
    close: (order, ids) =>
      asksAgain
        ? until(order.service, ids, false, () => fleet.close(order, ids))
        : fleet.close(order, ids),
  };
}

async function prepareBare({ hands }: Ec2Place): Promise<void> {
  const { servers } = await hands.observe(service);
  const bare = servers.filter(({ state }) => state === 'bare');
  for (const { version } of bare.slice(0, 1))
    await hands.prepare(helper, {
      build: version === fresh.version ? fresh : old,
      ids: bare.map(({ id }) => id),
    });
}

/** Somebody at the rule, who is not Davy: every group in which there is somebody gets the same. */
function sendToAll({ world }: Ec2Place): void {
  const found = world.balancing.rules.get(rule);
  if (!found) return;
  const weights = groups.map((arn) => ({
    arn,
    weight: (world.balancing.groups.get(arn)?.targets.size ?? 0) > 0 ? 1 : 0,
  }));
  found.forward = { ...found.forward, groups: weights };
}

/** Two old servers that Davy did not start, two new ones, and one that a way back started again. */
export const ec2Traffic: TrafficStore = { open: openTraffic, stop: async () => undefined };

async function openTraffic(): Promise<TrafficWorld> {
  const place = await ec2Place();
  const way = place.newWay();
  const begun = new Map<string, number>();
  const oldIds = await place.start({ Role: service }, images.old, 2);
  await place.register(groups[0] ?? '', oldIds);
  const launch = async (build: typeof fresh, base: number, n: number) => {
    const orders = [{ base, n, attempt: 0 }];
    const first = orderFor(service, release);
    await place.hands.launch({ ...first, fence: 0 }, { build, orders, spares: [] });
    place.pass(60);
    await prepareBare(place);
    place.pass(60);
    return (await place.hands.observe(service)).servers
      .filter((one) => one.release === release && one.version === build.version)
      .map(({ id }) => id);
  };
  const [freshIds, again] = [await launch(fresh, 0, 2), await launch(old, 2, 1)];
  return {
    service,
    order: orderFor(service, release),
    fleet: patient(place, place.replica(way), false),
    other: patient(place, place.replica(way), false),
    loseAnswer: way.loseAnswer,
    changes: way.changes,
    old: oldIds,
    fresh: freshIds,
    again,
    versions: { fresh: fresh.version, old: old.version },
    many: 1_000,
    ask: async (requests) =>
      new Map(place.traffic().steering.map(({ id, share }) => [id, (share / 1_000) * requests])),
    begin: async (id, requests) => void begun.set(id, requests),
    underWay: async (id) => (place.machines().cutOff().includes(id) ? 0 : (begun.get(id) ?? 0)),
    close: place.close,
  };
}
