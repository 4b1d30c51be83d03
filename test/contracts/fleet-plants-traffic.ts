import type { Fleet } from '../../src/ports/fleet.ts';
import { shareOn } from '../../src/release/state/servers.ts';
import type { TrafficShare } from '../../src/release/state/traffic-share.ts';
import type { TrafficWorld } from './fleet-laws-traffic.ts';
import { showing } from './fleet-plants.ts';

/** A fleet that steers traffic, with one fault, made of a sound one. */
type FaultyTraffic = {
  readonly breaks: string;
  readonly make: (sound: Fleet, world: TrafficWorld) => Fleet;
};

/** What a hurried adapter does with shares; each breaks one law, and no other. */
export const faultyTowardsTraffic: Readonly<Record<string, FaultyTraffic>> = {
  'shows the share of a whole group on the first of its servers': {
    breaks: 'L6 shares steered are shares read back',
    make: (sound) =>
      showing(sound, (servers) =>
        servers.map((one) => {
          const group = servers.filter(
            ({ release, version }) => release === one.release && version === one.version,
          );
          return { ...one, share: one === group[0] ? shareOn(group) : 0 };
        }),
      ),
  },
  'shows what whole weights of 250 it has, rounded down': {
    breaks: 'L6 shares read back are a whole',
    make: (sound) =>
      showing(sound, (servers) =>
        servers.map((one) => ({
          ...one,
          share: one.share === null ? null : Math.floor(one.share * 250) / 250,
        })),
      ),
  },
  'shares by halves whatever it is told, and shows what it was told': {
    breaks: 'L6 shares steered are shares measured',
    make(sound) {
      let told: readonly TrafficShare[] = [];
      const plain: Fleet = {
        ...sound,
        async steer(order, shares) {
          await sound.steer(order, shares);
          told = shares;
          const mixed = shares.find(({ share }) => share > 0 && share < 0.2);
          if (mixed)
            await sound.steer(
              order,
              shares.map((one) => ({ ...one, share: 0.5 })),
            );
        },
      };
      return showing(plain, (servers) =>
        servers.map((one) => {
          const of = told.find(
            ({ release, version }) => release === one.release && version === one.version,
          );
          return of ? { ...one, share: of.share / 2 } : one;
        }),
      );
    },
  },
  'makes a whole of whatever it is told': {
    breaks: 'L6 a split that is no whole is refused',
    make: (sound) => ({
      ...sound,
      steer(order, shares) {
        const sum = shares.reduce((all, { share }) => all + Math.max(0, share), 0);
        return sound.steer(
          order,
          shares.map((one) => ({ ...one, share: Math.max(0, one.share) / sum })),
        );
      },
    }),
  },
  'takes all servers of a release for one group': {
    breaks: 'L6 a share names a version of a release',
    make: (sound) => ({
      ...sound,
      async steer(order, shares) {
        const shown = (await sound.observe(order.service)).servers;
        const again = shown.some(({ id, admits }) => id === 'a0' && admits);
        const halves = shares.flatMap((one) =>
          again && one.release !== ''
            ? ['1.41.0', '1.42.0'].map((version) => ({ ...one, version, share: one.share / 2 }))
            : [one],
        );
        return sound.steer(order, halves);
      },
    }),
  },
  'takes a share for servers that are shut, and sends it elsewhere without a word': {
    breaks: 'L6 traffic is sent to nobody who is shut',
    make: (sound) => ({
      ...sound,
      async steer(order, shares) {
        const shown = (await sound.observe(order.service)).servers;
        const isOpen = ({ release, version }: TrafficShare) =>
          shown.some((one) => one.release === release && one.version === version && one.admits);
        return shares.every((one) => one.share === 0 || isOpen(one))
          ? sound.steer(order, shares)
          : undefined;
      },
    }),
  },
  'gives a server its part as soon as it is opened': {
    breaks: 'L4 a server that is opened gets nothing yet',
    make(sound) {
      let isSteered = false;
      return {
        ...sound,
        async steer(order, shares) {
          isSteered = true;
          await sound.steer(order, shares);
        },
        async admit(order, ids) {
          await sound.admit(order, ids);
          const isNew = ids.every((id) => id.startsWith('n'));
          if (isNew && !isSteered)
            await sound.steer(order, [
              { release: 'rel_1', version: '1.42.0', share: 0.5 },
              { release: '', version: '1.41.0', share: 0.5 },
            ]);
        },
      };
    },
  },
  'ends what is under way where it steers nobody any more': {
    breaks: 'L5 steering cuts nobody',
    make: (sound, world) => ({
      ...sound,
      async steer(order, shares) {
        await sound.steer(order, shares);
        if (shares.some(({ release, share }) => release === '' && share === 0))
          for (const id of world.old) await world.begin(id, 0);
      },
    }),
  },
  'lets whoever was replaced steer on': {
    breaks: 'L11 an older fence steers nothing',
    make: (sound) => ({
      ...sound,
      steer: (order, shares) => sound.steer({ ...order, release: `fence ${order.fence}` }, shares),
    }),
  },
  'asks nobody whether its order still stands': {
    breaks: 'an order that was superseded steers nothing',
    make: (sound) => ({
      ...sound,
      steer: (order, shares) => sound.steer({ ...order, stillMine: async () => undefined }, shares),
    }),
  },
};
