import type { Moves } from '../../release/state/served.ts';
import { many, span } from './amount.ts';

/** The steps of a pre-release, each as a plan, as what happens now, and as done. */
export const progressTexts = {
  title: {
    done: (name: string) => `Pre-released ${name}`,
    stuck: (name: string, step: number) => `Stuck at step ${step} of 4: pre-release of ${name}`,
    queued: (name: string) => `Pre-release of ${name} is queued`,
    requested: (name: string) => `Pre-release of ${name} waits for its turn`,
    running: (name: string, step: number) => `Pre-releasing ${name}: step ${step} of 4`,
    over: (name: string) => `Pre-release of ${name} stopped before its soak`,
  },
  spoken: (title: string, who: string | null) =>
    who === null ? title : `${title} Started by ${who}`,
  steps: (servers: number, version: string, soakMs: number, moves: Moves) => ({
    launch: {
      plain: `Start ${many(servers, 'server')} with ${version}`,
      doing: `Starting ${many(servers, 'server')} with ${version}`,
      done: `Started ${many(servers, 'server')} with ${version}`,
    },
    join: { plain: 'Let users in', doing: 'Letting users in', done: 'Let users in' },
    count:
      moves === 'traffic'
        ? {
            plain: 'Give it its share of traffic',
            doing: 'Giving it its share of traffic',
            done: 'Gave it its share of traffic',
          }
        : {
            plain: 'Check that its users are counted',
            doing: 'Checking that its users are counted',
            done: 'Checked that its users are counted',
          },
    soak: {
      plain: `Start the soak of ${span(soakMs)}`,
      doing: `Starting the soak of ${span(soakMs)}`,
      done: `Started the soak of ${span(soakMs)}`,
    },
  }),
  ready: (ready: number, of: number) => `${ready} of ${of} ready`,
  states: { pending: 'Waiting', in_progress: 'Running', complete: 'Done', error: 'Failed' },
  startedBy: (who: string | null) => (who === null ? 'Started by itself' : `Started by ${who}`),
};
