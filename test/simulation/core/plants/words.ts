import { cut, planting, type Plant } from '../../plant.ts';

const plant = planting('core', 'users');
const signOff = 'release/approval/sign-off.ts';
const kept = 'release/approval/kept-approvals.ts';
const asked = 'release/approval/teams-asked.ts';

/** Whose word counts, on which question, and for which build. */
export const coreWordsPlants: readonly Plant[] = [
  plant(
    'whoever owned a release before may approve it',
    28,
    cut(
      signOff,
      '!hasOwned(release, approval.by.id, roster);',
      'release.by?.id !== approval.by.id;',
    ),
  ),
  plant(
    'an approval in the soak ends it',
    2,
    cut(
      signOff,
      "release.phase.kind === 'waiting' && isSignedOff(",
      "release.phase.kind !== 'approved' && isSignedOff(",
    ),
  ),
  plant(
    'a block of somebody who speaks for nobody counts',
    39,
    cut(
      signOff,
      'const teams = teamsAnswering(line, release, event); ' +
        'if (!Array.isArray(teams)) return teams; return rollBack(',
      'const heard = teamsAnswering(line, release, event); ' +
        "if (!Array.isArray(heard) && heard.code !== 'not-entitled') return heard; " +
        'const teams = Array.isArray(heard) ? heard : []; return rollBack(',
    ),
  ),
  plant('a click on an older card counts', 11, cut(signOff, 'rev !== release.rev', 'rev < 0')),
  plant(
    'approvals of a build that is not contained are kept',
    25,
    cut(
      kept,
      'isTried(line, other) && lineage.contains.includes(other.build.version),',
      'isTried(line, other),',
    ),
  ),
  plant(
    'approvals of a team whose paths changed are kept',
    13,
    cut(kept, 'teams.includes(word.team) ? word.by : []', 'word.by'),
  ),
  plant(
    'an approval for two teams is taken back for one',
    157,
    cut(
      'release/approval/take-back.ts',
      'release.approvals.filter((given) => given.by.id !== by.id)',
      'release.approvals.filter((given, i) => given.by.id !== by.id || ' +
        'i !== release.approvals.findIndex((one) => one.by.id === by.id))',
    ),
  ),
  plant(
    'a build stays approved when one of two takes it back',
    59,
    cut(
      'release/approval/take-back.ts',
      '!isSignedOff(next, at, null);',
      'approvals.length === 0;',
    ),
  ),
  plant(
    'a build stays approved when an approver takes it over',
    188,
    cut(
      'release/start/take-over.ts',
      "release.phase.kind === 'approved' && !isSignedOff(next, at, null);",
      'false;',
    ),
  ),
  plant(
    'nobody asks again for what contains a blocked build',
    40,
    cut(
      asked,
      'bar.version !== build.version && within',
      'bar.version === build.version && within',
    ),
  ),
  plant(
    'a word from before the block counts',
    59,
    cut(asked, 'bar.teams.includes(team) && at <= bar.at', 'bar.teams.includes(team) && at < 0'),
  ),
  plant(
    'a build stays approved under a page',
    17,
    cut(
      'release/paging/countdown.ts',
      "phase.kind === 'approved' && !plan.automatic",
      "phase.kind === 'approved' && plan.automatic",
    ),
  ),
];
