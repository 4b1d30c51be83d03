import type { World } from '../world.ts';
import { approve, cardOf, cast, onCard, prerelease, register, releases } from './stage.ts';
import { everyoneOn, noneLeft, type Story } from './story.ts';

/**
 * A newer build comes while an older one soaks: its starter reads what users get, replaces the
 * older one, and the newer goes to everyone.
 */
export const supersede: Story = {
  name: 'supersede',
  pace: { soak: '20s' },
  build: (world) => pair(world).newer,
  async play(stage, newer) {
    const { slack, say, world } = stage;
    const { older } = pair(world);
    const first = await prerelease(stage, older);
    await onCard(stage, first, 'its soak', (text) => text.includes('is soaking'));
    await register(world, newer);
    const card = await cardOf(stage, newer.version);
    const before = await slack.seq();
    await slack.type(cast.developer, releases, `/prerelease board ${newer.version}`);
    const asked = await slack.whisper(
      cast.developer,
      before,
      'the question what becomes of the older one',
      (text) => text.includes('What should happen to it') && text.includes('Queue:'),
    );
    say(`Davy, to Priya: ${asked.text}`);
    await slack.click(cast.developer, asked, 'prerelease');
    say('Priya presses Replace');
    await onCard(stage, first, 'the older one to be replaced', (text) =>
      text.includes('was replaced'),
    );
    await noneLeft(stage, older.version);
    await approve(stage, card);
    await onCard(stage, card, 'the release to be live', (text) => text.includes('is live'));
    await everyoneOn(stage, newer.version);
    return 'live';
  },
  check: ({ users, pageMs }) => [
    ...(users.failedRequests > 0 ? [`${users.failedRequests} requests failed`] : []),
    ...(users.lostStrokes > 0 ? [`${users.lostStrokes} strokes were lost`] : []),
    ...(pageMs === null ? [] : ['somebody was paged']),
  ],
};

/** Two good builds, one after the other. */
function pair({ repository }: World) {
  const [older, newer] = repository.builds.filter(({ behaviour }) => behaviour === 'healthy');
  if (!older || !newer) throw new Error('there are too few good builds in this repository');
  return { older, newer };
}
