import type { Claim, PendingEffect } from '../../ports/ledger.ts';
import { isOpen } from '../../release/state/release.ts';
import { placeOf } from '../slack/draw.ts';
import { show } from '../slack/noticeboard.ts';
import { beforeCall, earliest, inReal, type Shop } from '../worker-context.ts';
import { storyOf } from '../slack/thread-facts.ts';

/** A countdown card is looked at again this often while it runs (real ms). */
const tickMs = 1_000;

/**
 * Page lane: calls people by pager and by Slack at the same time; neither waits for the other, and
 * a rollback waits for neither.
 */
export async function page(shop: Shop, claim: Claim): Promise<number | null> {
  const effects = await shop.ports.ledger.pending(claim);
  const [called, shown] = await Promise.allSettled([
    callPager(shop, claim, effects),
    showPage(shop, claim),
  ]);
  if (called.status === 'rejected') throw called.reason;
  if (shown.status === 'rejected') throw shown.reason;
  const release = await shop.ports.ledger.release(claim.key);
  return earliest(
    shown.value,
    release?.countdown && isOpen(release) ? inReal(shop.ports.clock, tickMs) : null,
  );
}

async function callPager(
  shop: Shop,
  claim: Claim,
  effects: readonly PendingEffect[],
): Promise<void> {
  const release = await shop.ports.ledger.release(claim.key);
  const service = release?.service;
  if (service === undefined) return;
  const pager = shop.ports.pager(service);
  for (const { id, effect } of effects) {
    if (effect.lane !== 'page') continue;
    await beforeCall(shop, claim, effect.kind);
    if (effect.kind === 'page')
      await pager.page({
        service,
        key: effect.key,
        summary: effect.summary,
        severity: effect.severity,
        link: null,
        again: effect.again === true,
      });
    else await pager.resolve(service, effect.key);
    shop.at(`page after ${effect.kind}`);
    await shop.ports.ledger.done(claim, id);
  }
}

async function showPage(shop: Shop, claim: Claim): Promise<number | null> {
  const story = await storyOf(shop, claim.key);
  if (!story) return null;
  const wanted = shop
    .draw(story)
    .filter((message) => message.lane === 'page' && message.subject === claim.key);
  return show(shop, claim, shop.ports.pageBoard, wanted, placeOf(story));
}
