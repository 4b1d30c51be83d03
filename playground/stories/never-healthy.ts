import { usersOf } from './figures.ts';
import { buildThat, onCard, prerelease, type Stage } from './stage.ts';
import { everyoneOn, noneLeft, type Story } from './story.ts';

/**
 * A build whose servers never say that they are ready: it fails before a single user is let in, and
 * nothing has moved.
 */
export const neverHealthy: Story = {
  name: 'never-healthy',
  // Its servers never become ready: how long Davy waits for them proves nothing more.
  pace: { launchTimeout: '20s' },
  build: (world) => buildThat(world, 'never-healthy'),
  async play(stage, build) {
    const card = await prerelease(stage, build);
    await onCard(stage, card, 'the start to be given up', (text) => text.includes('failed'));
    await noneLeft(stage, build.version);
    await everyoneOn(stage, stage.world.repository.live.version);
    await nobodyMet(stage, build.version);
    return 'never started';
  },
  check: ({ users, posts, pageMs }) => [
    ...(users.failedRequests > 0 ? [`${users.failedRequests} requests failed`] : []),
    ...(users.lostStrokes > 0 ? [`${users.lostStrokes} strokes were lost`] : []),
    ...(posts.channel > 2 || posts.pings > 1 ? [`too loud: ${JSON.stringify(posts)}`] : []),
    ...(pageMs === null ? [] : ['somebody was paged']),
  ],
};

/** Users themselves say whom they were ever connected to. */
async function nobodyMet({ world, say }: Stage, version: string): Promise<void> {
  const { byVersion, lastLeftAtMs } = await usersOf(world);
  if (version in byVersion || version in lastLeftAtMs)
    throw new Error(`somebody was let onto ${version}`);
  say(`nobody was ever on ${version}`);
}
