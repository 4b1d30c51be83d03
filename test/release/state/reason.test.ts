import { describe, expect, it } from 'vitest';
import { mayByDefault } from '../../../src/release/authority/may.ts';
import { DecisionRow } from '../../../src/adapters/postgres-ledger/rows/decision.ts';
import { refuse } from '../../../src/release/state/outcome.ts';
import type { WaitingFor } from '../../../src/release/waiting-for.ts';
import { reasonWords } from '../../../src/texts/reason-words.ts';
import { waitingWords } from '../../../src/texts/waiting-words.ts';
import { worded } from '../../../src/release/state/worded.ts';

describe('why nothing changed', () => {
  it.each([
    [
      refuse('locked', 'locked', 'board', worded('errors rose.')),
      'board is locked: errors rose. End it with `/release unlock board`.',
    ],
    [
      refuse('no-target', 'liveUnknown', 'board', []),
      'Nobody said what is live, so a rollback would have no target. Record it once: ' +
        '`/release live board <version>`.',
    ],
    [
      refuse('no-target', 'liveUnknown', 'board', ['1.41.0']),
      '1.41.0 serves, but nobody said that it is live, so a rollback would have no target. ' +
        'Record it once: `/release live board 1.41.0`.',
    ],
    [
      refuse('no-target', 'liveUnknown', 'board', ['1.41.0', '1.40.0']),
      '1.41.0 and 1.40.0 serve, and nobody said which is live, so a rollback would have no ' +
        'target. Record it once: `/release live board 1.41.0`.',
    ],
    [
      refuse('not-now', 'noRoomBeside', 'board 1.44.0', ['board 1.42.0', 'board 1.43.0'], 4),
      'This fleet keeps 4 versions apart, and there is no room for board 1.44.0 and its ' +
        'release beside board 1.42.0 and board 1.43.0. Say replace or queued.',
    ],
    [
      refuse('not-alone', 'notAlone', ['board 1.42.0', 'board 1.42.1']),
      'board 1.42.0 and board 1.42.1 are in production already. Say what to do with them: ' +
        'replace, beside or queued.',
    ],
    [
      refuse('not-approved', 'stillNeeded', 'board 1.42.1', ['accounts', 'whiteboard'], [1, 2]),
      'board 1.42.1 still needs 1 of accounts, 2 of whiteboard.',
    ],
    [
      refuse('not-now', 'closedTooLong', 'board 1.42.1', 100 * 60_000, 3_600_000),
      'The plan of board 1.42.1 keeps its old servers closed for 1 h 40 min, and this fleet cuts ' +
        'whoever is left on a closed server after 1 h. Plan smaller waits.',
    ],
    [refuse('checks-failed', 'checksFailed', 'board 1.42.1', 1), 'board 1.42.1 failed 1 check.'],
    [
      refuse('already-running', 'runsAlready', 'board 1.42.1', 'rolling-back', 'Priya N.'),
      'board 1.42.1 is already rolling back, started by Priya N.',
    ],
    [
      refuse(
        'already-decided',
        'decided',
        'board 1.42.1',
        'declined',
        20_000,
        worded('declined by Tom B.: shapes jump'),
      ),
      'board 1.42.1 is already declined, just now: declined by Tom B.: shapes jump.',
    ],
    [
      refuse(
        'already-decided',
        'decided',
        'board 1.42.1',
        'rolled-back',
        5 * 3_600_000,
        worded('errors rose'),
      ),
      'board 1.42.1 is already rolled back, 5 h ago: errors rose.',
    ],
    [
      refuse('already-decided', 'decided', 'board 1.42.1', 'live', null, null),
      'board 1.42.1 is already live.',
    ],
    [
      refuse('own-release', 'approveOwn', 'board 1.42.1', true),
      'You own this, or did, so someone else has to approve board 1.42.1.',
    ],
    [refuse('not-held', 'notOnHold', 'board 1.42.1'), 'board 1.42.1 is not on hold.'],
  ])('is said in words (%#)', ({ because }, words) => {
    expect(reasonWords(because)).toBe(words);
  });

  it('is stored with its values, and read as words where a Davy before kept those', () => {
    const refusal = refuse('not-approved', 'stillNeeded', 'board 1.42.1', ['accounts'], [1]);
    expect(DecisionRow.parse(JSON.parse(JSON.stringify(refusal)))).toEqual(refusal);
    const before = DecisionRow.parse({
      kind: 'refused',
      code: 'not-held',
      because: 'board 1.42.1 is not on hold.',
    });
    expect(before.kind === 'refused' && reasonWords(before.because)).toBe(
      'board 1.42.1 is not on hold.',
    );
  });
});

describe('what a release waits for', () => {
  const wait: WaitingFor = {
    says: 'hold',
    values: ['board 1.42.0', 'slow query.', 'Priya N.'],
    since: 0,
  };

  it.each([
    [wait, 'board 1.42.0 is on hold: slow query', 'Priya N.'],
    [
      {
        says: 'approvals',
        values: [0, 1, 'accounts', null],
        since: 0,
      } satisfies WaitingFor<'approvals'>,
      '0 of 1 approvals of accounts',
      'members of accounts, except the one who started it',
    ],
    [
      { says: 'users', values: [0, 3, 'users'], since: null } satisfies WaitingFor<'users'>,
      '0 of 3 users needed; the soak waits',
      null,
    ],
    [
      { says: 'users', values: [1, 3, 'traffic'], since: null } satisfies WaitingFor<'users'>,
      '1 of 3 requests a second needed; the soak waits',
      null,
    ],
    [
      { says: 'soak', values: [31_000, 4 * 3_600_000], since: 0 } satisfies WaitingFor<'soak'>,
      'soak: 31 s of 4 h watched',
      null,
    ],
    [
      {
        says: 'lock',
        values: ['board', worded('errors rose')],
        since: 0,
      } satisfies WaitingFor<'lock'>,
      'board is locked: errors rose',
      'its teams and whoever is on call, with `/release unlock board`',
    ],
  ])('is said in words, and who can end it (%#)', (one: WaitingFor, what, who) => {
    expect(waitingWords(one, mayByDefault)).toEqual({ what, who });
  });
});
