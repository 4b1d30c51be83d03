import type { Claim } from '../ports.ts';
import type { Story } from '../views/story.ts';
import { show } from './noticeboard.ts';
import type { Shop } from './shop.ts';
import { storyOf } from './story.ts';

/** Slack lane: draws the story again from the ledger. Messages that did not change cost nothing. */
export async function draw(shop: Shop, claim: Claim): Promise<number | null> {
  const story = await storyOf(shop, claim.key);
  if (!story) return null;
  const wanted = shop.draw(story).filter((message) => message.lane === 'slack');
  await show(shop, claim, shop.ports.board, wanted, cardOf(story));
  return null;
}

/** The message at the top of a build's thread. */
export function cardOf({ build }: Story): string {
  return `build:${build.service}@${build.version}`;
}
