import type { World } from '../world.ts';
import { cast, inThread, onCard, prerelease, releases, type Stage } from './stage.ts';
import { everyoneOn, noneLeft, type Story } from './story.ts';

/**
 * A team says no to a build: its users come back, it may not go out, and the build that contains it
 * needs that team's word.
 */
export const declined: Story = {
  name: 'declined',
  // How users move is told by other stories.
  pace: { soak: '8s', batches: '100%' },
  build: (world) => pair(world).newer,
  async play(stage, newer) {
    const { slack, say, world } = stage;
    const { older } = pair(world);
    const first = await prerelease(stage, older);
    await decline(
      stage,
      await inThread(stage, first, 'the question for approval', (_, blocks) =>
        blocks.includes('"release decline"'),
      ),
    );
    await onCard(
      stage,
      first,
      'the no and its reason',
      (text, blocks) => text.includes('was declined by Tom B.') && blocks.includes(reason),
    );
    await everyoneOn(stage, world.repository.live.version);
    await noneLeft(stage, older.version);
    await isTold(
      stage,
      '/release start board',
      `${older.version} is blocked: declined by Tom B.: ${reason}`,
    );
    await isTold(
      stage,
      `/prerelease board ${older.version}`,
      `${older.version} is blocked: declined by Tom B.: ${reason}`,
    );
    const card = await prerelease(stage, newer);
    const question = await inThread(
      stage,
      card,
      'what it contains',
      (text, blocks) =>
        text.startsWith('Approval needed') &&
        blocks.includes(`Contains ${older.version}`) &&
        blocks.includes(reason),
    );
    await slack.click('U0MARTA', question, 'release approve');
    say('Marta presses Approve, for accounts');
    await isTold(stage, '/release start board', 'waits for approval');
    await slack.click(cast.second, question, 'release approve');
    say('Tom presses Approve, for whiteboard: what he missed is in this build');
    await onCard(stage, card, 'the release to be live', (text) => text.includes('is live'));
    await everyoneOn(stage, newer.version);
    return 'live';
  },
  check: ({ users, posts, pageMs }) => [
    ...(users.failedRequests > 0 ? [`${users.failedRequests} requests failed`] : []),
    ...(users.lostStrokes > 0 ? [`${users.lostStrokes} strokes were lost`] : []),
    ...(posts.pings > 2 ? [`too loud: ${JSON.stringify(posts)}`] : []),
    ...(pageMs === null ? [] : ['somebody was paged']),
  ],
};

const reason = 'teal cannot be read on white';

/** Tom presses Decline, and is asked why in a form. */
async function decline(
  { slack, say }: Stage,
  question: Parameters<typeof slack.click>[1],
): Promise<void> {
  const before = await slack.seq();
  await slack.click(cast.second, question, 'release decline');
  await slack.fill(cast.second, before, 'the form that asks why', { words: reason });
  say(`Tom presses Decline and writes: ${reason}`);
}

/** Priya types something that is refused, and reads why. */
async function isTold({ slack, say }: Stage, typed: string, why: string): Promise<void> {
  const before = await slack.seq();
  await slack.type(cast.developer, releases, typed);
  const told = await slack.whisper(cast.developer, before, `the answer to ${typed}`, (text) =>
    text.includes(why),
  );
  say(`Priya types ${typed}. Davy, to Priya: ${told.text}`);
}

/** Two good builds; the newer one contains the older. */
function pair({ repository }: World) {
  const [older, newer] = repository.builds.filter(({ behaviour }) => behaviour === 'healthy');
  if (!older || !newer) throw new Error('there are too few good builds in this repository');
  return { older, newer };
}
