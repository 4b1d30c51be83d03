import { UpstreamError } from '../../src/ports/errors.ts';
import type { Fleet } from '../../src/ports/fleet.ts';
import type { Build } from '../../src/release/state/build.ts';
import type { FleetStore, FleetWorld } from '../contracts/fleet-world.ts';
import { crowdOf } from './cloud-crowd.ts';
import { type Cloud, makeCloud } from '../simulation/cloud.ts';
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
type Sky = { trouble: Trouble | null; losing: boolean; calls: number };

/** The simulation's cloud as a fleet: in virtual time, over the simulation's links. */
export async function cloudStore(): Promise<FleetStore> {
  return { open: async () => openCloud(), stop: async () => undefined };
}

function openCloud(): FleetWorld {
  const schedule = makeSchedule();
  const sky: Sky = { trouble: null, losing: false, calls: 0 };
  const build = buildOf('board', '1.42.0');
  const spare = buildOf('board', '1.43.0');
  const board = cloudOf(schedule, build, 0);
  board.images.add(spare.image);
  const accounts = cloudOf(schedule, buildOf('accounts', '2.0.0'), 1);
  Object.assign(accounts.boxes[0]!, { joined: false, admits: false, protected: false });
  const clouds = { board, accounts };
  const crowd = crowdOf(board);
  const drive = driver(schedule, crowd.count);
  const replica = (name: string): Fleet =>
    fleetOf(clouds, schedule, sky, drive, { name, alive: true, generation: 0, pausedUntil: 0 });
  const boxOf = (id: string) => {
    const [service, own] = id.split('/');
    const cloud = service === 'accounts' ? accounts : board;
    return { cloud, box: cloud.boxes.find((box) => box.id === own) };
  };
  return {
    service: 'board',
    release: 'rel_1',
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
    isRunning: async (id) => !['leaving', 'gone'].includes(boxOf(id).box?.state ?? 'gone'),
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
}

function cloudOf(schedule: Schedule, build: Build, servers: number): Cloud {
  const calm = { dice: makeDice(7), meanness: 0, isSick: () => false, isUncounted: () => false };
  return makeCloud({ ...calm, schedule, users: 0, note: () => undefined }, { build, servers });
}

/** Ids bear the service, because each cloud numbers its own machines. */
function fleetOf(
  clouds: Readonly<Record<string, Cloud>>,
  schedule: Schedule,
  sky: Sky,
  drive: <T>(doing: Promise<T>) => Promise<T>,
  replica: Replica,
): Fleet {
  const link = makeLink(schedule, weatherOf(sky));
  const own = (service: string, id: string) =>
    id.startsWith(`${service}/`) ? id.slice(service.length + 1) : `foreign ${id}`;
  const look = <T>(act: () => T) => drive(link(replica, 'fleet', act));
  const change = (service: string, ids: readonly string[], act: (c: Cloud, i: string[]) => void) =>
    look(() =>
      act(
        clouds[service]!,
        ids.map((id) => own(service, id)),
      ),
    );
  return {
    observe: (service) =>
      look(() => clouds[service]!.observe().map((one) => ({ ...one, id: `${service}/${one.id}` }))),
    findImage: (service, image) => look(() => clouds[service]!.images.has(image)),
    launch: (order) => change(order.service, [], (cloud) => void cloud.launch(order)),
    admit: (service, ids) => change(service, ids, (cloud, boxes) => cloud.admit(boxes)),
    close: (service, ids) => change(service, ids, (cloud, boxes) => cloud.close(boxes)),
    migrate: (service, moves) =>
      change(service, [], (cloud) =>
        cloud.migrate(moves.map(({ id, keep }) => ({ id: own(service, id), keep }))),
      ),
    protect: (service, ids, on) => change(service, ids, (cloud, boxes) => cloud.protect(boxes, on)),
    retire: (service, ids) =>
      change(service, ids, (cloud, boxes) => {
        refuseServing(cloud, boxes);
        cloud.retire(boxes);
      }),
  };
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
