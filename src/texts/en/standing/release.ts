import type { Moves } from '../../../release/state/served.ts';
import { count, many, percent, span } from '../amount.ts';

/** A release while users, or shares of traffic, move to it. */
export const releaseStandingTexts = {
  starting: (going: string, servers: number, batches: number, moves: Moves) => ({
    headline: `${going}: starting ${many(servers, 'server')}`,
    state: 'Running',
    next: `Move ${moves} in ${many(batches, 'batch', 'batches')}`,
    action: '',
  }),
  goingOut: (name: string) => `${name} is releasing`,
  goingBack: (service: string, version: string) => `${service} is rolling back to ${version}`,
  moving: (going: string, moved: string, batch: number, of: number) => ({
    headline: `${going}: ${moved}`,
    state: `Running, batch ${batch} of ${of}`,
  }),
  nextBatch: (share: number, afterMs: number, moves: Moves) =>
    `${percent(share)} of ${moves} after ${span(afterMs)}`,
  nextMoved: (share: number, watchMs: number, moves: Moves) =>
    `${percent(share)} of ${moves}, then watch for ${span(watchMs)}`,
  nextWatch: (ms: number) => `Watch for ${span(ms)}`,
  has: (name: string, less: number | null, moves: Moves) =>
    `${name} has ${less === null ? 'all' : `${percent(less)} of`} ${moves}`,
  watching: (has: string, watchMs: number) => ({
    headline: has,
    state: `Running, watched for ${span(watchMs)}`,
    next: 'Old servers are retired',
    action: '',
  }),
  swapping: (has: string, done: number, of: number) => ({
    headline: has,
    state: `Running, ${done} of ${many(of, 'singleton')} changed over`,
    next: 'Old servers are retired',
    action: '',
  }),
  retiring: (has: string) => ({
    headline: has,
    state: 'Running, old servers are being retired',
    next: 'Live',
    action: '',
  }),
  held: (name: string, share: number | null, until: string, who: string, reason: string) => ({
    headline: share === null ? `${name} is on hold` : `${name} is on hold at ${percent(share)}`,
    state: `On hold by ${who}: ${reason}`,
    next: `It goes on when the hold ends at ${until}`,
    action: '',
  }),
  moved: (moved: number, all: number) => `${count(moved)} of ${many(all, 'user')}`,
  share: (share: number | null) =>
    share === null ? 'its share of traffic could not be read' : `${percent(share)} of traffic`,
  uncounted: 'users could not be counted',
  counting: 'users are being counted',
};
