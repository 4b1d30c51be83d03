import type { Plant } from '../plant.ts';

type Cut = Plant['cuts'][number];

/** A bug in the core; a seed that showed it is tried first. */
function plant(name: string, near: number, ...cuts: readonly Cut[]): Plant {
  return { name, tier: 'core', ways: 'users', near, cuts };
}

/** One that only fleets show whose traffic is steered. */
function steered(name: string, near: number, ...cuts: readonly Cut[]): Plant {
  return { ...plant(name, near, ...cuts), ways: 'traffic' };
}

function cut(file: string, find: string, put: string): Cut {
  return { file: `release/${file}`, find, put };
}

/** Promises of DESIGN 3 and 5 that the core alone keeps, each broken once. */
export const corePlants: readonly Plant[] = [
  plant(
    'a rolled-back build is not blocked',
    2,
    cut('state/outcome.ts', "end === 'rolled-back' || end === 'declined'", "end === 'declined'"),
  ),
  plant(
    'a postponement has no end',
    5,
    cut(
      'paging/countdown.ts',
      'if (countdown.postponements.length >= plan.postponesMax)',
      'if (countdown.postponements.length >= 99)',
    ),
  ),
  plant(
    'a countdown ends at the first good look',
    17,
    cut('paging/countdown.ts', 'watch.goodInARow >= calmLooks &&', 'watch.goodInARow >= 1 &&'),
    cut('paging/countdown.ts', 'at - watch.goodSince >= calmMs', 'at >= watch.goodSince'),
  ),
  plant(
    'a rollback does not protect first',
    50,
    cut('servers/rollback-step.ts', 'bare.length > 0 ?', 'bare.length > 99 ?'),
  ),
  plant(
    'a fatal error during a postponement is ignored',
    14,
    cut('paging/countdown.ts', 'if (verdict.fatal)', 'if (verdict.fatal && at < 0)'),
  ),
  plant(
    'twice as bad during a postponement is ignored',
    8,
    cut('paging/countdown.ts', '2 * last.badness', '2_000 * last.badness'),
  ),
  plant(
    'an incident is never resolved at the pager',
    1,
    cut('paging/incidents.ts', 'key: pageKey(release, about),', "key: pageKey(release, 'look'),"),
  ),
  plant(
    'a rollback leaves the line open',
    1,
    cut('state/outcome.ts', "lock: end === 'rolled-back' ?", "lock: end === 'declined' ?"),
  ),
  plant(
    'one bad look calls people',
    2,
    cut('health/health-page.ts', 'const badLooks = 2;', 'const badLooks = 1;'),
  ),
  plant(
    'bad looks call nobody but at the fifth',
    1,
    cut('health/health-page.ts', 'const badLooks = 2;', 'const badLooks = 5;'),
  ),
  plant(
    'a hold lets users move on',
    21,
    cut(
      'servers/paused.ts',
      'return release.countdown !== null || release.hold !== null;',
      'return release.countdown !== null;',
    ),
  ),
  plant(
    'a batch moves everybody',
    1,
    cut('servers/move-users.ts', '(batchesOf(release)[batch] ?? 1)', '1'),
  ),
  plant(
    'the watch between batches is skipped',
    1,
    cut('health/measured.ts', 'watchedMs < betweenOf(release) || stays', 'stays'),
  ),
  plant(
    'a batch goes on without fresh health',
    6,
    cut(
      'health/measured.ts',
      "isPaused(release) || !(release.kind === 'return' || verdict.kind === 'healthy')",
      'isPaused(release)',
    ),
  ),
  plant(
    'unwatched time counts as soaked',
    1,
    cut('health/soak-credit.ts', '2 * plan.lookEveryMs,', '2_000 * plan.lookEveryMs,'),
  ),
  plant(
    'a source that is away counts as healthy',
    1,
    cut('health/judge.ts', "reasons.every((reason) => reason.says === 'pass')", 'true'),
  ),
  plant(
    'a freeze ends before its time',
    14,
    cut('line/freeze.ts', 'by === null && at < frozen.until', 'by === null && at < 0'),
    cut(
      'line/freeze.ts',
      'freeze: { since: at, until, reason',
      'freeze: { since: at, until: at + 5_000, reason',
    ),
  ),
  plant(
    'a locked line starts a release',
    8,
    cut('start/may-go-out.ts', 'if (lock) return', 'if (lock && at < 0) return'),
  ),
  plant(
    'one team is enough',
    4,
    cut('approval/sign-off.ts', 'teams.every(({ by, of })', 'teams.some(({ by, of })'),
  ),
  plant(
    'an old list of people is believed at the start',
    5,
    cut(
      'start/start-release.ts',
      'at - roster.at > rosterAgeMaxMs',
      'at - roster.at > 1_000 * rosterAgeMaxMs',
    ),
  ),
  plant(
    'a page leaves the approvals as they were',
    35,
    cut('paging/countdown.ts', 'approvals: [],', ''),
  ),
  plant(
    'a countdown forgets its end when it is postponed',
    5,
    cut('paging/countdown.ts', 'deadline: until,', 'deadline: until + plan.postponeMs,'),
  ),
  plant(
    'a deadline waits for the next look',
    1,
    cut('time-passed.ts', '...(countdown ? [countdown.deadline] : []),', ''),
  ),
  plant(
    'old servers are closed while new ones are missing',
    30,
    cut(
      'servers/move-users.ts',
      'if (ready(newServers) < release.capacity) ' +
        'return leanOn(newServers, oldServers) ?? grow(line, release, sides);',
      'if (ready(newServers) < 1) ' +
        'return leanOn(newServers, oldServers) ?? grow(line, release, sides);',
    ),
    cut(
      'servers/observed-release.ts',
      'return ready(newServers) >= capacity ?',
      'return ready(newServers) >= 1 ?',
    ),
    cut(
      'servers/observed-release.ts',
      'return (well && ready(open) >= release.capacity &&',
      'return (well && ready(open) >= 1 &&',
    ),
    cut('health/evidence.ts', "kind !== 'prerelease' ? capacity : 0", '0'),
  ),
  plant(
    'a rollback destroys before users are home',
    2,
    cut(
      'servers/rollback-step.ts',
      'seen.newServers.some((server) => isServing(server, ways)) || ' +
        'areLost(line, release, sides, servers)',
      'false',
    ),
    cut(
      'servers/rollback-step.ts',
      'if (newServers.some((server) => hasUsers(server, release.plan.ways))) return null;',
      '',
    ),
  ),
  steered(
    'a batch of traffic gets everybody',
    3,
    cut('servers/shares.ts', 'return givable(batches[phase.batch] ?? 1, ways);', 'return 1;'),
  ),
  steered(
    'old servers close while they still get traffic',
    3,
    cut(
      'servers/traffic-step.ts',
      'steer({ mine: newServers, share, rest, kept: [], none }) ?? (share < 1',
      'close(oldServers) ?? (share < 1',
    ),
  ),
  steered(
    'the way back gives old servers more than they can carry',
    691,
    cut('servers/steer-back.ts', 'Math.max(0, 1 - (shareOn(kept) ?? 0) - able)', '0'),
  ),
  steered(
    'a split makes up what another canary has',
    3,
    cut('servers/shares.ts', 'const left = 1 - keeps - own;', 'const left = 1 - own;'),
  ),
  steered(
    'a hold lets traffic move on',
    15,
    cut(
      'servers/traffic-step.ts',
      'if (waits(release, sides)) return null; const { newServers, oldServers } = sides;',
      'const { newServers, oldServers } = sides;',
    ),
  ),
  steered(
    'a way back takes all traffic at once',
    31,
    cut('servers/rollback-step.ts', 'const widthMax = 0.5;', 'const widthMax = 1;'),
  ),
  plant(
    'an approval outlives its time',
    20,
    cut(
      'approval/sign-off.ts',
      'const fresh = at - approval.at <= release.plan.approvalTtlMs;',
      'const fresh = at > 0;',
    ),
    cut(
      'time-passed.ts',
      'release.approvals.filter((approval) => at - approval.at <= plan.approvalTtlMs)',
      'release.approvals',
    ),
  ),
  plant(
    'a number comes back under a spent token',
    11,
    cut(
      'servers/launch-orders.ts',
      'const base = first ? 0 : nextSlot(release, own);',
      'const base = first || own ? 0 : 1;',
    ),
  ),
  plant(
    'a frozen line starts a release',
    4,
    cut(
      'start/may-go-out.ts',
      'if (freeze && freeze.until > at)',
      'if (freeze && freeze.until < at)',
    ),
  ),
];
