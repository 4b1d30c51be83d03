import { UpstreamError } from '../../src/ports/errors.ts';
import type { Fleet, Order } from '../../src/ports/fleet.ts';
import type { Server } from '../../src/release/state/servers.ts';
import type { Sight } from '../../src/release/state/single.ts';
import { type FaultyFleet, showing } from './fleet-plants.ts';
import { fenceHeard } from './fence-heard.ts';

type Wanted = Parameters<Fleet['launch']>[1];

function moved(wanted: Wanted): Wanted {
  return { ...wanted, orders: wanted.orders.map((some) => ({ ...some, base: some.base + 50 })) };
}

/** Faulty fleets that miscount servers, misread trouble, or take too long. */
export const faultyTowardsServers: Readonly<Record<string, FaultyFleet>> = {
  'orders a slot under a new name while its server is not up': {
    breaks: 'L1 a slot ordered twice is one server',
    make: (sound) => {
      const given = new Set<string>();
      let isUp = false;
      return {
        ...sound,
        async observe(service) {
          const sight = await sound.observe(service);
          isUp ||= sight.servers.some(({ state }) => state === 'ready');
          return sight;
        },
        async launch(order, wanted) {
          const name = JSON.stringify(wanted.orders);
          const isNew = given.has(name) && !isUp;
          given.add(name);
          await sound.launch(order, isNew ? moved(wanted) : wanted);
        },
      };
    },
  },
  'finds a new number for a slot that is spent': {
    breaks: 'L2 a slot once ordered is never ordered anew',
    make: (sound) => ({
      ...sound,
      launch: (order, wanted) =>
        sound.launch(order, wanted).catch(async (cause: unknown) => {
          if (!(cause instanceof UpstreamError) || cause.unknown) throw cause;
          const state = await sound.imageState(order.service, wanted.build.image);
          if (state !== 'ready') throw cause;
          await sound.launch(order, moved(wanted));
        }),
    }),
  },
  'says that protection is off before it is, and never goes on with it': {
    breaks: 'what is shown unprotected can be retired',
    make: (sound) => {
      const told = new Set<string>();
      const fleet = showing(sound, (servers) =>
        servers.map((server) => (told.has(server.id) ? { ...server, protected: false } : server)),
      );
      return {
        ...fleet,
        async protect(order, ids, on) {
          for (const id of ids)
            await sound.protect(order, [id], on).catch((cause: unknown) => {
              const isLost = cause instanceof UpstreamError && cause.unknown;
              if (isLost && !on) for (const other of ids) told.add(other);
              throw cause;
            });
        },
      };
    },
  },
  'writes the names on a server after it has started it': {
    breaks: 'L3 a server bears its names as soon as it is shown',
    make: (sound) => {
      const seen = new Set<string>();
      return showing(sound, (servers) =>
        servers.map((server) => {
          if (seen.has(server.id)) return server;
          seen.add(server.id);
          return { ...server, release: '', slot: 0 };
        }),
      );
    },
  },
  'shows what it saw a while ago': {
    breaks: 'L9 what was taken away is gone within one look',
    make: (sound, world) => {
      const kept = new Map<string, { readonly at: number; readonly server: Server }>();
      return showing(sound, (servers) => {
        const alive = servers.filter(({ state }) => state !== 'leaving');
        for (const server of alive) kept.set(server.id, { at: world.now(), server });
        const stale = [...kept.values()].flatMap(({ at, server }) =>
          world.now() - at < 1_000 && alive.every(({ id }) => id !== server.id)
            ? [{ ...server, joined: false, admits: false }]
            : [],
        );
        return [...alive, ...stale];
      });
    },
  },
  'starts a new server for one that is missing': {
    breaks: 'L9 what was taken away is not fought for',
    make: (sound, world) => {
      const known = new Set<string>();
      return {
        ...sound,
        async observe(service) {
          const sight = await sound.observe(service);
          const mine = sight.servers.filter(({ release }) => release === world.release);
          const alive = mine.filter(({ state }) => state !== 'leaving').map(({ id }) => id);
          for (const id of alive) known.add(id);
          const { build, order } = world;
          if (known.size > alive.length)
            await sound.launch(order, {
              build,
              orders: [{ base: 70, n: 1, attempt: 0 }],
              spares: [],
            });
          return sight;
        },
      };
    },
  },
  'reads a failed look as no servers and no image': {
    breaks: 'L10 trouble is never read as a fact',
    make: (sound) => ({
      ...sound,
      observe: (service) => sound.observe(service).catch(() => ({ servers: [], singles: [] })),
      imageState: (service, image) => sound.imageState(service, image).catch(() => 'gone' as const),
    }),
  },
  'reads a failed look as servers that are unwell': {
    breaks: 'L10 trouble is never read as a fact',
    make: (sound) => {
      let last: Sight = { servers: [], singles: [] };
      return {
        ...sound,
        async observe(service) {
          try {
            last = await sound.observe(service);
            return last;
          } catch {
            const { servers, singles } = last;
            return {
              servers: servers.map((server) => ({ ...server, state: 'unhealthy' as const })),
              singles,
            };
          }
        },
      };
    },
  },
  'swallows what a switch of the protection answers': {
    breaks: 'L10 trouble is never taken for done',
    make: (sound) => ({
      ...sound,
      protect: (order, ids, on) =>
        sound.protect(order, ids, on).catch((cause: unknown) => {
          if (!(cause instanceof UpstreamError) || cause.unknown) throw cause;
        }),
    }),
  },
  'says the newest fence it has heard of': {
    breaks: 'L11 an older fence changes nothing',
    make: (sound) => {
      const newest = fenceHeard();
      return {
        ...sound,
        protect: (order, ids, on) => sound.protect(newest(order), ids, on),
        close: (order, ids) => sound.close(newest(order), ids),
      };
    },
  },
  'asks once for a whole list whether the order stands': {
    breaks: 'an order superseded in the middle makes no further call',
    make: (sound) => ({
      ...sound,
      async close(order, ids) {
        await order.stillMine();
        await sound.close({ ...order, stillMine: async () => undefined }, ids);
      },
    }),
  },
  'takes what it shows in the balancer for all there is': {
    breaks: 'L13 everything that was not retired is found',
    make: (sound) => ({
      ...sound,
      async strays(service) {
        const { servers } = await sound.observe(service);
        const joined = servers.flatMap(({ id, joined: is }) => (is ? [id] : []));
        return (await sound.strays(service)).filter(({ id }) => joined.includes(id));
      },
    }),
  },
  'remembers that an image was there': {
    breaks: 'L14 an image is found only while it can be launched',
    make: (sound) => {
      const found = new Set<string>();
      return {
        ...sound,
        async imageState(service, image) {
          const state = await sound.imageState(service, image);
          if (state === 'ready') found.add(image);
          return found.has(image) ? 'ready' : state;
        },
      };
    },
  },
  'takes any image for the one that is looked for': {
    breaks: 'L14 an image is found by its tags',
    make: (sound) => ({
      ...sound,
      findImages: async (_service, wanted) =>
        wanted.map(({ version }) => ({ version, image: 'ami-latest', among: 1 })),
    }),
  },
  'asks once for each server': {
    breaks: 'L15 a look costs the same calls, however many servers',
    make: (sound) => ({
      ...sound,
      async observe(service) {
        const sight = await sound.observe(service);
        await Promise.all(sight.servers.map(() => sound.observe(service)));
        return sight;
      },
    }),
  },
  'tries again by itself': {
    breaks: 'L16 every call ends in time',
    make: (sound) => ({
      ...sound,
      admit: (order, ids) => sound.admit(order, ids).catch(() => sound.admit(order, ids)),
    }),
  },
  'shows what it ordered instead of what is': {
    breaks: 'a server on its way out is not opened again',
    make: (sound) => {
      const open = new Set<string>();
      const decision = {
        ...sound,
        async admit(order: Order, ids: readonly string[]) {
          await sound.admit(order, ids);
          for (const id of ids) open.add(id);
        },
      };
      return showing(decision, (servers) =>
        servers.map((server) =>
          open.has(server.id) && server.state === 'leaving'
            ? { ...server, joined: true, admits: true }
            : server,
        ),
      );
    },
  },
  'takes protection off and never puts it on': {
    breaks: 'protection is as it was switched',
    make: (sound) => ({
      ...sound,
      protect: async (order, ids, on) => (on ? undefined : sound.protect(order, ids, on)),
    }),
  },
  'shows no users where it did not count': {
    breaks: 'users are shown as they are',
    make: (sound) =>
      showing(sound, (servers) =>
        servers.map((server) => ({ ...server, users: server.admits ? 0 : server.users })),
      ),
  },
};
