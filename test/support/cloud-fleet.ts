import { NoCapacity, UpstreamError } from '../../src/ports/errors.ts';
import type { Fleet, Order } from '../../src/ports/fleet.ts';
import { slotsOf } from '../../src/release/state/launch-order.ts';
import type { Build } from '../../src/release/state/build.ts';
import type { ParkWorld } from '../contracts/fleet-laws-park.ts';
import type { SilentWorld } from '../contracts/fleet-laws-silent.ts';
import { type FleetStore, type FleetWorld, orderFor } from '../contracts/fleet-world.ts';
import { crowdOf } from './cloud-crowd.ts';
import { type Climate, type Cloud, makeCloud } from '../simulation/cloud.ts';
import { makeLink, type Replica } from '../simulation/link.ts';
import { makeDice } from '../simulation/random.ts';
import { makeSchedule, type Schedule } from '../simulation/schedule.ts';
import type { Outcome, Weather } from '../simulation/weather.ts';
import type { Trouble } from './troubled-way.ts';

const part = 'cloud';
const buildOf = (service: string, version: string): Build => ({
  service,
  version,
  commit: `c${version}`,
  image: `ami-${version}`,
  checks: { passed: 10, failed: 0 },
  registeredAt: 0,
});

/** What the weather does to the calls of one world, as its law wishes. */
type Sky = {
  trouble: Trouble | null;
  losing: boolean;
  calls: number;
  changes: number;
  full: 'order' | 'spare' | null;
  isBroken: boolean;
};

/** The simulation's cloud as a fleet: in virtual time, over the simulation's links. */
export async function cloudStore(): Promise<FleetStore> {
  return { open: async () => openCloud(), stop: async () => undefined };
}

/** The same, where servers come up bare and empty ones are kept. */
export function parkWorld(): ParkWorld {
  const { world, board, sky } = openPlace({ prepares: true, spares: 2 });
  return {
    ...world,
    spares: board.boxes.flatMap(({ id, state }) => (state === 'spare' ? [`board/${id}`] : [])),
    full: (what) => void (sky.full = what),
    breakConfiguration: (on) => void (sky.isBroken = on),
    configured: async (id) => board.configured.filter((one) => `board/${one}` === id).length,
    hide: (id) => board.hide((box) => `board/${box.id}` === id),
  };
}

/** The same, of which a part can fall silent. */
export function silentWorld(): SilentWorld {
  const { world, board } = openPlace({ prepares: false, spares: 0 });
  return { ...world, silence: (id, on) => board.silence(id.replace('board/', ''), on) };
}

function openCloud(): FleetWorld {
  return openPlace({ prepares: false, spares: 0 }).world;
}

