import { UpstreamError } from '../../src/ports/errors.ts';
import type { SilentWorld } from './fleet-laws-silent.ts';
import { showing } from './fleet-plants.ts';
import type { Fleet } from '../../src/ports/fleet.ts';

type FaultyPart = {
  readonly breaks: string;
  readonly make: (sound: Fleet, world: SilentWorld) => Fleet;
};

/** Faulty fleets that know what nobody said, or let one part's silence speak for the others. */
export const faultyTowardsSilence: Readonly<Record<string, FaultyPart>> = {
  'shows what does not answer as ill': {
    breaks: 'L10 a part that does not answer is unknown',
    make: (sound) =>
      showing(sound, (servers) =>
        servers.map((one) => (one.state === 'unknown' ? { ...one, state: 'unhealthy' } : one)),
      ),
  },
  'takes a call to a part that does not answer for done': {
    breaks: 'L10 a call to a part that does not answer is not done',
    make: (sound) => ({
      ...sound,
      admit: (order, ids) =>
        sound.admit(order, ids).catch((cause: unknown) => {
          if (!(cause instanceof UpstreamError)) throw cause;
        }),
    }),
  },
  'closes nothing while one server does not answer': {
    breaks: 'calls to the others go on',
    make: (sound) => ({
      ...sound,
      async close(order, ids) {
        const { servers } = await sound.observe(order.service);
        if (servers.some(({ state }) => state === 'unknown'))
          throw new UpstreamError('fleet', 'closing: not all of it answers');
        await sound.close(order, ids);
      },
    }),
  },
  'finds only what answers': {
    breaks: 'L13 what does not answer is found',
    make: (sound) => ({
      ...sound,
      async strays(service) {
        const { servers } = await sound.observe(service);
        const silent = servers.filter(({ state }) => state === 'unknown').map(({ id }) => id);
        return (await sound.strays(service)).filter(({ id }) => !silent.includes(id));
      },
    }),
  },
  'leaves out what does not answer': {
    breaks: 'L10 a part that does not answer is unknown',
    make: (sound) =>
      showing(sound, (servers) => servers.filter(({ state }) => state !== 'unknown')),
  },
};
