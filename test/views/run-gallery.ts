import type { JobRun, StepEnd } from '../../src/release/state/job-run.ts';
import { aRun, endedBadly, endedWell, overStep } from '../support/a-run.ts';
import { noon } from '../support/noon.ts';
import { tom } from '../support/people.ts';
import { nasty } from './gallery-parts.ts';

const waiting = { on: 'web2', tries: 0, state: { kind: 'waiting' } } as const;
const skipped = { on: 'web2', tries: 0, state: { kind: 'skipped' } } as const;
const running = { on: 'web1', tries: 1, state: { kind: 'ordered', since: noon } } as const;
const stopped = { by: tom, at: noon + 1_000 };
const refusals = [
  'host-key-changed',
  'host-unknown',
  'denied',
  'lacks',
  'cannot-write',
  'token-refused',
  'not-accepted',
  'silent',
  'superseded',
] as const;
const bad: readonly StepEnd[] = [
  endedBadly,
  { kind: 'ended', code: 143, how: 'timeout' },
  { kind: 'lost', because: 'killed' },
  { kind: 'lost', because: 'silent' },
  ...refusals.map((why) => ({ kind: 'refused', why, detail: 'SHA256:abc' }) as const),
];

/** Runs of jobs in every state, each with a name that reads after "a run that". */
export const runGallery: Readonly<Record<string, JobRun>> = {
  waits: aRun([{ ...waiting, on: 'web1' }, waiting]),
  runs: aRun([running, waiting]),
  'is done': aRun([overStep('web1', endedWell), overStep('web2', endedWell)]),
  'has no host': aRun([overStep(null, endedWell)], { reason: '' }),
  'is being stopped': aRun([running, skipped], { stopped }),
  'was stopped': aRun([overStep('web1', { kind: 'ended', code: 143, how: 'stopped' }), skipped], {
    stopped,
  }),
  'was stopped before it began': aRun([{ ...skipped, on: 'web1' }], { stopped }),
  'has a hundred hosts': aRun(
    Array.from({ length: 100 }, (_, i) => overStep(`web${i}.example.com`, endedWell)),
  ),
  'is hostile': aRun([overStep('web1', { kind: 'refused', why: 'denied', detail: nasty })], {
    reason: nasty,
    by: { id: 'U0ANA', name: nasty },
  }),
  ...Object.fromEntries(
    bad.map((end, i) => [`ended badly (${i + 1})`, aRun([overStep('web1', end), skipped])]),
  ),
};
/** What hosts may write. */
export const runOutputs: Readonly<Record<string, string>> = {
  nothing: '',
  'one line': 'cleared 12 files\n',
  'much, in short lines': Array.from({ length: 20_000 }, (_, i) => `line ${i}`).join('\n'),
  'much, in one line': 'x'.repeat(50_000),
  'what would be markup': nasty,
};
