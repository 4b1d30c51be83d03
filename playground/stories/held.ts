import { approve, buildThat, cast, inThread, onCard, prerelease, type Stage } from './stage.ts';
import type { Shown } from './slack-journal.ts';
import { everyoneOn, noneLeft, type Story } from './story.ts';

/**
 * A good build whose move somebody stops, slows down and lets go on: nothing moves meanwhile, and
 * everybody arrives.
 */
export const held: Story = {
  name: 'held',
  pace: { soak: '20s' },
  build: (world) => buildThat(world, 'healthy'),
  async play(stage, build) {
    const card = await prerelease(stage, build);
    await approve(stage, card);
    const moving = await inThread(
      stage,
      card,
      'the first batch',
      (text, blocks) => /is releasing: \d/.test(text) && blocks.includes('"release slower"'),
    );
    await stage.slack.click(cast.oncall, moving, 'release slower');
    stage.say('Noor presses Slower');
    await inThread(stage, card, 'the smaller batches', (_, blocks) =>
      blocks.includes('Slower since'),
    );
    await hold(stage, card);
    await stage.slack.type(cast.oncall, card.channel, '/release resume board');
    stage.say('Noor types /release resume board');
    await onCard(stage, card, 'the release to be live', (text) => text.includes('is live'));
    await everyoneOn(stage, build.version);
    await noneLeft(stage, stage.world.repository.live.version);
    return 'live';
  },
  check: ({ users, posts, pageMs }) => [
    ...(users.failedRequests > 0 ? [`${users.failedRequests} requests failed`] : []),
    ...(users.lostStrokes > 0 ? [`${users.lostStrokes} strokes were lost`] : []),
    ...(posts.channel > 2 || posts.thread > 6 || posts.pings > 1
      ? [`too loud: ${JSON.stringify(posts)}`]
      : []),
    ...(pageMs === null ? [] : ['somebody was paged']),
  ],
};

/**
 * On hold the users stay where they are: those who were asked to move before arrive, and nobody
 * follows.
 */
async function hold(stage: Stage, card: Shown): Promise<void> {
  await stage.slack.type(
    cast.oncall,
    card.channel,
    '/release hold board 15m checking a slow query',
  );
  stage.say('Noor types /release hold board 15m checking a slow query');
  await onCard(stage, card, 'the hold', (text) => text.includes('on hold'));
  await new Promise((resolve) => setTimeout(resolve, arriveMs));
  const before = await batchOf(stage, card);
  await new Promise((resolve) => setTimeout(resolve, stillMs));
  const after = await batchOf(stage, card);
  if (before !== after)
    throw new Error(`the release went on while it was on hold: ${before}, then ${after}`);
  stage.say(`nothing moved for ${stillMs / 1_000} s: ${after}`);
}

/**
 * Users already asked to move need so long; longer than the watch between two batches is proof that
 * none follows (ms).
 */
const arriveMs = 4_000;
const stillMs = 8_000;

/** The batch the release says it is in. */
async function batchOf({ slack }: Stage, card: Shown): Promise<string> {
  const fleet = (await slack.messages()).find(
    ({ thread, blocks }) => thread === card.ts && blocks.includes('"release resume"'),
  );
  return /batch \d+ of \d+/.exec(fleet?.blocks ?? '')?.[0] ?? 'no batch';
}
