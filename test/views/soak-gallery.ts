import { saidBy } from '../../src/release/state/said.ts';
import type { ThreadFacts } from '../../src/views/thread-facts.ts';
import { prerelease } from '../support/a-release.ts';
import { minute, noon } from '../support/noon.ts';
import { priya, tom } from '../support/people.ts';
import { good, missing } from '../support/readings.ts';
import { watch } from '../support/release-parts.ts';
import { story } from '../support/thread-samples.ts';
import { back, ended, pre, since, soaked, endedBy } from './gallery-parts.ts';

/** A pre-release that is measured, and every way in which it ends. */
export const soakGallery: Readonly<Record<string, ThreadFacts>> = {
  'soaking, not measured yet': pre(
    { kind: 'soaking', since },
    { watch: watch([], { measuredAt: null, verdict: null, readings: [] }) },
    { history: [] },
  ),
  'soaking healthy': pre({ kind: 'soaking', since }),
  'soaking close to a limit': pre(
    { kind: 'soaking', since },
    {
      watch: watch(
        good.map((one) => ({ ...one, value: one.signal === 'p95 latency' ? 590 : one.value })),
      ),
    },
  ),
  'soaking with too few users': pre(
    { kind: 'soaking', since },
    {
      seen: {
        at: noon,
        newServers: { servers: 1, ready: 1, users: 3 },
        oldServers: { servers: 4, ready: 4, users: 60 },
      },
    },
  ),
  'soaking without data': pre({ kind: 'soaking', since }, { watch: watch(missing) }),
  'soaking while both sides fail': pre(
    { kind: 'soaking', since },
    {
      watch: watch(
        good.map((one) =>
          one.signal === 'p95 latency' ? { ...one, value: 900, baseline: 900 } : one,
        ),
      ),
    },
  ),
  'soaking on hold': pre(
    { kind: 'soaking', since },
    { hold: { by: tom, since, until: noon + 60 * minute, reason: 'slow query' } },
  ),
  'declined, on the way back': story({
    prerelease: soaked({
      ...back,
      ...saidBy(tom, 'declined', 'price bug'),
      end: 'declined',
    }),
  }),
  declined: story({ prerelease: soaked(endedBy('declined', tom, 'declined', 'price bug')) }),
  expired: story({ prerelease: soaked(ended('expired', 'nobody approved it in time')) }),
  replaced: story({ prerelease: soaked(ended('replaced', 'board 1.43.0 went live')) }),
  'replaced by a person': story({
    prerelease: prerelease(ended('replaced', 'Tom B. replaced it by board 1.43.0', tom)),
  }),
  stopped: story({
    prerelease: prerelease(endedBy('stopped', priya, 'stopped', 'wrong build')),
  }),
};
