import type { Claim } from '../ports.ts';
import type { Story, WantedMessage } from '../views/story.ts';
import { type Place, show } from './noticeboard.ts';
import type { Shop } from './shop.ts';
import { searched, storyOf } from './story.ts';

/** Slack lane: draws the story again from the ledger. Messages that did not change cost nothing. */
export async function draw(shop: Shop, claim: Claim): Promise<number | null> {
  const story = await storyOf(shop, claim.key);
  if (!story) return null;
  const wanted = [...(await newerCard(shop, story)), ...shop.draw(story)].filter((message) => message.lane === 'slack');
  const once = wanted.filter((message, index) => wanted.findIndex((other) => other.subject === message.subject && other.kind === message.kind) === index);
  await show(shop, claim, shop.ports.board, once, placeOf(story));
  return null;
}

/** A build has one card, and it tells the newest of what became of it: an older story drawn late does not turn it back. */
async function newerCard(shop: Shop, { build, prerelease, release }: Story): Promise<readonly WantedMessage[]> {
  const all = await shop.ports.ledger.history(build.service, searched);
  const newest = all.find((one) => one.build.version === build.version);
  if (!newest || newest.id === prerelease?.id || newest.id === release?.id) return [];
  const story = await storyOf(shop, newest.id);
  return story ? shop.draw(story).filter((message) => message.kind === 'card') : [];
}

/** The channel, and the message at the top of a build's thread. */
export function placeOf({ build, service }: Story): Place {
  return { channel: service.channel, card: `build:${build.service}@${build.version}` };
}
