import type { Claim } from '../ports.ts';
import type { Story } from '../views/story.ts';
import { type Place, show } from './noticeboard.ts';
import type { Shop } from './shop.ts';
import { storyOf } from './story.ts';

/** Slack lane: draws the story again from the ledger. Messages that did not change cost nothing. */
export async function draw(shop: Shop, claim: Claim): Promise<number | null> {
  const story = await storyOf(shop, claim.key);
  if (!story) return null;
  const wanted = shop.draw(story).filter((message) => message.lane === 'slack');
  await show(shop, claim, shop.ports.board, wanted, placeOf(story));
  return null;
}

/** The channel, and the message at the top of a build's thread. */
export function placeOf({ build, service }: Story): Place {
  return { channel: service.channel, card: `build:${build.service}@${build.version}` };
}
