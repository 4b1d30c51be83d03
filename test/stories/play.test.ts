import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { play } from '../../playground/play.ts';
import { stories } from '../../playground/stories/index.ts';
import type { Story } from '../../playground/stories/story.ts';
import { turnMs, worldOfOnesOwn } from '../support/one-world.ts';

/**
 * The healthy and the bad-canary story are played in the browser (test/browser); these two through
 * Slack's HTTP alone.
 */
const played = ['bad-release', 'slack-down'];

/** The canary of the bad release is well; nothing depends on how long it is looked at. */
function soonOver(story: Story): Story {
  return story.name === 'bad-release' ? { ...story, pace: { soak: '10s' } } : story;
}

let leave: () => void;
beforeAll(async () => {
  leave = await worldOfOnesOwn();
}, turnMs);
afterAll(() => leave());

describe('a story', () => {
  it.each(stories.filter(({ name }) => played.includes(name)))(
    '$name ends as it should',
    { timeout: 900_000 },
    async (facts) => {
      const decision: string[] = [];
      const { ending, faults } = await play(soonOver(facts), {
        seed: 3,
        speed: 1,
        json: true,
        path: process.env['PATH'] ?? '',
        say: (text) => decision.push(text),
      });
      expect({ faults, told: decision }).toMatchObject({ faults: [] });
      expect(ending).toMatchObject({ story: facts.name, ok: true, outcome: 'rolled back' });
    },
  );
});
