import { noiseOf } from './figures.ts';
import { approve, buildThat, onCard, prerelease, type Stage } from './stage.ts';
import { everyoneOn, noneLeft, type Story } from './story.ts';

/**
 * A good build that makes as much noise as the one before it, in other words: it reaches everyone,
 * and nobody is called.
 */
export const noisy: Story = {
  name: 'noisy',
  // Long enough for every error of the thumbnails to come once; how users move is told by other
  // stories.
  pace: { soak: '30s', batches: '100%' },
  // About a thousand a minute for a thousand users: more than any limit would let pass without the
  // one before.
  strokesPerError: 58,
  build: (world) => buildThat(world, 'noisy'),
  async play(stage, build) {
    const began = Date.now();
    const card = await prerelease(stage, build);
    await approve(stage, card);
    await bothMadeNoise(stage, [build.version, stage.world.repository.live.version], began);
    await onCard(stage, card, 'the release to be live', (text) => text.includes('is live'));
    await everyoneOn(stage, build.version);
    await noneLeft(stage, stage.world.repository.live.version);
    return 'live';
  },
  check: ({ users, posts, pageMs }) => [
    ...(users.lostStrokes > 0 ? [`${users.lostStrokes} strokes were lost`] : []),
    ...(posts.channel > 2 || posts.pings > 1 ? [`too loud: ${JSON.stringify(posts)}`] : []),
    ...(pageMs === null ? [] : ['somebody was paged']),
  ],
};

/** Without errors on both sides the story would prove nothing. */
async function bothMadeNoise(
  { world, say }: Stage,
  versions: readonly string[],
  sinceMs: number,
): Promise<void> {
  for (const version of versions) {
    const errors = await noiseOf(world, version, sinceMs);
    if (errors === 0) throw new Error(`Sentry heard no error of ${version}`);
    say(`Sentry knows ${errors} kinds of error of ${version}`);
  }
}
