/**
 * # src/engine/page
 *
 * The lane that calls people. It has its own client for Slack and waits for no other message.
 */

import type { Claim, PendingEffect } from '../../ports/ledger.ts';
import { isOpen } from '../../release/state/release.ts';
import { placeOf } from '../slack/draw.ts';
import { show } from '../slack/noticeboard.ts';
import { eachAlone } from '../each-alone.ts';
import { beforeCall, earliest, inReal, type WorkerContext } from '../worker-context.ts';
import { threadFactsOf } from '../slack/thread-facts.ts';

/** A countdown card is looked at again this often while it runs (real ms). */
const tickMs = 1_000;

/**
 * Page lane: calls people by pager and by Slack at the same time; neither waits for the other, and
 * a rollback waits for neither.
 */
export async function pageLane(context: WorkerContext, claim: Claim): Promise<number | null> {
  const effects = await context.ports.ledger.pending(claim);
  const [called, shown] = await Promise.allSettled([
    callPager(context, claim, effects),
    showPage(context, claim),
  ]);
  if (called.status === 'rejected') throw called.reason;
  if (shown.status === 'rejected') throw shown.reason;
  const release = await context.ports.ledger.release(claim.key);
  return earliest(
    shown.value,
    release?.countdown && isOpen(release) ? inReal(context.ports.clock, tickMs) : null,
  );
}

async function callPager(
  context: WorkerContext,
  claim: Claim,
  effects: readonly PendingEffect[],
): Promise<void> {
  const release = await context.ports.ledger.release(claim.key);
  const service = release?.service;
  if (service === undefined) return;
  const pager = context.ports.pager(service);
  const calls = effects.flatMap(({ id, effect }) =>
    effect.lane === 'page' ? [{ id, effect }] : [],
  );
  const call = async ({ id, effect }: (typeof calls)[number]) => {
    await beforeCall(context, claim, effect.kind);
    if (effect.kind === 'page')
      await pager.page({
        service,
        key: effect.key,
        summary: context.wording.page(effect.summary),
        severity: effect.severity,
        link: null,
        again: effect.again === true,
      });
    else await pager.resolve(service, effect.key);
    context.at(`page after ${effect.kind}`);
    await context.ports.ledger.done(claim, id);
  };
  // A page that is refused keeps no other from leaving, but nothing ends before it began.
  const byPage = Map.groupBy(calls, ({ effect }) => effect.key);
  await eachAlone(claim, [...byPage.values()], async (ofOne) => {
    for (const one of ofOne) await call(one);
  });
}

async function showPage(context: WorkerContext, claim: Claim): Promise<number | null> {
  const facts = await threadFactsOf(context, claim.key);
  if (!facts) return null;
  const wanted = context
    .draw(facts)
    .filter((message) => message.lane === 'page' && message.subject === claim.key);
  return show(context, claim, context.ports.pageBoard, wanted, placeOf(facts));
}
