import type { Plant } from './plant.ts';
import type { WayName } from './ways.ts';

type Cut = Plant['cuts'][number];

/** A bug of the whole bot, in the histories that show it; a seed that did is tried first. */
function plant(name: string, ways: WayName, near: number, ...cuts: readonly Cut[]): Plant {
  return { name, tier: 'whole', ways, near, cuts };
}

function cut(file: string, find: string, put: string): Cut {
  return { file, find, put };
}

/** Promises on shares, jobs, lists that lie and two versions side by side, each broken once. */
export const latePlants: readonly Plant[] = [
  plant(
    'shares of traffic do not add up',
    'traffic',
    1,
    cut(
      'engine/world/reconcile.ts',
      'return fleet.steer(order, step.shares);',
      `return fleet.steer(
        order,
        step.shares.map((one) => ({ ...one, share: one.share * 0.9 })),
      );`,
    ),
  ),
  plant(
    'a batch counts before its share was read back',
    'traffic',
    3,
    cut(
      'release/servers/observed-release.ts',
      'ready(newServers) >= capacity && isSteered(release, sides) && carriesStill(release, sides)',
      'ready(newServers) >= capacity',
    ),
  ),
  plant(
    'a canary takes what another has that a list leaves out',
    'traffic',
    19,
    cut(
      'release/servers/shares.ts',
      'return all === 0 || (all !== null && all >= 1 - near);',
      'return all !== 1e9;',
    ),
  ),
  plant(
    'a lost job runs again although it may not',
    'users',
    9,
    cut(
      'release/jobs/job-events.ts',
      "end.kind === 'lost' && rules.again &&",
      "end.kind === 'lost' &&",
    ),
  ),
  plant(
    'a job goes on to the next host after a failure',
    'users',
    4,
    cut(
      'release/jobs/job-events.ts',
      'isGood(end) && !now.stopped ? steps : skipped(steps)',
      'steps',
    ),
  ),
  plant(
    'two jobs run at once',
    'users',
    8,
    cut('release/jobs/job-events.ts', 'if (running) return', 'if (running && at < 0) return'),
  ),
  plant(
    'a job runs while a release moves',
    'users',
    1,
    cut(
      'release/jobs/job-events.ts',
      'if (line.moving && !rules.anytime) return',
      'if (line.moving && !rules.anytime && at < 0) return',
    ),
  ),
  plant(
    'a job bears another name each time it is sent',
    'users',
    1,
    cut(
      'engine/jobs/run-jobs.ts',
      'id: stepId(run, index), job',
      'id: stepId({ ...run, at: run.at + claim.fence }, index), job',
    ),
  ),
  plant(
    'a job that nobody can say anything of ended well',
    'users',
    9,
    cut(
      'engine/jobs/run-jobs.ts',
      "return over(at, { kind: 'lost', because: 'killed' }, sight.output);",
      "return over(at, { kind: 'ended', code: 0, how: 'exit' }, sight.output);",
    ),
  ),
  plant(
    'anybody may have a job run',
    'users',
    1,
    cut(
      'release/jobs/job-events.ts',
      'return teamsOf(by, roster, at).length > 0 ? null',
      'return at > 0 ? null',
    ),
  ),
  plant(
    'a click on an older question counts',
    'users',
    1,
    cut('release/approval/sign-off.ts', 'if (rev !== release.rev) return', 'if (rev < 0) return'),
  ),
  plant(
    'rows of a newer version are read as far as they are known',
    'mixed',
    3,
    cut(
      'adapters/postgres-ledger/rows/release.ts',
      "'release', strictObject({",
      "'release', z.object({",
    ),
    cut('adapters/postgres-ledger/rows/release.ts', "'line', strictObject({", "'line', z.object({"),
  ),
];
