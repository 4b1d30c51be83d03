import type { Build } from '../repository/create.ts';
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
 * Builds soak beside each other and wait for the daily slot; somebody sends the newest of them now,
 * and it carries the others. There are three; on EC2 two, because a rule keeps four versions apart,
 * and what is live and the release itself are two of them: there the third is refused.
 */
export const carry: Story = {
  name: 'carry',
  pace: { soak: '15s', daily: '03:00' },
  build: (world) => castOf(world).newest,
  async play(stage, newest) {
    const { slack, say, world } = stage;
    const { first, more, tooMany } = castOf(world);
    const cards = [await prerelease(stage, first)];
    for (const build of more) cards.push(await beside(stage, build));
    if (tooMany) await isRefused(stage, tooMany);
    const carried = [first, ...more].slice(0, -1);
    for (const card of cards) await approve(stage, card);
    for (const card of cards)
      await onCard(stage, card, 'that it waits for its slot', (text) =>
        / is approved for its slot/.test(text),
      );
    await slack.type(cast.second, releases, '/release start board');
    say('Tom types /release start board');
    const own = await slack.see(
      'the card of the release',
      ({ ts, thread, text, channel }) =>
        channel === releases &&
        thread === null &&
        text.includes(`${newest.version} is releasing`) &&
        !cards.some((card) => card.ts === ts),
    );
    say(`Davy: ${own.text}`);
    for (const card of cards.slice(0, -1))
      await onCard(stage, card, 'with what it goes out', (text) =>
        text.includes(`is released with ${newest.version}`),
      );
    for (const card of cards) await leadsTo(stage, card, own);
    await inThread(stage, own, 'the move', (text) => text.includes(newest.version));
    await onCard(stage, own, 'the release to be live', (text) => text.includes('is live'));
    for (const card of cards.slice(0, -1))
      await onCard(stage, card, 'that it went out', (text) =>
        text.includes(`was released with ${newest.version}`),
      );
    await everyoneOn(stage, newest.version);
    for (const { version } of [...carried, world.repository.live]) await noneLeft(stage, version);
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

async function beside(stage: Stage, build: Build): Promise<Shown> {
  await register(stage.world, build);
  const card = await cardOf(stage, build.version);
  await asksBeside(stage, build);
  return card;
}

async function asksBeside({ slack, say }: Stage, { version }: Build): Promise<void> {
  await slack.type(cast.developer, releases, `/prerelease board ${version} beside`);
  say(`Priya types /prerelease board ${version} beside`);
}

/** One more than the fleet keeps apart: nothing starts, and Priya reads why. */
async function isRefused(stage: Stage, build: Build): Promise<void> {
  const { slack, say, world } = stage;
  await register(world, build);
  await cardOf(stage, build.version);
  const before = await slack.seq();
  await asksBeside(stage, build);
  const told = await slack.whisper(cast.developer, before, 'why it is refused', (text) =>
    text.includes('keeps 4 versions apart'),
  );
  say(`Davy, to Priya: ${told.text}`);
}

/** Builds that harm nobody, in their order: as many as the fleet keeps apart, and one too many. */
function castOf({ repository, fleet }: World) {
  const [first, second, third] = repository.builds.filter(
    ({ behaviour }) => behaviour === 'healthy' || behaviour === 'noisy',
  );
  if (!first || !second || !third)
    throw new Error('there are too few good builds in this repository');
  return fleet === 'ec2'
    ? { first, more: [second], newest: second, tooMany: third }
    : { first, more: [second, third], newest: third, tooMany: null };
}
