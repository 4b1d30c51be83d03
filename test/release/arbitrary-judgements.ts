import * as fc from 'fast-check';
import type { Reading } from '../../src/release/state/reading.ts';
import type { Watch } from '../../src/release/state/release.ts';
import { plan } from '../support/a-release.ts';
import { watching } from '../support/judgements.ts';
import { watch } from '../support/release-parts.ts';
import type { Judgement, PageBecause, SignalFinding } from '../../src/release/state/judgement.ts';

const amount = fc.double({ noNaN: true, min: 0, max: 1e9 });
const signal = fc.constantFrom('errors', 'latency:0.5', 'endpoint:checkout', 'sentry');
const kind = <Kind extends string>(...kinds: readonly Kind[]) => fc.constantFrom(...kinds);

/** What was counted of one signal, whatever it was. */
export const findings: fc.Arbitrary<SignalFinding> = fc.record({
  signal,
  counted: fc.record({ bad: amount, all: amount, oldBad: amount, oldAll: amount }),
  times: amount,
  limit: fc.double({ noNaN: true, min: 1, max: 100 }),
  proven: fc.double({ noNaN: true, min: 0, max: 1 }),
  leftMs: fc.option(amount),
  onceIn: fc.double({ noNaN: true, min: 1, max: 1e9 }),
});

/** What people can be called for. */
export const pageBecauses: fc.Arbitrary<PageBecause> = fc.oneof(
  fc.record({ kind: kind('worse'), signal }),
  fc.record({ kind: kind('new-error'), group: fc.string({ maxLength: 20 }) }),
  fc.record({ kind: kind('crash-loop', 'leak') }),
);

const lacks = fc.oneof(
  fc.record({ kind: kind('time', 'users', 'leaving', 'leaking') }),
  fc.record({ kind: kind('unproven', 'unheard', 'lately', 'doubted'), signal }),
  fc.record({ kind: kind('doubted'), signal: fc.constant('') }),
  fc.record({ kind: kind('new-error'), group: fc.string({ maxLength: 20 }) }),
);

/** Whatever counts may say: an open page and what it is called never part. */
export const judgements: fc.Arbitrary<Judgement> = fc
  .record({
    kind: kind('watching', 'undecided', 'passed', 'asks'),
    watchedMs: amount,
    missing: fc.array(signal, { maxLength: 2 }),
    missingSince: fc.option(amount),
    page: fc.option(
      fc.record({ at: amount, because: pageBecauses, times: amount, surely: fc.boolean() }),
    ),
    stoodDown: fc.nat(3),
    lacks: fc.array(lacks, { maxLength: 3 }),
    findings: fc.array(findings, { maxLength: 3 }),
  })
  .map((one) => (one.page ? { ...one, kind: 'paged' } : one));

/** How far a soak has come that counts judge: often one that only its proof is missing of. */
export const soaksJudged = fc.record({
  judged: fc.oneof(judgements, fc.constant({ ...watching, kind: 'asks' as const })),
  creditedMs: fc.constantFrom(0, plan.soakMs),
});

/** What is remembered of such a soak. */
export function judgedWatch(
  readings: readonly Reading[],
  { judged, creditedMs }: { readonly judged: Judgement; readonly creditedMs: number },
): Watch {
  const before = watch(readings, { creditedMs });
  return { ...before, verdict: before.verdict && { ...before.verdict, judged } };
}
