import * as fc from 'fast-check';
import type { JobRules, JobRun, RunStep, StepEnd } from '../../src/release/state/job-run.ts';
import { at, maybe, person } from './arbitrary.ts';

export const runRules: fc.Arbitrary<JobRules> = fc.record({
  anytime: fc.boolean(),
  again: fc.boolean(),
  timeoutMs: fc.constant(300_000),
});

export const stepEnds: fc.Arbitrary<StepEnd> = fc.oneof(
  fc.record({
    kind: fc.constant('ended' as const),
    code: fc.constantFrom(0, 3, null),
    how: fc.constantFrom('exit', 'timeout', 'stopped'),
  }),
  fc.record({
    kind: fc.constant('lost' as const),
    because: fc.constantFrom('killed', 'silent'),
  }),
  fc.record({
    kind: fc.constant('refused' as const),
    why: fc.constantFrom('host-key-changed', 'silent', 'superseded'),
    detail: fc.constant(''),
  }),
);

/** Hosts that are over come first, then the one at hand, then those that wait. */
const steps: fc.Arbitrary<readonly RunStep[]> = fc
  .tuple(fc.nat(2), fc.constantFrom('waiting', 'ordered', 'over'), at, at, fc.nat(2))
  .map(([over, now, since, until, tries]) =>
    ['web1', 'web2', 'web3'].map((on, i): RunStep => {
      const end = { kind: 'ended', code: 0, how: 'exit' } as const;
      if (i < over || now === 'over')
        return { on, tries: 0, state: { kind: 'over', since, at: until, end } };
      return i === over && now === 'ordered'
        ? { on, tries, state: { kind: 'ordered', since } }
        : { on, tries: 0, state: { kind: 'waiting' } };
    }),
  );

const run = (id: string): fc.Arbitrary<JobRun> =>
  fc.record({
    id: fc.constant(id),
    job: fc.constant('clear-cache'),
    by: person,
    at,
    reason: fc.constantFrom('', 'stale thumbnails'),
    version: fc.constantFrom('1.41.0', null),
    rules: runRules,
    turn: fc.nat(5),
    steps,
    stopped: maybe(fc.record({ by: person, at })),
  });

export const runs: fc.Arbitrary<readonly JobRun[]> = fc.oneof(
  fc.constant([]),
  run('run_1').map((one) => [one]),
);
