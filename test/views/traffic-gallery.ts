import type { Side } from '../../src/release/state/servers.ts';
import type { Release } from '../../src/release/state/release.ts';
import type { Phase } from '../../src/release/state/phase.ts';
import { saidBy } from '../../src/release/state/said.ts';
import type { ThreadFacts } from '../../src/views/thread-facts.ts';
import { build, line, locked, plan } from '../support/a-release.ts';
import { minute, noon } from '../support/noon.ts';
import { ana, tom } from '../support/people.ts';
import { bad } from '../support/readings.ts';
import { countdown, watch } from '../support/release-parts.ts';
import {
  all as moved,
  back,
  endedBy,
  migrating,
  pre,
  quiet,
  since,
  curve,
  slower,
  stillThere,
} from './gallery-parts.ts';
import { worded } from '../../src/release/state/worded.ts';

const byTraffic = { ...plan, ways: { ...plan.ways, moves: 'traffic', least: 0.01 } } as const;
const side = (share: number | null, servers = 4): Side => ({
  servers,
  ready: servers,
  users: share === null ? null : Math.round(share * 700),
  share,
});

const shares = curve.map(({ at, newServers }) => ({
  at,
  newServers: newServers / 6_200,
  oldServers: 1 - newServers / 6_200,
}));

/** The same release with its traffic shared out so. */
function sharing(share: number | null, more: Partial<Release> = {}): Partial<Release> {
  const rest = share === null ? null : 1 - share;
  return {
    plan: byTraffic,
    seen: { at: noon, newServers: side(share), oldServers: side(rest) },
    ...more,
  };
}

/** A stateless service, whose requests follow shares: nobody is handed over, and nobody counted. */
export const trafficGallery: Readonly<Record<string, ThreadFacts>> = {
  'traffic, canary given its share': pre(
    { kind: 'configuring', since },
    sharing(0, { ...canary(0), ...quiet }),
  ),
  'traffic, soaking': pre({ kind: 'soaking', since }, sharing(0.05, canary(0.05))),
  'traffic, soaking with too few requests': pre(
    { kind: 'soaking', since },
    sharing(0.05, {
      seen: { at: noon, newServers: { ...side(0.05, 1), users: 1 }, oldServers: side(0.95) },
      plan: { ...byTraffic, usersMin: 3 },
    }),
  ),
  'traffic, canary paged': pre(
    { kind: 'soaking', since },
    sharing(0.05, { ...canary(0.05), watch: watch(bad), countdown: countdown(), countdowns: 1 }),
  ),
  'traffic, release launching': all(
    { kind: 'launching', since: noon + 301 * minute },
    sharing(0, { seen: null }),
  ),
  'traffic, moving a batch': all({ ...migrating, movedAt: null }, sharing(0.25)),
  'traffic, between two batches': all(migrating, sharing(0.5)),
  'traffic, shares not read': all(migrating, sharing(null)),
  'traffic, on hold': all(
    migrating,
    sharing(0.5, {
      hold: { by: tom, since, until: noon + 60 * minute, reason: 'counting requests' },
    }),
  ),
  'traffic, made slower': all(
    migrating,
    sharing(0.375, { move: { ...slower, reconnects: null, curve: shares } }),
  ),
  'traffic, release paged': all(
    migrating,
    sharing(0.5, {
      watch: watch(bad),
      countdown: countdown({ deadline: noon + 330 * minute + 100_000 }),
      countdowns: 1,
    }),
  ),
  'traffic, rolling back': all({ ...back, ...saidBy(ana, 'asked', 'wrong pages') }, sharing(0.25)),
  'traffic, rolled back': all(endedBy('rolled-back', ana, 'asked', 'wrong pages'), sharing(0), {
    line: { ...locked, lock: { reason: worded('x'), since: noon, release: 'rel_ALL' } },
  }),
  'traffic, stuck': all(
    {
      kind: 'stuck',
      since,
      because: { kind: 'traffic-does-not-move' },
      from: migrating,
    },
    sharing(0.5),
  ),
  'traffic, watching': all(
    { kind: 'watching', since: noon + 320 * minute, watchedMs: 12 * minute },
    sharing(1),
  ),
  'traffic, retiring': all(
    { kind: 'retiring', since: noon + 320 * minute, unprotectedAt: null },
    sharing(1),
  ),
  'traffic, live': all({ kind: 'live', at: noon + 360 * minute }, sharing(1), {
    line: line({ live: build() }),
  }),
};

/** A release of what was tried by a share of traffic before. */
function all(phase: Phase, more: Partial<Release>, rest: Partial<ThreadFacts> = {}): ThreadFacts {
  return moved(phase, more, { prerelease: { ...stillThere, plan: byTraffic }, ...rest });
}

/** One server beside four. */
function canary(share: number): Partial<Release> {
  return { seen: { at: noon, newServers: side(share, 1), oldServers: side(1 - share) } };
}
