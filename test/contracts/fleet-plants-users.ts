import type { Fleet } from '../../src/ports/fleet.ts';
import { type FaultyFleet, noneOn, retiringAlone, showing } from './fleet-plants.ts';

/** Faulty fleets that harm users: let them in too early, cut them, or destroy what serves. */
export const faultyTowardsUsers: Readonly<Record<string, FaultyFleet>> = {
  'puts every ready server into the balancer when it puts in one': {
    breaks: 'L4 nobody reaches a server before it is admitted',
    make: (sound) => {
      let ready: readonly string[] = [];
      return {
        ...sound,
        async observe(service) {
          const sight = await sound.observe(service);
          ready = sight.servers.flatMap(({ id, state }) => (state === 'ready' ? [id] : []));
          return sight;
        },
        admit: (order, ids) => sound.admit(order, [...new Set([...ids, ...ready])]),
      };
    },
  },
  'only says that it has closed a server': {
    breaks: 'L5 a closed server gets nobody new',
    make: (sound) => {
      const shut = new Set<string>();
      const plain: Fleet = {
        ...sound,
        async close(order, ids) {
          await sound.admit(order, ids);
          for (const id of ids) shut.add(id);
        },
      };
      return showing(plain, (servers) =>
        servers.map((server) => (shut.has(server.id) ? { ...server, admits: false } : server)),
      );
    },
  },
  'sends users away when it closes their server': {
    breaks: 'L5 closing cuts nobody',
    make: (sound, world) => ({
      ...sound,
      async close(order, ids) {
        const [id = ''] = ids;
        await Promise.all([sound.close(order, ids), sound.migrate(order, noneOn(ids))]);
        await world.until('they are away', async () => (await world.usersOn(id)) === 0);
      },
    }),
  },
  'keeps more users than it was asked to': {
    breaks: 'L7 users are handed over down to what is to be kept',
    make: (sound) => ({
      ...sound,
      migrate: (order, moves) =>
        sound.migrate(
          order,
          moves.map(({ id, keep }) => ({ id, keep: keep === 0 ? 0 : keep + 1 })),
        ),
    }),
  },
  'hands over users of the servers they came to': {
    breaks: 'L7 nobody is handed over twice',
    make: (sound, world) => ({
      ...sound,
      async migrate(order, moves) {
        await sound.migrate(order, moves);
        if ((await world.moved()) === 0) return;
        const { servers } = await sound.observe(order.service);
        const open = servers.filter(({ id, admits }) => admits && id !== moves[0]?.id);
        const [second, third] = open;
        if (second && third) await sound.migrate(order, noneOn([second.id]));
      },
    }),
  },
  'takes the protection off by itself': {
    breaks: 'L8 what is protected is not retired',
    make: (sound) =>
      retiringAlone(sound, async (order, id) => {
        await sound.protect(order, [id], false);
        await sound.retire(order, [id], 'destroy');
      }),
  },
  'takes an open server out of the balancer by itself': {
    breaks: 'L8 what takes new users is not retired',
    make: (sound) =>
      retiringAlone(sound, async (order, id) => {
        await sound.close(order, [id]);
        await sound.retire(order, [id], 'destroy');
      }),
  },
  'destroys a server under its users': {
    breaks: 'L8 what has users is not retired',
    make: (sound, world) =>
      retiringAlone(sound, async (order, id) => {
        const server = (await sound.observe(order.service)).servers.find((one) => one.id === id);
        if (!server || server.protected || server.admits)
          await sound.retire(order, [id], 'destroy');
        else await world.takeAway(id);
      }),
  },
  'destroys whatever has the id, of whatever service': {
    breaks: 'L8 what is not of the service is not retired',
    make: (sound, { foreign }) =>
      retiringAlone(sound, (order, id) =>
        sound.retire(
          id === foreign.id ? { ...order, service: foreign.service } : order,
          [id],
          'destroy',
        ),
      ),
  },
  'looks at the first server of a call only': {
    breaks: 'L8 a mixed call destroys nothing that must stay',
    make: (sound) => ({
      ...sound,
      async retire(order, ids) {
        const [first = '', ...more] = ids;
        await sound.retire(order, [first], 'destroy');
        const others = more.filter((id) => id !== first);
        if (others.length === 0) return;
        await sound.protect(order, others, false);
        await sound.retire(order, others, 'destroy');
      },
    }),
  },
};
