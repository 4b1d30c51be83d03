import { approve, buildThat, onCard, prerelease } from './stage.ts';
import { changelogPosted, everyoneOn, noneLeft, type Story, ticketsTold } from './story.ts';

/** A good build: soaks, is approved, and reaches everyone without a user noticing. */
export const healthy: Story = {
  name: 'healthy',
  build: (world) => buildThat(world, 'healthy'),
  async play(stage, build) {
    const card = await prerelease(stage, build);
    await approve(stage, card);
    await onCard(stage, card, 'the release to be live', (text) => text.includes('is live'));
    await everyoneOn(stage, build.version);
    await noneLeft(stage, stage.world.repository.live.version);
    await changelogPosted(stage, build.version);
    await ticketsTold(stage, card);
    return 'live';
  },
  check: ({ users, posts, pageMs, tickets }) => [
    ...(tickets.done < 1 || tickets.failed > 0 || tickets.commented < tickets.done
      ? [`tickets: ${JSON.stringify(tickets)}`]
      : []),
    ...(users.failedRequests > 0 ? [`${users.failedRequests} requests failed`] : []),
    ...(users.lostStrokes > 0 ? [`${users.lostStrokes} strokes were lost`] : []),
    ...(users.slowestReconnectMs >= 2_000
      ? [`a reconnect took ${users.slowestReconnectMs} ms`]
      : []),
    ...(posts.channel > 2 || posts.thread > 6 || posts.pings > 1 || posts.changelog !== 1
      ? [`too loud: ${JSON.stringify(posts)}`]
      : []),
    ...(pageMs === null ? [] : ['somebody was paged']),
  ],
};
