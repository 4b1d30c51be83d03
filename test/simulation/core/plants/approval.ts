import { cut, planting, type Plant } from '../../plant.ts';

const plant = planting('core', 'users');

/** Who has to approve, and how long it counts. */
export const coreApprovalPlants: readonly Plant[] = [
  plant(
    'one team is enough',
    4,
    cut('release/approval/sign-off.ts', 'teams.every(({ by, of })', 'teams.some(({ by, of })'),
  ),
  plant(
    'an old list of people is believed at the start',
    4,
    cut(
      'release/start/start-release.ts',
      'at - roster.at > rosterAgeMaxMs',
      'at - roster.at > 1_000 * rosterAgeMaxMs',
    ),
  ),
  plant(
    'a page leaves the approvals as they were',
    28,
    cut('release/paging/countdown.ts', 'approvals: [],', ''),
  ),
  plant(
    'an approval outlives its time',
    38,
    cut(
      'release/approval/sign-off.ts',
      'const fresh = at - approval.at <= release.plan.approvalTtlMs;',
      'const fresh = at > 0;',
    ),
    cut(
      'release/time-passed.ts',
      'release.approvals.filter((approval) => at - approval.at <= plan.approvalTtlMs)',
      'release.approvals',
    ),
  ),
];
