import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCare, storedCare } from '../../src/adapters/postgres-ledger/rows/care.ts';
import {
  ChangelogRow,
  storedChangelog,
} from '../../src/adapters/postgres-ledger/rows/changelog.ts';
import type { Care } from '../../src/changes/changelog.ts';
import { oneWayMigrations } from '../../src/release/seen/rollback-readiness.ts';
import { counterexample } from '../release/arbitrary.ts';
import { change, changelog } from '../support/samples.ts';

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
