import type { World } from '../world.ts';
import type { Shown } from './slack-journal.ts';
import {
  approve,
  cardOf,
  cast,
  inThread,
  onCard,
  prerelease,
  register,
  releases,
  type Stage,
} from './stage.ts';
import { everyoneOn, noneLeft, type Story } from './story.ts';

/** A card for each of three builds, one for the release that carries them, and its summary. */
const channelMost = 5;

/**
 * Three builds soak beside each other and wait for the daily slot; somebody sends the newest now,
 * and it carries the other two.
 */
export const carry: Story = {
  name: 'carry',
  pace: { soak: '15s', daily: '03:00' },
  build: (world) => three(world).newest,
  async play(stage, newest) {
    const { slack, say, world } = stage;
    const { first, second } = three(world);
    const cards = [
      await prerelease(stage, first),
      await beside(stage, second.version, () => register(world, second)),
      await beside(stage, newest.version, () => register(world, newest)),
    ];
    for (const card of cards) await approve(stage, card);
    for (const card of cards)
      await onCard(stage, card, 'that it waits for its slot', (text) =>
        / is approved for its slot/.test(text),
      );
    await slack.type(cast.developer, releases, '/release start board');
    say('Priya types /release start board');
    const own = await slack.see(
      'the card of the release',
      ({ ts, thread, text, channel }) =>
        channel === releases &&
        thread === null &&
        text.includes(`${newest.version} is releasing`) &&
        !cards.some((card) => card.ts === ts),
    );
    say(`Davy: ${own.text}`);
    for (const card of cards.slice(0, 2))
      await onCard(stage, card, 'with what it goes out', (text) =>
        text.includes(`is released with ${newest.version}`),
      );
    for (const card of cards) await leadsTo(stage, card, own);
    await inThread(stage, own, 'the move', (text) => text.includes(newest.version));
    await onCard(stage, own, 'the release to be live', (text) => text.includes('is live'));
    for (const card of cards.slice(0, 2))
      await onCard(stage, card, 'that it went out', (text) =>
        text.includes(`was released with ${newest.version}`),
      );
    await everyoneOn(stage, newest.version);
    for (const { version } of [first, second, world.repository.live])
      await noneLeft(stage, version);
    return 'live';
  },
  check: ({ users, pageMs, posts }) => [
    ...(posts.channel > channelMost ? [`${posts.channel} posts in the channel`] : []),
    ...(users.failedRequests > 0 ? [`${users.failedRequests} requests failed`] : []),
    ...(users.lostStrokes > 0 ? [`${users.lostStrokes} strokes were lost`] : []),
    ...(pageMs === null ? [] : ['somebody was paged']),
  ],
};

/** One line in the thread of a build that goes out with others: the way to where it goes on. */
async function leadsTo({ slack, say }: Stage, card: Shown, own: Shown): Promise<void> {
  const line = await slack.see(
    'the way to the release',
    ({ thread, blocks }) =>
      thread === card.ts && blocks.includes(`/archives/${releases}/p${own.ts.replace('.', '')}`),
  );
  say(`Davy, in the thread: ${line.text}`);
}

async function beside(
  stage: Stage,
  version: string,
  registered: () => Promise<void>,
): Promise<Shown> {
  await registered();
  const card = await cardOf(stage, version);
  const { slack, say } = stage;
  await slack.type(cast.developer, releases, `/prerelease board ${version} beside`);
  say(`Priya types /prerelease board ${version} beside`);
  return card;
}

/** Three builds that harm nobody, in their order. */
function three({ repository }: World) {
  const [first, second, newest] = repository.builds.filter(
    ({ behaviour }) => behaviour === 'healthy' || behaviour === 'noisy',
  );
  if (!first || !second || !newest)
    throw new Error('there are too few good builds in this repository');
  return { first, second, newest };
}
