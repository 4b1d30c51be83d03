import { describe, expect, it } from 'vitest';
import { UpstreamError } from '../../../src/ports/errors.ts';
import type { NewsAnswer, NewsItem } from '../../../src/ports/news-sink.ts';
import type { Effect } from '../../../src/release/state/decision.ts';
import type { NewsKind } from '../../../src/release/state/news.ts';
import { prerelease } from '../../support/a-release.ts';
import { noon } from '../../support/noon.ts';
import { outboxDesk } from '../../support/outbox-desk.ts';

const told = (news: NewsKind, seq: number): Effect => ({ lane: 'news', kind: 'tell', news, seq });
const soaking = prerelease({ kind: 'soaking', since: noon }, { seq: 0 });

/** Somebody who listens, and writes down everything, doubles too. */
function listener() {
  const state = {
    heard: [] as NewsItem[],
    calls: [] as number[],
    isDown: false,
    answer: { kind: 'taken' } as NewsAnswer,
  };
  const desk = outboxDesk('news', {
    news: {
      tell: async (item) => {
        state.calls.push(desk.now());
        if (state.isDown) throw new UpstreamError('a listener', 'being told', { unknown: true });
        if (state.answer.kind === 'taken') state.heard.push(item);
        return state.answer;
      },
    },
  });
  return { ...desk, state };
}

describe('news', () => {
  it('is each event by its hash, in the order in which it happened', async () => {
    const desk = listener();
    await desk.decide(soaking, told('canary', 1));
    await desk.decide(soaking, told('taken-back', 2));
    await desk.workOff(2_000);
    const hashes = (await desk.ledger.events('rel_PRE')).map(({ hash }) => hash);
    expect(desk.state.heard.map(({ id, what }) => [id, what])).toEqual([
      [hashes[0], 'canary'],
      [hashes[1], 'taken-back'],
    ]);
    expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/);
  });

  it('comes again by the same id when Davy is killed before it is crossed off', async () => {
    const desk = listener();
    desk.dieAt('news after tell');
    await desk.decide(soaking, told('canary', 1));
    await desk.workOff(60_000);
    expect(desk.state.heard).toHaveLength(2);
    expect(new Set(desk.state.heard.map(({ id }) => id)).size).toBe(1);
  });

  it('comes when whoever listens is there again, by and by less often asked', async () => {
    const desk = listener();
    desk.state.isDown = true;
    await desk.decide(soaking, told('canary', 1));
    await desk.workOff(120_000);
    const { calls } = desk.state;
    const pauses = calls.slice(1).map((at, i) => at - (calls[i] ?? 0));
    expect(pauses.length).toBeGreaterThan(4);
    expect(pauses.toSorted((a, b) => a - b)).toEqual(pauses);
    desk.state.isDown = false;
    await desk.workOff(120_000);
    expect(desk.state.heard).toHaveLength(1);
  });

  it('is given up aloud after a day, and what came later is told then', async () => {
    const desk = listener();
    desk.state.isDown = true;
    await desk.decide(soaking, told('canary', 1));
    await desk.workOff(23 * 60 * 60_000, 60_000);
    expect(desk.logged.filter((line) => line.includes('given up'))).toEqual([]);
    await desk.decide(soaking, told('taken-back', 2));
    await desk.workOff(2 * 60 * 60_000, 60_000);
    expect(desk.logged.filter((line) => line.includes('given up'))).toHaveLength(1);
    desk.state.isDown = false;
    await desk.workOff(60 * 60_000, 60_000);
    expect(desk.state.heard.map(({ what }) => what)).toEqual(['taken-back']);
  });

  it('that is refused for good is said and left out', async () => {
    const desk = listener();
    desk.state.answer = { kind: 'refused', why: 'too odd' };
    await desk.decide(soaking, told('canary', 1));
    await desk.workOff(2_000);
    expect(desk.logged.filter((line) => line.includes('too odd'))).toHaveLength(1);
    desk.state.answer = { kind: 'taken' };
    await desk.decide(soaking, told('taken-back', 2));
    await desk.workOff(2_000);
    expect(desk.state.heard.map(({ what }) => what)).toEqual(['taken-back']);
  });
});
