import { describe, expect, it } from 'vitest';
import { runMessages } from '../../../src/views/jobs/run.ts';
import type { JobProgress, JobRun } from '../../../src/release/state/job-run.ts';
import { aRun, endedBadly, endedWell, overStep } from '../../support/a-run.ts';
import { boardService } from '../../support/thread-samples.ts';
import { faultsOf } from '../lint.ts';
import { runGallery, runOutputs } from '../run-gallery.ts';

describe.each(Object.entries(runGallery))('a run that %s', (_name, run) => {
  it.each(Object.entries(runOutputs))('reads well with %s', (_what, output) => {
    const outputs = [{ step: 0, output, progress: { done: 412, of: 1_000, failed: 3 } }];
    const messages = runMessages({ run, service: boardService, outputs });
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

describe('how far a run is', () => {
  const shown = (run: JobRun | undefined, progress: JobProgress | null, step = 0) => {
    if (!run) throw new Error('no such run');
    const outputs = [{ step, output: 'reindexing\n', progress }];
    const messages = runMessages({ run, service: boardService, outputs });
    return messages.map(({ content }) => JSON.stringify(content.rich));
  };

  it.each([
    [{ done: 412, of: 1_000, failed: 3 }, /web1: runs since [^"]*, 412 of 1,000, 3 failed\\n/],
    [{ done: 412, of: 1_000, failed: 0 }, /web1: runs since [^"]*, 412 of 1,000\\n/],
    [{ done: 412, of: null, failed: 0 }, /web1: runs since [^"]*, 412 done\\n/],
    [{ done: 0, of: null, failed: 2 }, /web1: runs since [^"]*, 0 done, 2 failed\\n/],
    [{ done: 124_000, of: 2_000_000, failed: 0 }, /web1: runs since [^"]*, 124K of 2M\\n/],
    [null, /web1: runs since [^",]*\\n/],
  ])('stands on the card as %j', (progress, line) => {
    expect(shown(runGallery['runs'], progress)[0]).toMatch(line);
  });

  it('is gone when the step is over, and stands at no other host', () => {
    const far = { done: 412, of: 1_000, failed: 3 };
    for (const name of ['is done', 'was stopped', 'ended badly (1)', 'ended badly (3)'])
      expect(shown(runGallery[name], far).join('')).not.toContain('412');
    expect(shown(runGallery['runs'], far, 1).join('')).not.toContain('412');
  });

  it('stands at the right host of more than a card can name', () => {
    const steps = Array.from({ length: 100 }, (_, i) =>
      i < 50
        ? overStep(`web${i}`, endedWell)
        : ({ on: `web${i}`, tries: 0, state: { kind: 'ordered', since: 0 } } as const),
    );
    const [card] = shown(aRun(steps), { done: 7, of: 9, failed: 0 }, 50);
    expect(card).toMatch(/web50: runs since [^"]*?, 7 of 9\\n• web51/);
  });
});

describe('what a host wrote', () => {
  it('is shown from its end, and says how much there is', () => {
    const output = `${Array.from({ length: 15_000 }, (_, i) => `line ${i}`).join('\n')}\n`;
    const run = aRun([overStep('web1', endedWell)]);
    const outputs = [{ step: 0, output, progress: null }];
    const [, step] = runMessages({ run, service: boardService, outputs });
    const shown = JSON.stringify(step?.content.rich);
    expect(shown).toContain('line 14999');
    expect(shown).not.toContain('line 1000\\n');
    expect(shown).toContain('The last 8 KB of 154 KB that are kept');
  });
});