function openPlace(park: { readonly prepares: boolean; readonly spares: number }) {
  const schedule = makeSchedule();
  const sky: Sky = {
    trouble: null,
    losing: false,
    calls: 0,
    changes: 0,
    full: null,
    isBroken: false,
  };
  const build = buildOf('board', '1.42.0');
  const spare = buildOf('board', '1.43.0');
  const board = cloudOf(
    schedule,
    { build, servers: 0, spares: park.spares },
    {
      prepares: park.prepares,
      isFull: (what) => sky.full === what,
      failsToConfigure: () => sky.isBroken,
    },
  );
  board.images.add(spare.image);
  const accounts = cloudOf(schedule, { build: buildOf('accounts', '2.0.0'), servers: 1 });
  Object.assign(accounts.boxes[0]!, { joined: false, admits: false, protected: false });
  const clouds = { board, accounts };
  const fences = new Map<string, number>();
  const awake = { alive: true, generation: 0, pausedUntil: 0 };
  const crowd = crowdOf(board);
  const drive = driver(schedule, crowd.count);
  const replica = (name: string): Fleet =>
    fleetOf(clouds, schedule, sky, fences, drive, { name, ...awake });
  const boxOf = (id: string) => {
    const [service, own] = id.split('/');
    const cloud = service === 'accounts' ? accounts : board;
    return { cloud, box: cloud.boxes.find((box) => box.id === own) };
  };
  const world: FleetWorld = {
    service: 'board',
    release: 'rel_1',
    order: orderFor('board', 'rel_1'),
    build,
    spare,
    fleet: replica('A'),
    other: replica('B'),
    foreign: { service: 'accounts', id: `accounts/${accounts.boxes[0]!.id}` },
    parts: [part],
    now: schedule.now,
    async until(what, ask) {
      for (let tries = 0; tries < 400; tries += 1) {
        if (await ask()) return;
        await drive(after(schedule, 500));
      }
      throw new Error(`it did not happen in time: ${what}`);
    },
    loseAnswer: (on) => void (sky.losing = on),
    trouble: (_part, what) => void (sky.trouble = what),
    started: async () => board.boxes.filter(({ release }) => release === 'rel_1').length,
    calls: () => sky.calls,
    changes: () => sky.changes,
    isRunning: async (id) => !['leaving', 'gone', 'spare'].includes(boxOf(id).box?.state ?? 'gone'),
    usersOn: async (id) => boxOf(id).box?.users ?? 0,
    come: async (users) => crowd.come(users),
    moved: async () => crowd.moved(),
    cut: async () => crowd.cut(),
    async takeAway(id) {
      const { cloud, box } = boxOf(id);
      if (box) cloud.strike(box, 'gone');
    },
    async shut(id) {
      const { box } = boxOf(id);
      if (box) box.admits = false;
    },
    removeImage: async (image) => void board.images.delete(image),
    close: async () => undefined,
  };
  return { world, board, sky };
}

function cloudOf(
  schedule: Schedule,
  first: Parameters<typeof makeCloud>[1],
  climate: Pick<Climate, 'prepares' | 'isFull' | 'failsToConfigure'> = {},
): Cloud {
  const calm = { dice: makeDice(7), meanness: 0, isSick: () => false, isUncounted: () => false };
  return makeCloud(
    { ...calm, ...climate, schedule, users: 0, isSteered: false, note: () => undefined },
    first,
  );
}

/** Ids bear the service, because each cloud numbers its own machines. */
function fleetOf(
  clouds: Readonly<Record<string, Cloud>>,
  schedule: Schedule,
  sky: Sky,
  fences: Map<string, number>,
  drive: <T>(doing: Promise<T>) => Promise<T>,
  replica: Replica,
): Fleet {
  const link = makeLink(schedule, weatherOf(sky));
  const own = (service: string, id: string) =>
    id.startsWith(`${service}/`) ? id.slice(service.length + 1) : `foreign ${id}`;
  const look = <T>(act: () => T) => drive(link(replica, 'fleet', act));
  /** One call to the provider: asked for, and refused to whoever was replaced. */
  const change = async (order: Order, ids: readonly string[], act: Act): Promise<void> => {
    await order.stillMine();
    sky.changes += 1;
    const { service } = order;
    const boxes = ids.map((id) => own(service, id));
    await look(() => {
      refuseReplaced(fences, order);
      act(clouds[service]!, boxes);
    });
  };
  const each = async (order: Order, ids: readonly string[], act: Act): Promise<void> => {
    for (const id of ids) await change(order, [id], act);
  };
  return {
    observe: (service) =>
      look(() => ({
        servers: clouds[service]!.observe().map((one) => ({ ...one, id: `${service}/${one.id}` })),
        singles: [],
      })),
    imageState: (service, image) =>
      look(() => (clouds[service]!.images.has(image) ? 'ready' : 'gone')),
    findImages: () => look(() => []),
    launch: (order, { build, orders, spares }) =>
      change(order, [], (cloud) =>
        start(cloud, order, {
          build,
          orders,
          spares: spares.map(({ slot, id }) => ({ slot, id: own(order.service, id) })),
        }),
      ),
    prepare: (order, { build, ids }) =>
      each(order, ids, (cloud, boxes) => cloud.prepare({ build, ids: boxes })),
    admit: (order, ids) => each(order, ids, (cloud, boxes) => cloud.admit(boxes)),
    close: (order, ids) => each(order, ids, (cloud, boxes) => cloud.close(boxes)),
    migrate: (order, moves) =>
      change(order, [], (cloud) =>
        cloud.migrate(moves.map(({ id, keep }) => ({ id: own(order.service, id), keep }))),
      ),
    swap: never('swapping a single: it has none'),
    steer: never('steering traffic: its users are handed over'),
    protect: (order, ids, on) => each(order, ids, (cloud, boxes) => cloud.protect(boxes, on)),
    retire: (order, ids, how) =>
      change(order, ids, (cloud, boxes) => {
        refuseServing(cloud, boxes);
        cloud.retire(boxes, how);
      }),
    strays: (service) =>
      look(() => clouds[service]!.strays().map((one) => ({ ...one, id: `${service}/${one.id}` }))),
  };
}

