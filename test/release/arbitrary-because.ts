import * as fc from 'fast-check';
import {
  actsWithReason,
  type Because,
  type Said,
  troubles,
} from '../../src/release/state/because.ts';
import type { Felt } from '../../src/release/state/felt.ts';
import { gaps, type Missing } from '../../src/release/state/missing.ts';
import type { PageSummary } from '../../src/release/state/page-summary.ts';
import type { Limit } from '../../src/release/state/reading.ts';
import type { SignalFacts, SignalResult } from '../../src/release/state/verdict.ts';
import { findings, pageBecauses } from './arbitrary-judgements.ts';
import type { Worded } from '../../src/release/state/worded.ts';

type Texts = fc.Arbitrary<string>;
const kind = <Kind extends string>(...kinds: readonly Kind[]) => fc.constantFrom(...kinds);
const number = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 });
const limit: fc.Arbitrary<Limit> = fc.oneof(
  fc.record({ kind: kind('max', 'min'), value: number }),
  fc.record({ kind: kind('worse-by'), share: number, floor: number }),
  fc.record({
    kind: kind('worse-by'),
    share: number,
    floor: number,
    better: fc.constant('higher' as const),
  }),
);

const wordsOf = (text: Texts): fc.Arbitrary<Worded> => fc.record({ kind: kind('words'), text });

/** Why a value is missing, whatever it is. */
export const missingsOf = (text: Texts): fc.Arbitrary<Missing> =>
  fc.oneof(
    wordsOf(text),
    fc.record({ kind: kind(...gaps) }),
    fc.record({ kind: kind('no-answer'), system: text }),
  );

/** What any signal may say. */
export function signalsOf(text: Texts): fc.Arbitrary<SignalResult> {
  const facts: fc.Arbitrary<SignalFacts> = fc.oneof(
    wordsOf(text),
    fc.record({ kind: kind('missing'), why: missingsOf(text) }),
    fc.record({
      kind: kind('measured'),
      value: number,
      unit: text,
      baseline: fc.option(number),
      limit,
      known: fc.nat(9),
    }),
    fc.record({ kind: kind('counted'), finding: findings }),
    fc.record({ kind: kind('certain'), because: pageBecauses }),
  );
  return fc.record({
    signal: text,
    says: kind('pass', 'fail', 'both-bad', 'missing'),
    facts,
  });
}

const share = fc.double({ noNaN: true, min: 0, max: 1 });

function feltsOf(text: Texts): fc.Arbitrary<Felt> {
  return fc.record({
    before: fc.option(text),
    tells: fc.array(text, { maxLength: 3 }),
    errors: fc.option(
      fc.record({
        groups: fc.integer({ min: 1, max: 100 }),
        never: fc.boolean(),
        what: kind('new', 'regressed', 'escalating', 'mixed'),
        users: fc.nat(),
        times: fc.nat(),
      }),
    ),
    requests: fc.option(fc.record({ signal: text, failing: share, before: fc.option(share) })),
  });
}

/** Any reason that the core can give, with any words of others in it. */
export function becausesOf(text: Texts): fc.Arbitrary<Because> {
  const signals = fc.array(signalsOf(text), { maxLength: 3 });
  const said: fc.Arbitrary<Said> = fc.record({
    kind: kind('said'),
    act: kind(...actsWithReason),
    who: text,
    reason: text,
  });
  const plain: fc.Arbitrary<Because> = fc.oneof(
    wordsOf(text),
    said,
    fc.record({ kind: kind(...troubles) }),
    fc.record({ kind: kind('not-approved-in-time') }),
    fc.record(
      {
        kind: kind('unhealthy'),
        signals,
        felt: feltsOf(text),
        postponed: kind('fatal', 'twice-as-bad'),
      },
      { requiredKeys: ['kind', 'signals'] },
    ),
    fc.record({ kind: kind('checks-failed'), failed: fc.nat(9) }),
    fc.record({ kind: kind('went-live'), name: text }),
    fc.record({ kind: kind('replaced'), who: text, name: text }),
    fc.record({ kind: kind('was-finished-by-hand'), name: text, said }),
    fc.record({
      kind: kind('not-configured'),
      failed: fc.nat(9),
      late: fc.nat(9),
      of: fc.nat(20),
    }),
    fc.record({
      kind: kind('no-capacity'),
      servers: fc.nat(9),
      tries: fc.nat(9),
      said: text,
    }),
    fc.record({ kind: kind('reconnects-failed'), share: number, max: number }),
  );
  return fc.oneof(
    plain,
    fc.record({ kind: kind('rolled-back-with', 'was-rolled-back'), name: text, because: plain }),
    fc.record({
      kind: kind('plan-changed'),
      changes: fc.array(fc.record({ line: text, from: fc.option(text), to: fc.option(text) }), {
        maxLength: 3,
      }),
      more: fc.nat(3),
    }),
    fc.record({ kind: kind('contains-blocked'), version: text, because: plain }),
  );
}

/** Whatever people can be called for. */
export function summariesOf(text: Texts): fc.Arbitrary<PageSummary> {
  const plain: fc.Arbitrary<PageSummary> = fc.oneof(
    wordsOf(text),
    fc.record({
      kind: kind('countdown', 'rolling-back', 'stuck', 'no-servers'),
      name: text,
      because: becausesOf(text),
    }),
    fc.record({ kind: kind('unhealthy-return'), name: text }),
    fc.record({ kind: kind('not-measured'), name: text, minutes: fc.nat() }),
    fc.record({
      kind: kind('cannot-tell', 'unproven'),
      name: text,
      signals: fc.array(signalsOf(text), { maxLength: 3 }),
    }),
  );
  return fc.oneof(plain, fc.record({ kind: kind('unanswered'), about: plain }));
}
