import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCare, storedCare } from '../../src/adapters/postgres-ledger/rows/care.ts';
import {
  ChangelogRow,
  storedChangelog,
} from '../../src/adapters/postgres-ledger/rows/changelog.ts';
import { PhaseRow } from '../../src/adapters/postgres-ledger/rows/phase.ts';
import type { Care } from '../../src/changes/changelog.ts';
import type { Person } from '../../src/release/state/people.ts';
import type { Said } from '../../src/release/state/because.ts';
import { saidBy } from '../../src/release/state/said.ts';
import { oneWayMigrations } from '../../src/release/seen/rollback-readiness.ts';
import { counterexample } from '../release/arbitrary.ts';
import { change, changelog } from '../support/changelogs.ts';
import { noon } from '../support/noon.ts';
import { tom } from '../support/people.ts';
import { worded } from '../../src/release/state/worded.ts';

const plain = fc.constantFrom<Care[]>(
  { kind: 'breaking' },
  { kind: 'configuration' },
  { kind: 'feature-flag' },
  { kind: 'removed-endpoint' },
  { kind: 'untested' },
);
const cares: fc.Arbitrary<Care> = fc.oneof(
  plain,
  fc.record({
    kind: fc.constant('migrations'),
    count: fc.integer({ min: 1, max: 99_999 }),
    reversible: fc.boolean(),
  }),
  fc.record({ kind: fc.constantFrom('lines', 'files'), count: fc.integer({ min: 1, max: 9e6 }) }),
);

describe('who ended something, and why', () => {
  const ended = (
    kind: 'stopped' | 'declined' | 'rolled-back',
    by: Person | null,
    because: string,
  ) => PhaseRow.parse({ kind, at: noon, because, by });

  it.each<[string, Pick<Said, 'act' | 'reason'>]>([
    ['declined by Tom B.: price bug', { act: 'declined', reason: 'price bug' }],
    ['stopped by Tom B.: wrong build', { act: 'stopped', reason: 'wrong build' }],
    ['cancelled by Tom B.: not today', { act: 'cancelled', reason: 'not today' }],
    ['Tom B.: carts: all wrong', { act: 'asked', reason: 'carts: all wrong' }],
    ['rolled back by Tom B.: carts', { act: 'asked', reason: 'carts' }],
    ['finished by hand by Tom B.: done', { act: 'finished-by-hand', reason: 'done' }],
  ])('are taken out of a row of before that holds only "%s"', (sentence, given) => {
    const because = { kind: 'said', who: 'Tom B.', ...given };
    expect(ended('stopped', tom, sentence)).toEqual({
      kind: 'stopped',
      at: noon,
      because,
      by: tom,
    });
    const back = {
      kind: 'rolling-back',
      since: noon,
      because: sentence,
      by: tom,
      end: 'rolled-back',
      usersBackAt: null,
      unprotectedAt: null,
      calmSince: null,
    };
    expect(PhaseRow.parse(back)).toEqual({ ...back, because });
    // Later rows held both: the sentence, and who said what beside it.
    expect(PhaseRow.parse({ ...back, said: given })).toEqual({ ...back, because });
  });

  it.each([
    [null, 'new errors 24, max 0'],
    [tom, 'its servers are gone'],
    [tom, 'somebody told Tom B.: no'],
    [tom, 'went back with board 1.43.0: Tom B.: carts'],
    [tom, 'Tom B. replaced it by board 1.43.0'],
  ])('are left as they are where %j said nothing: "%s"', (by, because) => {
    expect(ended('rolled-back', by, because)).toMatchObject({ because: worded(because) });
  });

  it('are read from a new row as they were stored, whatever its sentence looks like', () => {
    const phase = { kind: 'stopped', at: noon, ...saidBy(tom, 'stopped', 'Tom B.: x') } as const;
    expect(PhaseRow.parse(JSON.parse(JSON.stringify(phase)))).toEqual(phase);
  });

  it('say the same on a card, stored before or now', () => {
    const before = {
      kind: 'declined',
      at: noon,
      because: 'declined by Tom B.: price bug',
      by: tom,
    };
    const now = { kind: 'declined', at: noon, ...saidBy(tom, 'declined', 'price bug') };
    expect(PhaseRow.parse(before)).toEqual(now);
  });
});

describe('reasons to take care', () => {
  it.each<[string, Care]>([
    ['breaking', { kind: 'breaking' }],
    ['1 migration', { kind: 'migrations', count: 1, reversible: false }],
    ['2 migrations, reversible', { kind: 'migrations', count: 2, reversible: true }],
    ['configuration', { kind: 'configuration' }],
    ['feature flag', { kind: 'feature-flag' }],
    ['removed endpoint', { kind: 'removed-endpoint' }],
    ['1,234 lines', { kind: 'lines', count: 1_234 }],
    ['51 files', { kind: 'files', count: 51 }],
    ['no test changed', { kind: 'untested' }],
    ['rewrites history', { kind: 'worded', text: 'rewrites history' }],
  ])('stored as "%s" are read as values, and stored as before', (text, care) => {
    expect(readCare(text)).toEqual(care);
    expect(storedCare(care)).toBe(text);
  });

  it('are read as they were stored', () => {
    expect(
      counterexample(
        fc.property(cares, (care) => {
          expect(readCare(storedCare(care))).toEqual(care);
        }),
        300,
      ),
    ).toBeNull();
  });

  it('of a comparison stored before still count its migrations', () => {
    const log = changelog({ changes: [change('Split boards')] });
    const before = {
      ...log,
      changes: log.changes.map((one) => ({ ...one, care: ['2 migrations', 'no test changed'] })),
    };
    const read = ChangelogRow.parse(before);
    expect(oneWayMigrations(read)).toBe(2);
    expect(storedChangelog(read)).toEqual(before);
  });
});
