import type { JobOrder, JobPlace, Jobs, JobSight } from '../../src/ports/jobs.ts';
import type { JobProgress } from '../../src/release/state/job-run.ts';
import type { JobsWorld } from './jobs-world.ts';

/**
 * Jobs with one fault, made of sound ones: what a hurried adapter does. `breaks` is the law that
 * must notice it.
 */
type FaultyJobs = { readonly breaks: string; readonly make: (sound: JobsWorld) => JobsWorld };

/** Every plant; a new law needs one of its own. */
export const faultyJobs: Readonly<Record<string, FaultyJobs>> = {
  'begin anew each time they are told': {
    breaks: 'begins once, however often and from wherever it is told to',
    make: (sound) => ({
      ...both(sound, (jobs) => {
        let times = 0;
        return {
          ...jobs,
          begin: (order) => jobs.begin({ ...order, id: `${order.id}${' again'.repeat(times++)}` }),
        };
      }),
      runs: async (id) => {
        const each = [id, `${id} again`, `${id} again again`].map((one) => sound.runs(one));
        return (await Promise.all(each)).reduce((sum, runs) => sum + runs, 0);
      },
    }),
  },

  'wait for the end where they should only begin': {
    breaks: 'returns once it has begun, and says that it runs until it ended',
    make: (sound) =>
      both(sound, (jobs) => ({
        ...jobs,
        begin: async (order) => {
          const begun = await jobs.begin(order);
          await sound.tell(order.id, { code: 0 });
          return begun;
        },
      })),
  },

  'take what nobody knows for what ended well': {
    breaks: 'knows nothing of what nobody began',
    make: (sound) => seen(sound, (sight) => (sight.state === 'none' ? well(sight) : sight)),
  },

  'know success and failure, and no code': {
    breaks: 'says truly how each ended',
    make: (sound) =>
      seen(sound, (sight) =>
        sight.state === 'ended' && sight.code !== null
          ? { ...sight, code: sight.code && 1 }
          : sight,
      ),
  },

  'begin again under another id when no answer came': {
    breaks: 'finds again what was begun when only the answer was lost',
    make: (sound) => ({
      ...both(sound, (jobs) => ({
        ...jobs,
        begin: (order) =>
          jobs
            .begin(order)
            .catch((fault: unknown) =>
              jobs.begin({ ...order, id: `${order.id} again` }).catch(() => Promise.reject(fault)),
            ),
      })),
      runs: async (id) => (await sound.runs(id)) + (await sound.runs(`${id} again`)),
    }),
  },

  'obey whoever speaks last': {
    breaks: 'begins nothing for an order that is late',
    make: (sound) =>
      both(sound, (jobs) => ({ ...jobs, begin: (order) => jobs.begin(asNewest(order)) })),
  },

  'stop only what is there': {
    breaks: 'begins nothing that was stopped before',
    make: (sound) =>
      both(sound, (jobs) => ({
        ...jobs,
        stop: async (place) => {
          if ((await jobs.look(place)).state !== 'none') await jobs.stop(place);
        },
      })),
  },

  'call a stop an end like any other': {
    breaks: 'stops what runs, and says so',
    make: (sound) =>
      seen(sound, (sight) =>
        sight.state === 'ended' && sight.how === 'stopped' ? { ...sight, how: 'exit' } : sight,
      ),
  },

  'call a time limit an end like any other': {
    breaks: 'ends what takes longer than it may, and says so',
    make: (sound) =>
      seen(sound, (sight) =>
        sight.state === 'ended' && sight.how === 'timeout' ? { ...sight, how: 'exit' } : sight,
      ),
  },

  'guess that what is gone ended well': {
    breaks: 'says of what was killed that it is lost, never that it ended',
    make: (sound) => seen(sound, (sight) => (sight.state === 'lost' ? well(sight) : sight)),
  },

  'show what was said as it was said': {
    breaks: 'keeps both ends of what was said, without a secret, and how far it was',
    make: (sound) =>
      seen(sound, (sight) =>
        sight.state === 'ended'
          ? { ...sight, output: sight.output.replaceAll('[hidden]', sound.secret) }
          : sight,
      ),
  },

  'count on with what is no count': {
    breaks: 'says how far it is while it runs, and nothing where that is no count',
    make: (sound) => {
      let last: JobProgress | null = null;
      return seen(sound, (sight) => {
        if (sight.state !== 'running') return sight;
        last = sight.progress ?? last;
        return { ...sight, progress: last };
      });
    },
  },

  'take silence for nothing there': {
    breaks: 'fails from outside, and is as before once it can',
    make: (sound) =>
      both(sound, (jobs) => ({
        ...jobs,
        look: (place) => jobs.look(place).catch((): JobSight => ({ state: 'none' })),
      })),
  },
};

function both(sound: JobsWorld, make: (jobs: Jobs) => Jobs): JobsWorld {
  return { ...sound, jobs: make(sound.jobs), other: make(sound.other) };
}

function seen(sound: JobsWorld, show: (sight: JobSight) => JobSight): JobsWorld {
  return both(sound, (jobs) => ({
    ...jobs,
    look: async (place: JobPlace) => show(await jobs.look(place)),
  }));
}

function well(sight: object): JobSight {
  return { output: '', progress: null, ...sight, state: 'ended', code: 0, how: 'exit' };
}

function asNewest(order: JobOrder): JobOrder {
  return { ...order, turn: 1_000, fence: 1_000 };
}
