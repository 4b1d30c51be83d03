import { cut, planting, type Plant } from '../plant.ts';

const plant = planting('whole', 'users');

/** Whose approval counts, and for how long. */
export const approvalPlants: readonly Plant[] = [
  plant(
    'the requester may approve',
    20,
    cut(
      'release/approval/sign-off.ts',
      'if (hasOwned(release, by.id, roster)) return',
      'if (by.id === null) return',
    ),
    cut('release/approval/sign-off.ts', ' && !hasOwned(release, approval.by.id, roster)', ''),
  ),
  plant(
    'an empty roster means everyone',
    459,
    cut(
      'release/state/people.ts',
      'ids.includes(person.id)',
      '(ids.length === 0 || ids.includes(person.id))',
    ),
    cut(
      'release/approval/sign-off.ts',
      '(roster.teams[approval.team] ?? []).includes(approval.by.id)',
      `(
          (roster.teams[approval.team] ?? []).length === 0 ||
          roster.teams[approval.team].includes(approval.by.id)
        )`,
    ),
  ),
  plant(
    'approvals are not looked at again when a release starts',
    459,
    cut(
      'release/start/start-release.ts',
      'if (!isSignedOff(release, at, roster)) {',
      'if (!isSignedOff(release, at, null)) {',
    ),
  ),
  plant(
    'an approval is kept although its team has changes',
    17,
    cut(
      'release/approval/kept-approvals.ts',
      '(teams.includes(word.team) ? word.by : [])',
      'word.by',
    ),
  ),
  plant(
    'a click on an older question counts',
    1,
    cut('release/approval/sign-off.ts', 'if (rev !== release.rev) return', 'if (rev < 0) return'),
  ),
];
