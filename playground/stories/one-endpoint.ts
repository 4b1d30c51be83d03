import { buildThat, onCard, prerelease } from './stage.ts';
import { everyoneOn, noneLeft, paged, type Story } from './story.ts';

/**
 * A build of which one endpoint fails without a word to Sentry: counts see it, people are called,
 * everyone is rolled back.
 */
export const oneEndpoint: Story = {
  name: 'one-endpoint',
  build: (world) => buildThat(world, 'one-endpoint'),
  async play(stage, build) {
    const card = await prerelease(stage, build);
    await paged(stage);
    await onCard(stage, card, 'the rollback', (text) => text.includes('rolled back'));
    await everyoneOn(stage, stage.world.repository.live.version);
    await noneLeft(stage, build.version);
    return 'rolled back';
  },
  // Nobody throws, so nothing says when the harm began; that people were called is played.
  check: ({ users }) => (users.lostStrokes > 0 ? [`${users.lostStrokes} strokes were lost`] : []),
};
