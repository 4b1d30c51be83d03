import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { turnMs, worldOfOnesOwn } from '../support/one-world.ts';
import { quick } from './matrix.ts';
import { playGroup } from './run.ts';

let leave: () => void;
beforeAll(async () => {
  leave = await worldOfOnesOwn();
}, turnMs);
afterAll(() => leave());

describe('killing Davy in the middle of a release', () => {
  it.each(quick)(
    'goes on where it was, with no server launched twice and no message posted twice',
    async (...group) => {
      const [report] = await playGroup(group, 1, process.env['PATH'] ?? '', () => undefined);
      expect(report?.wrong).toEqual([]);
      expect(report).toMatchObject({
        outcome: 'live',
        launchedTwice: 0,
        postedTwice: 0,
        lostStrokes: 0,
        failedRequests: 0,
      });
      expect(report?.killed.map(({ at }) => at)).toEqual(report?.run.kills.map(({ at }) => at));
    },
    900_000,
  );
});