const never = (doing: string) => () => Promise.reject(new UpstreamError('fleet', doing));

/** A slot that was ordered once is never started for another build. */
function start(
  cloud: Cloud,
  { service, release }: Order,
  { build, orders, spares }: Parameters<Fleet['launch']>[1],
): void {
  const slots = orders.flatMap(slotsOf);
  const other = cloud.boxes.find(
    (box) => box.release === release && slots.includes(box.slot) && box.image !== build.image,
  );
  if (other) throw new UpstreamError('fleet', `starting slot ${other.slot}, which was ordered`);
  const { refused } = cloud.launch({ release, build, orders, spares });
  if (!refused) return;
  const dead = refused.spares.map((id) => `${service}/${id}`);
  throw new NoCapacity('fleet', 'starting servers', { ...refused, spares: dead });
}

type Act = (cloud: Cloud, boxes: readonly string[]) => void;

/** The newest fence that gave an order for each release gives them; older ones do not any more. */
function refuseReplaced(fences: Map<string, number>, { release, fence }: Order): void {
  const newest = fences.get(release) ?? fence;
  if (fence < newest)
    throw new UpstreamError('fleet', `taking an order with fence ${fence} after ${newest}`);
  fences.set(release, fence);
}

/**
 * A real fleet refuses to destroy what serves. The simulation's cloud does it, so that its oracle
 * sees who asked for it.
 */
function refuseServing(cloud: Cloud, ids: readonly string[]): void {
  const serving = cloud.boxes.find(
    (box) => ids.includes(box.id) && box.state !== 'leaving' && (box.admits || box.users > 0),
  );
  if (serving) throw new UpstreamError('fleet', `destroying ${serving.id}, which serves`);
}

function weatherOf(sky: Sky): Weather {
  const outcome = (): Outcome => {
    sky.calls += 1;
    if (sky.trouble === 'silent') return 'timeout';
    if (sky.trouble !== null && sky.trouble !== 'slow') return 'refused';
    return sky.losing ? 'lost' : 'ok';
  };
  return {
    outcome,
    isDown: () => false,
    wasDown: () => false,
    isQuick: () => false,
    latency: () => (sky.trouble === 'slow' ? 400 : 50),
    faults: () => 0,
    count: () => undefined,
    calm: () => undefined,
    meanness: 0,
  };
}

/** Lets virtual time pass until a call has its answer. */
function driver(schedule: Schedule, count: () => void) {
  return async <T>(doing: Promise<T>): Promise<T> => {
    const state = { isOver: false };
    const end = () => {
      state.isOver = true;
    };
    doing.then(end, end);
    while (!state.isOver) {
      await schedule.run(schedule.now() + 10, () => state.isOver);
      count();
    }
    return doing;
  };
}

function after(schedule: Schedule, ms: number): Promise<void> {
  return new Promise((resolve) => {
    schedule.after(ms, resolve);
  });
}
