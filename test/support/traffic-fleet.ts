import { UpstreamError } from '../../src/ports/errors.ts';
import type { Fleet, Order } from '../../src/ports/fleet.ts';
import type { Server } from '../../src/release/state/servers.ts';
import type { TrafficShare } from '../../src/release/state/traffic-share.ts';
import { orderFor } from '../contracts/fleet-world.ts';
import type { TrafficWorld } from '../contracts/fleet-laws-traffic.ts';
import { makeDice } from '../simulation/random.ts';
import { frontDoor } from './front-door.ts';
import { server } from './servers.ts';

type Box = { -readonly [Key in keyof Server]: Server[Key] };

/**
 * Two old servers, two new ones, and one that a rollback started again, in memory: a stateless
 * service whose requests follow weights.
 */
export function trafficWorld(): TrafficWorld {
  const boxes: Box[] = [
    ...['o0', 'o1'].map((id) => server({ id, users: 0 })),
    ...['n0', 'n1'].map((id) => server({ id, ...shut, release: 'rel_1', version: '1.42.0' })),
    server({ id: 'a0', ...shut, release: 'rel_1' }),
  ];
  const door = frontDoor({ release: '', version: '1.41.0' });
  const dice = makeDice(11);
  const fences = new Map<string, number>();
  const sky = { isLosing: false, changes: 0 };
  const open = () => boxes.filter(({ joined, admits }) => joined && admits);
  const find = (ids: readonly string[]) =>
    ids.map((id) => {
      const box = boxes.find((one) => one.id === id);
      if (!box) throw new UpstreamError('fleet', `finding ${id}`);
      return box;
    });
  const change = async (order: Order, act: () => void): Promise<void> => {
    await order.stillMine();
    sky.changes += 1;
    const newest = fences.get(order.release) ?? order.fence;
    if (order.fence < newest) throw new UpstreamError('fleet', 'taking an order of old');
    fences.set(order.release, order.fence);
    act();
    const isLost = sky.isLosing;
    sky.isLosing = false;
    if (isLost) throw new UpstreamError('fleet', 'answering', { unknown: true });
  };
  const fleet = fleetOf({ change, find, open, boxes, door });
  return {
    service: 'board',
    order: orderFor('board', 'rel_1'),
    fleet,
    other: fleet,
    loseAnswer: (on) => void (sky.isLosing = on),
    changes: () => sky.changes,
    old: ['o0', 'o1'],
    fresh: ['n0', 'n1'],
    again: ['a0'],
    versions: { fresh: '1.42.0', old: '1.41.0' },
    many: 5_000,
    async ask(requests) {
      const shares = [...door.sharesOf(open())];
      const took = new Map<string, number>();
      for (let one = 0; one < requests; one += 1) {
        let rest = dice.between(0, 999_999) / 1e6;
        const [id] = shares.find(([, share]) => (rest -= share) < 0) ?? ['nobody'];
        took.set(id, (took.get(id) ?? 0) + 1);
      }
      return took;
    },
    begin: async (id, requests) => void (find([id])[0]!.users = requests),
    underWay: async (id) => find([id])[0]!.users ?? 0,
    close: async () => undefined,
  };
}

const shut = { joined: false, admits: false, users: 0 } as const;

function fleetOf(of: {
  readonly change: (order: Order, act: () => void) => Promise<void>;
  readonly find: (ids: readonly string[]) => readonly Box[];
  readonly open: () => readonly Box[];
  readonly boxes: readonly Box[];
  readonly door: ReturnType<typeof frontDoor>;
}): Fleet {
  const { change, find, open, boxes, door } = of;
  const nothing = async () => {
    throw new UpstreamError('fleet', 'doing what nobody asks of it here');
  };
  return {
    async observe() {
      const shares = door.sharesOf(open());
      const servers = boxes.map((box) => ({ ...box, share: shares.get(box.id) ?? 0 }));
      return { servers, singles: [] };
    },
    admit: (order, ids) =>
      change(order, () => {
        for (const box of find(ids)) Object.assign(box, { joined: true, admits: true });
      }),
    close: (order, ids) =>
      change(order, () => {
        for (const box of find(ids)) box.admits = false;
      }),
    steer: (order, shares) =>
      change(order, () => {
        refuse(shares, open());
        door.weigh(shares);
      }),
    launch: nothing,
    prepare: nothing,
    strays: nothing,
    migrate: nothing,
    protect: nothing,
    retire: nothing,
    swap: nothing,
    imageState: nothing,
    findImages: nothing,
  };
}

/** A split that loses traffic, makes some up, or sends it to nobody is none. */
function refuse(shares: readonly TrafficShare[], open: readonly Box[]): void {
  const sum = shares.reduce((all, { share }) => all + share, 0);
  if (Math.abs(sum - 1) > 1e-6 || shares.some(({ share }) => share < 0 || share > 1 + 1e-6))
    throw new UpstreamError('fleet', `sharing out ${sum} of the traffic`);
  const lost = shares.find(
    ({ share, release, version }) =>
      share > 0 && !open.some((box) => box.release === release && box.version === version),
  );
  if (lost) throw new UpstreamError('fleet', `sending traffic to ${lost.version}, which is shut`);
}
