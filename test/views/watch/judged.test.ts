import { describe, expect, it } from 'vitest';
import { usualJudgeOptions } from '../../../src/release/state/judge-options.ts';
import type { Judgement } from '../../../src/release/state/judgement.ts';
import { soakLeft } from '../../../src/release/seen/soak-left.ts';
import { countedRows, judgedWords } from '../../../src/views/watch/judged.ts';
import { verdictWords } from '../../../src/views/watch/verdict-words.ts';
import { texts } from '../../../src/texts/texts.ts';
import { plan, prerelease } from '../../support/a-release.ts';
import { errorsCounted, pagedFor, passed, watching } from '../../support/judgements.ts';
import { minute, noon } from '../../support/noon.ts';
import { good } from '../../support/readings.ts';
import { watch } from '../../support/release-parts.ts';

function judgedAs(judged: Judgement, creditedMs = plan.soakMs) {
  const { verdict, ...rest } = watch(good, { measuredAt: noon, creditedMs });
  return prerelease(
    { kind: 'soaking', since: noon },
    {
      plan: { ...plan, judge: usualJudgeOptions },
      watch: { ...rest, verdict: verdict && { ...verdict, judged } },
    },
  );
}

describe('what counts say on a card', () => {
  it('is both sides with what they are of, and what that proves', () => {
    expect(countedRows(judgedAs(watching))).toEqual([
      ['Failed requests', 'Not yet', '0.5% of 1,000', '0.5% of 8,000', 'up to 2x'],
    ]);
    expect(countedRows(judgedAs(passed))?.[0]?.[1]).toBe('No worse');
    expect(countedRows(judgedAs(pagedFor(false)))?.[0]?.[1]).toBe('Worse');
  });

  it('is one sentence with odds as people say them', () => {
    const facts = {
      kind: 'counted',
      finding: { ...errorsCounted, times: 4.6, onceIn: 600 },
    } as const;
    expect(texts.signal({ signal: 'errors', says: 'fail', facts })).toBe(
      'failed requests 0.5% (5 of 1,000), 0.5% on the old servers: ' +
        '4.6 times as many, which chance does once in 600 soaks',
    );
    expect(texts.signal({ signal: 'errors', says: 'pass', facts })).toBe(
      'failed requests 0.5% (5 of 1,000), 0.5% on the old servers: ' +
        'no worse so far, 40% proven, about 1 h to go',
    );
  });

  it('names what stands against the build', () => {
    const doubted: Judgement = { ...watching, lacks: [{ kind: 'leaking' }] };
    expect(judgedWords(doubted, '').because).toContain('memory grows');
    expect(judgedWords(watching, '').word).toBe('No worse so far');
  });
});

describe('what counts would say where they only rehearse', () => {
  const besides = (rehearsed: Judgement) => {
    const { verdict, ...rest } = watch(good, { measuredAt: noon, creditedMs: 0 });
    const one = prerelease(
      { kind: 'soaking', since: noon },
      { watch: { ...rest, verdict: verdict && { ...verdict, rehearsed } } },
    );
    expect(countedRows(one)).toBeNull();
    return verdictWords(one);
  };

  it.each([
    [pagedFor(true), /Counts would call people: failed requests 0\.5% .* soaks\.$/],
    [passed, /Counts would let it pass: no worse, proven\.$/],
    [{ ...watching, kind: 'asks' } as const, /Counts would ask a person: too little is proven\.$/],
    [watching, /Counts would go on watching: not all is proven yet\.$/],
    [{ ...watching, missing: ['errors'] }, /Counts could not tell: failed requests missing\.$/],
  ])('stands beside the verdict, and does not change its word', (judged, text) => {
    const words = besides(judged);
    expect(words.word).toBe('Healthy');
    expect(words.because).toMatch(text);
  });
});

describe('what a soak still takes', () => {
  it('is time, the proof where that takes longer, or nobody knows', () => {
    expect(soakLeft(judgedAs(watching, plan.soakMs - 10 * minute))).toBe(60 * minute);
    expect(soakLeft(judgedAs(passed, plan.soakMs - 10 * minute))).toBe(10 * minute);
    const never = { ...watching, findings: [{ ...errorsCounted, leftMs: null }] };
    expect(soakLeft(judgedAs(never))).toBeNull();
    expect(soakLeft(judgedAs(never, plan.soakMs - minute))).toBe(minute);
  });
});
