import * as fc from 'fast-check';
import {
  type StrayGroup,
  strayKepts,
  strayOrders,
  type StrayServer,
} from '../../src/release/state/strays.ts';
import { at, maybe, person } from './arbitrary.ts';

/** Names a question that is asked, or one that nobody asks. */
export const strayNo = fc.constantFrom(1, 2);

const strayIds = ['n0', 'n1', 'n2'];

/** What a look shows of servers that nobody stands for. */
export const strayServers: fc.Arbitrary<readonly StrayServer[]> = fc
  .tuple(
    fc.subarray(strayIds),
    at,
    fc.constantFrom(null, 0.096),
    fc.constantFrom(null, null, ...strayKepts),
  )
  .map(([ids, since, costPerHour, kept]) =>
    ids.map((id) => ({ id, since, costPerHour, kept: id === 'n0' ? kept : null })),
  );

const strayWords: fc.Arbitrary<StrayGroup['word']> = maybe(
  fc.record({
    kind: fc.constantFrom(...strayOrders),
    at,
    by: maybe(person),
    reason: fc.constant('left over'),
    goesAt: at,
    ids: fc.subarray(strayIds, { minLength: 1 }),
  }),
);

const asked: fc.Arbitrary<StrayGroup> = fc.record({
  no: fc.constant(1),
  release: fc.constantFrom('rel_OVER', 'rel_PRE'),
  version: fc.constant('1.42.0'),
  servers: strayServers,
  since: at,
  endedAt: maybe(at),
  toldAt: maybe(at),
  rev: fc.constantFrom(2, 3, 4),
  word: strayWords,
  failed: maybe(fc.constant('AWS said no')),
  goneSince: maybe(at),
  end: fc.constant(null),
});

const answered: fc.Arbitrary<StrayGroup> = fc
  .tuple(
    asked,
    fc.oneof(
      fc.record({ kind: fc.constant('gone'), at }),
      fc.record({ kind: fc.constant('adopted'), at, by: person, reason: fc.constant('ours') }),
      fc.record({
        kind: fc.constant('terminated'),
        at,
        by: maybe(person),
        reason: fc.constant('left over'),
      }),
    ),
  )
  .map(([one, end]) => ({ ...one, no: 2, word: null, end }));

/** None at all in most lives, as it should be. */
export const strayGroups: fc.Arbitrary<readonly StrayGroup[]> = fc.oneof(
  fc.constant([]),
  fc.tuple(asked).map((all) => all),
  fc.tuple(asked, answered).map((all) => all),
);
