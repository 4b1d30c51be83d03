import { NoCapacity, UpstreamError } from '../../src/ports/errors.ts';
import type { Fleet } from '../../src/ports/fleet.ts';
import type { ParkWorld } from './fleet-laws-park.ts';
import { showing } from './fleet-plants.ts';
import { fenceHeard } from './fence-heard.ts';

/** A fleet that keeps spares, with one fault, made of a sound one. */
type FaultyPark = {
  readonly breaks: string;
  readonly make: (sound: Fleet, world: ParkWorld) => Fleet;
};

/** What a hurried adapter does with bare servers and spares; each breaks one law, and no other. */
export const faultyTowardsSpares: Readonly<Record<string, FaultyPark>> = {
  'configures what it is to let users on': {
    breaks: 'L4 nobody reaches a server before it is prepared',
    make: (sound, world) => ({
      ...sound,
      async admit(order, ids) {
        const isBare = async () =>
          (await sound.observe(world.service)).servers.some(
            ({ id, state }) => ids.includes(id) && state === 'bare',
          );
        if (await isBare()) {
          await sound.prepare(order, { build: world.build, ids });
          await world.until('they are ready', async () =>
            (await sound.observe(world.service)).servers.every(
              ({ id, state }) => !ids.includes(id) || state === 'ready',
            ),
          );
        }
        await sound.admit(order, ids);
      },
    }),
  },
  'shows a server as bare until it is ready': {
    breaks: 'a server is prepared once, and starting then',
    make: (sound) => {
      const begun = new Set<string>();
      const plain: Fleet = {
        ...sound,
        async prepare(order, wanted) {
          await sound.prepare(order, wanted);
          for (const id of wanted.ids) begun.add(id);
        },
      };
      return showing(plain, (servers) =>
        servers.map((one) =>
          begun.has(one.id) && one.state === 'starting' ? { ...one, state: 'bare' } : one,
        ),
      );
    },
  },
  'shows what could not be configured as still starting': {
    breaks: 'one whose configuration failed is unhealthy',
    make: (sound) =>
      showing(sound, (servers) =>
        servers.map((one) => (one.state === 'unhealthy' ? { ...one, state: 'starting' } : one)),
      ),
  },
  'writes its slot on a spare after it has started it': {
    breaks: 'L1 and L3 a spare takes its slot once, and bears its names',
    make: (sound) =>
      showing(sound, (servers) =>
        servers.map((one) =>
          one.state === 'starting' && one.release === 'rel_1' ? { ...one, slot: 9 } : one,
        ),
      ),
  },
  'takes what is refused to it for started': {
    breaks: 'no spare is in two hands',
    make: (sound) => ({
      ...sound,
      launch: (order, wanted) =>
        sound.launch(order, wanted).catch((cause: unknown) => {
          const isOthers = order.release === 'rel_2' && wanted.spares.length > 0;
          if (!(cause instanceof NoCapacity && isOthers)) throw cause;
        }),
    }),
  },
  'names a whole call where a part of it was refused': {
    breaks: 'what is refused for certain is named, and the rest is begun',
    make: (sound) => ({
      ...sound,
      launch: (order, wanted) =>
        sound.launch(order, wanted).catch((cause: unknown) => {
          if (!(cause instanceof NoCapacity) || wanted.orders.length === 0) throw cause;
          const spares = wanted.spares.map(({ id }) => id);
          throw new NoCapacity('fleet', 'starting servers', { ...cause.refused, spares });
        }),
    }),
  },
  'swallows that a spare did not start': {
    breaks: 'a spare that does not start is named, and free again',
    make: (sound) => ({
      ...sound,
      launch: (order, wanted) =>
        sound.launch(order, wanted).catch((cause: unknown) => {
          const isFirst = order.release === 'rel_1' && wanted.orders.length === 0;
          if (!(cause instanceof NoCapacity && isFirst)) throw cause;
        }),
    }),
  },
  'takes a lost answer for a refusal': {
    breaks: 'a lost answer is never told as a refusal',
    make: (sound) => ({
      ...sound,
      launch: (order, wanted) =>
        sound.launch(order, wanted).catch((cause: unknown) => {
          if (!(cause instanceof UpstreamError && cause.unknown)) throw cause;
          throw new NoCapacity('fleet', 'starting servers', {
            orders: wanted.orders,
            spares: [],
            said: 'no answer',
          });
        }),
    }),
  },
  'takes the protection off what it is to keep': {
    breaks: 'L8 what must stay is not stopped either',
    make: (sound, { release }) => ({
      ...sound,
      async retire(order, ids, how) {
        const { servers } = await sound.observe(order.service);
        const mine = servers.filter((one) => ids.includes(one.id) && one.release === release);
        if (how === 'park' && order.release === release)
          await sound.protect(
            order,
            mine.map(({ id }) => id),
            false,
          );
        await sound.retire(order, ids, how);
      },
    }),
  },
  'destroys what it is to keep': {
    breaks: 'what is parked is a spare, and can be taken by another',
    make: (sound) => ({
      ...sound,
      retire: (order, ids) => sound.retire(order, ids, 'destroy'),
    }),
  },
  'looks for strays where everybody looks': {
    breaks: 'L13 what no look shows is found',
    make: (sound) => ({
      ...sound,
      async strays(service) {
        const shown = (await sound.observe(service)).servers.map(({ id }) => id);
        return (await sound.strays(service)).filter(({ id }) => shown.includes(id));
      },
    }),
  },
  'configures on the newest fence it has heard of': {
    breaks: 'L11 an older fence prepares nothing',
    make: (sound) => {
      const newest = fenceHeard();
      return {
        ...sound,
        protect: (order, ids, on) => sound.protect(newest(order), ids, on),
        prepare: (order, wanted) => sound.prepare(newest(order), wanted),
      };
    },
  },
  'asks once for all that it configures': {
    breaks: 'an order that was superseded prepares nothing',
    make: (sound) => ({
      ...sound,
      async prepare(order, wanted) {
        await order.stillMine();
        await sound.prepare({ ...order, stillMine: async () => undefined }, wanted);
      },
    }),
  },
};
