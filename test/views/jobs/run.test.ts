import { describe, expect, it } from 'vitest';
import { runMessages } from '../../../src/views/jobs/run.ts';
import type { JobRun } from '../../../src/release/state/job-run.ts';
import { aRun, endedBadly, endedWell, overStep } from '../../support/a-run.ts';
import { boardService } from '../../support/thread-samples.ts';
import { faultsOf } from '../lint.ts';
import { runGallery, runOutputs } from '../run-gallery.ts';

describe.each(Object.entries(runGallery))('a run that %s', (_name, run) => {
  it.each(Object.entries(runOutputs))('reads well with %s', (_what, output) => {
    const messages = runMessages({ run, service: boardService, outputs: [{ step: 0, output }] });
    expect(messages.flatMap(({ content }) => faultsOf(content))).toEqual([]);
    expect(messages[0]).toMatchObject({ kind: 'card', place: 'channel' });
    expect(new Set(messages.map(({ kind }) => kind)).size).toBe(messages.length);
  });
});

describe('a run over more hosts than a card can name', () => {
  const hundred = (failed: number) =>
    aRun(
      Array.from({ length: 100 }, (_, i) =>
        i < failed
          ? overStep(`web${i}`, endedWell)
          : i === failed
            ? overStep(`web${i}`, endedBadly)
            : { on: `web${i}`, tries: 0, state: { kind: 'skipped' } },
      ),
    );
  const cardOf = (run: JobRun) =>
    JSON.stringify(runMessages({ run, service: boardService, outputs: [] })[0]?.content.rich);

  it('names the one that failed, and counts those that it leaves out on both sides', () => {
    expect(cardOf(hundred(50))).toContain('web50: ended with 3');
    expect(cardOf(hundred(50))).toContain('40 hosts before these ended well');
    expect(cardOf(hundred(50))).toContain('30 more hosts after these');
    expect(cardOf(hundred(99))).toContain('web99: ended with 3');
    expect(cardOf(hundred(99))).not.toContain('after these');
    expect(cardOf(hundred(0))).toContain('70 more hosts after these');
  });
});

describe('a run of which nothing was ordered yet', () => {
  it('is not said to run anywhere', () => {
    const { waits: run } = runGallery;
    if (!run) throw new Error('no run waits');
    const [card] = runMessages({ run, service: boardService, outputs: [] });
    expect(card?.content.text).toContain('Job clear-cache of board waits to begin');
    expect(JSON.stringify(card?.content.rich)).not.toContain('runs on');
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
