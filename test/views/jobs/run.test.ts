import { describe, expect, it } from 'vitest';
import type { JobRun, StepEnd } from '../../../src/release/state/job-run.ts';
import { runMessages } from '../../../src/views/jobs/run.ts';
import { aRun, endedBadly, endedWell, overStep } from '../../support/a-run.ts';
import { noon } from '../../support/noon.ts';
import { tom } from '../../support/people.ts';
import { boardService } from '../../support/thread-samples.ts';
import { faultsOf } from '../lint.ts';
import { nasty } from '../gallery-parts.ts';

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

const cases: Readonly<Record<string, JobRun>> = {
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
const outputs: Readonly<Record<string, string>> = {
  nothing: '',
  'one line': 'cleared 12 files\n',
  'much, in short lines': Array.from({ length: 20_000 }, (_, i) => `line ${i}`).join('\n'),
  'much, in one line': 'x'.repeat(50_000),
  'what would be markup': nasty,
};

describe.each(Object.entries(cases))('a run that %s', (_name, run) => {
  it.each(Object.entries(outputs))('reads well with %s', (_what, output) => {
    const messages = runMessages({ run, service: boardService, outputs: [{ step: 0, output }] });
    expect(messages.flatMap(({ content }) => faultsOf(content))).toEqual([]);
    expect(messages[0]).toMatchObject({ kind: 'card', place: 'channel' });
    expect(new Set(messages.map(({ kind }) => kind)).size).toBe(messages.length);
  });
});

describe('what a host wrote', () => {
  it('is shown from its end, and says how much there is', () => {
    const output = `${Array.from({ length: 15_000 }, (_, i) => `line ${i}`).join('\n')}\n`;
    const run = aRun([overStep('web1', endedWell)]);
    const [, step] = runMessages({ run, service: boardService, outputs: [{ step: 0, output }] });
    const shown = JSON.stringify(step?.content.rich);
    expect(shown).toContain('line 14999');
    expect(shown).not.toContain('line 1000\\n');
    expect(shown).toContain('The last 8 KB of 154 KB that are kept');
  });
});
