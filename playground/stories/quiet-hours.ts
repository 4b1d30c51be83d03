import { approve, buildThat, cast, inThread, onCard, prerelease, type Stage } from './stage.ts';
import type { Shown } from './slack-journal.ts';
import { everyoneOn, noneLeft, type Story } from './story.ts';

/**
 * A good build of a service that too few people use to prove it: the longest soak is over, a person
 * is asked and lets it go on with a reason, and it reaches everyone.
 */
export const quietHours: Story = {
  name: 'quiet-hours',
  // So strict a floor takes more requests than there are.
  pace: { soak: '15s', atMost: '25s', floor: '0.01%', batches: '100%' },
  build: (world) => buildThat(world, 'healthy'),
  async play(stage, build) {
    const card = await prerelease(stage, build);
    await letGoOn(stage, card);
    await approve(stage, card);
    await onCard(stage, card, 'the release to be live', (text) => text.includes('is live'));
    await everyoneOn(stage, build.version);
    await noneLeft(stage, stage.world.repository.live.version);
    return 'live';
  },
  check: ({ users }) => [
    ...(users.failedRequests > 0 ? [`${users.failedRequests} requests failed`] : []),
    ...(users.lostStrokes > 0 ? [`${users.lostStrokes} strokes were lost`] : []),
  ],
};

const reason = 'nobody is there at night, and the logs are clean';

/** Ana presses Release Anyway once the longest soak is over, and says why. */
async function letGoOn(stage: Stage, card: Shown): Promise<void> {
  const { slack, say } = stage;
  const asked = await inThread(
    stage,
    card,
    'that somebody has to decide',
    (text, blocks) => text.includes('not proven') && blocks.includes('"release accept"'),
  );
  const before = await slack.seq();
  await slack.click(cast.approver, asked, 'release accept');
  await slack.fill(cast.approver, before, 'the form that asks why', { words: reason });
  say(`Ana presses Release Anyway and writes: ${reason}`);
}
