import * as fc from 'fast-check';
import type { Server } from '../../src/release/state/servers.ts';
import { type KnownSingle, type Single, singleStates } from '../../src/release/state/single.ts';
import type { Lineage } from '../../src/changes/lineage.ts';
import type { OfficeHours } from '../../src/release/state/office-hours.ts';
import type { Roster } from '../../src/release/state/people.ts';
import type { Reading } from '../../src/release/state/reading.ts';
import { minute, noon } from '../support/noon.ts';
import { people } from '../support/people.ts';
import { bad, good, missing } from '../support/readings.ts';
import { missingsOf } from './arbitrary-because.ts';

export const office: OfficeHours = {
  timezone: 'Europe/Amsterdam',
  from: 9 * 60,
  to: 17 * 60,
  days: [1, 2, 3, 4, 5],
  holidays: [],
};

export const person = fc.constantFrom(...people);
export const at = fc.integer({ min: -10, max: 5_000 }).map((minutes) => noon + minutes * minute);
export const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });

export const rosters: fc.Arbitrary<Roster> = fc.record({
  at,
  teams: fc.record({
    whiteboard: fc.subarray(people.map(({ id }) => id)),
    accounts: fc.subarray(people.map(({ id }) => id)),
    'on-call': fc.subarray(people.map(({ id }) => id)),
  }),
});

export const lineages: fc.Arbitrary<Lineage> = fc.record({
  teams: fc.constant(null),
  contains: fc.subarray(['1.42.0', '1.41.9']),
  untouched: fc.array(
    fc.record({
      release: fc.constantFrom('rel_PRE', 'rel_OTHER'),
      teams: fc.subarray(['whiteboard', 'accounts']),
    }),
    { maxLength: 2 },
  ),
});

const number = fc.oneof(
  fc.double(),
  fc.constantFrom(0, 1, -1, Number.NaN, Infinity, -Infinity, 1e308),
);

export const readings: fc.Arbitrary<readonly Reading[]> = fc.oneof(
  fc.constantFrom(good, bad, missing, []),
  fc.array(
    fc.record({
      signal: fc.constantFrom('a', 'b', 'servers down'),
      unit: fc.constant(''),
      source: fc.constantFrom('sentry', 'prometheus', 'fleet'),
      value: maybe(number),
      baseline: maybe(number),
      limit: fc.oneof(
        fc.record({ kind: fc.constantFrom('max', 'min'), value: number }),
        fc.record({ kind: fc.constant('worse-by'), share: number, floor: number }),
        fc.record({
          kind: fc.constant('worse-by'),
          share: number,
          floor: number,
          better: fc.constant('higher'),
        }),
      ),
      ageMs: maybe(number),
      sample: maybe(number),
      missing: fc.constantFrom(null, 'no value'),
      fairness: fc.option(
        fc.record({
          windowMs: fc.constantFrom(0, 120_000),
          least: fc.constantFrom(0, 20),
          warmUpMs: fc.constantFrom(0, 180_000),
        }),
        { nil: undefined },
      ),
      of: fc.constantFrom(undefined, 'requests'),
      issues: fc.constantFrom([], [{ ...bad[0]!.issues[0]!, level: 'fatal' as const }]),
    }) as fc.Arbitrary<Reading>,
    { maxLength: 3 },
  ),
);

const single = {
  name: fc.constantFrom('cron', 'billing'),
  where: fc.constantFrom('web1', 'web2'),
  version: fc.constantFrom('1.41.0', '1.42.0', null),
  state: fc.constantFrom(...singleStates),
};

/** The same, as a release knows them. */
export const knownSingles: fc.Arbitrary<readonly KnownSingle[]> = fc.uniqueArray(
  fc.record({
    ...single,
    begun: fc.boolean(),
    since: at,
    upAt: maybe(at),
    downSince: maybe(at),
    downMs: fc.nat(600_000),
  }),
  { selector: ({ name }) => name, maxLength: 2 },
);

/** Jobs that must never run twice at once, as a look shows them. */
export const singles: fc.Arbitrary<readonly Single[]> = fc.uniqueArray(fc.record(single), {
  selector: ({ name }) => name,
  maxLength: 2,
});

export const servers: fc.Arbitrary<readonly Server[]> = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 0, max: 30 }).map((id) => `i-${id}`),
    version: fc.constantFrom('1.41.0', '1.42.0', '1.40.0', ''),
    release: fc.constantFrom('', 'rel_PRE', 'rel_ALL', 'rel_OTHER'),
    slot: fc.integer({ min: 0, max: 6 }),
    state: fc.constantFrom('bare', 'starting', 'ready', 'unhealthy', 'unknown', 'leaving', 'spare'),
    joined: fc.boolean(),
    admits: fc.boolean(),
    share: maybe(fc.constantFrom(0, 0.05, 0.1, 0.5, 1)),
    users: maybe(fc.integer({ min: 0, max: 500 })),
    protected: fc.constantFrom(true, false, null),
  }),
  { selector: ({ id }) => id, maxLength: 12 },
);

export const counted = fc.record({
  since: at,
  at,
  arrived: maybe(fc.nat(50)),
  failed: maybe(fc.nat(50)),
  slow: maybe(fc.nat(5)),
  missing: fc.option(missingsOf(fc.constant('no data'))),
});
/** Freezes everything below, so that whoever changes it is caught. */
export function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) frozen(part);
  }
  return value;
}

/** What speaks against a property, so that it can be read; null when nothing was found. */
export function counterexample<Given>(property: fc.IProperty<Given>, numRuns = 3_000): unknown {
  const found = fc.check(property, { numRuns });
  return found.failed
    ? {
        seed: found.seed,
        path: found.counterexamplePath,
        given: found.counterexample,
        because: String(found.errorInstance),
      }
    : null;
}
