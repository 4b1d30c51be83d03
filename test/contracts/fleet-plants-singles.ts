import { UpstreamError } from '../../src/ports/errors.ts';
import type { Fleet, Order } from '../../src/ports/fleet.ts';
import type { SinglesWorld } from './fleet-laws-singles.ts';

/** A fleet with a single, with one fault, made of a sound one. */
type FaultySingles = {
  readonly breaks: string;
  readonly make: (sound: Fleet, world: SinglesWorld) => Fleet;
};

/** What a hurried adapter does with singles; each breaks one law, and no other. */
export const faultyTowardsSingles: Readonly<Record<string, FaultySingles>> = {
  'starts the new one while the old one still works': {
    breaks: 'L12 a single is started only after the one before stopped',
    make: (sound, world) => ({
      ...sound,
      swap: (order, wanted) =>
        sound.swap(order, wanted).catch(async (cause: unknown) => {
          const { singles } = await sound.observe(order.service);
          const isThere = singles.some(({ state }) => state === 'stopping');
          if (wanted.to !== 'running' || !isThere) throw cause;
          await world.startBeside(wanted.build);
        }),
    }),
  },
  'kills what it is asked to stop': {
    breaks: 'L12 a single that is stopped finishes its work',
    make: (sound, world) => ({
      ...sound,
      async observe(service) {
        const sight = await sound.observe(service);
        if (sight.singles.some(({ state }) => state === 'stopping')) await world.cutShort();
        return sound.observe(service);
      },
    }),
  },
  'leaves what it stopped on the host, which starts it again': {
    breaks: 'L12 two singles of one name never overlap when their host goes down',
    make(sound, world) {
      let isLeft = false;
      return {
        ...sound,
        async observe(service) {
          const sight = await sound.observe(service);
          const isNew = sight.singles.some(({ version }) => version === world.fresh.version);
          const [alive, started] = [await world.alive(), await world.started()];
          // The new one came up once more than it was started: its host was down.
          if (isNew && alive === 1 && started > 2 && !isLeft) {
            isLeft = true;
            await world.startBeside(world.old);
          }
          return sight;
        },
      };
    },
  },
  'begins what runs anew when it is ordered again': {
    breaks: 'L12 a single that is started twice is one',
    make: (sound, world) => ({
      ...sound,
      async swap(order, wanted) {
        const { singles } = await sound.observe(order.service);
        const runs = singles.some(
          ({ state, version }) => state === 'running' && version === wanted.build.version,
        );
        await sound.swap(order, wanted);
        if (wanted.to !== 'running' || !runs) return;
        await world.cutShort();
        await world.startBeside(wanted.build);
      },
    }),
  },
  'takes a host that does not answer for one on which nothing runs': {
    breaks: 'L12 where nobody answers nothing is started',
    make: (sound, world) => ({
      ...sound,
      swap: (order, wanted) =>
        sound.swap(order, wanted).catch(async (cause: unknown) => {
          const { singles } = await sound.observe(order.service);
          if (!singles.some(({ state }) => state === 'unknown')) throw cause;
          await world.startBeside(wanted.build);
        }),
    }),
  },
  'says the newest turn and fence it has heard of': {
    breaks: 'L11 an older turn swaps nothing',
    make(sound) {
      let newest: Pick<Order, 'turn' | 'fence'> = { turn: 0, fence: 0 };
      return {
        ...sound,
        swap(order, wanted) {
          newest = {
            turn: Math.max(newest.turn, order.turn),
            fence: Math.max(newest.fence, order.fence),
          };
          return sound.swap({ ...order, ...newest }, wanted);
        },
      };
    },
  },
  'does not ask whether the order still stands': {
    breaks: 'an order that was superseded swaps nothing',
    make: (sound) => ({
      ...sound,
      async swap(order, wanted) {
        await sound.swap({ ...order, stillMine: async () => undefined }, wanted);
        await order.stillMine().catch((cause: unknown) => {
          if (cause instanceof UpstreamError) return;
          throw cause;
        });
      },
    }),
  },
};
