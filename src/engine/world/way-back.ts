import type { Replaced } from '../../ports/errors.ts';
import { orNull } from '../../ports/or-null.ts';
import type { Claim } from '../../ports/ledger.ts';
import type { RollbackOrders } from '../../ports/rollback-orders.ts';
import {
  type RollbackOrder,
  rollbackOrderOf,
  unlearned,
  wayBackIn,
} from '../../release/servers/rollback-order.ts';
import type { Release } from '../../release/state/release.ts';
import { beforeCall, realNow, type WorkerContext } from '../worker-context.ts';

/** What this process wrote last to each place: the same is not written twice. */
const written = new WeakMap<RollbackOrders, string>();

/**
 * Keeps the way back of a line outside the database, where it changed since this process wrote it.
 * What somebody carried out meanwhile without the ledger is learned, and never written over.
 * Answers whether something was learned. `looks`: it is read while something is open, also where
 * nothing has to be written.
 */
export async function keepWayBack(
  context: WorkerContext,
  claim: Claim,
  service: string,
  looks = false,
): Promise<boolean> {
  const { ledger, clock, rollbackOrders } = context.ports;
  const place = rollbackOrders(service);
  if (!place) return false;
  const [line, open] = await Promise.all([ledger.line(service), ledger.open(service)]);
  const order = rollbackOrderOf(line, open, realNow(clock));
  const wayBack = wayBackIn(order);
  const isKept = written.get(place) === wayBack;
  if (isKept && !(looks && open.length > 0)) return false;
  await beforeCall(context, claim, 'read the way back that is kept');
  if (await learn(context, claim, await place.read(), open)) return true;
  if (isKept) return false;
  await beforeCall(context, claim, 'keep the way back');
  await place.keep(order);
  written.set(place, wayBack);
  return false;
}

/**
 * The same where nothing waits for it: a place that does not answer is tried again at the next
 * round. A Davy that had lost its ledger may have nothing to order, and learns by this.
 */
export async function keepWayBackMeanwhile(
  context: WorkerContext,
  claim: Claim,
  service: string,
): Promise<void> {
  await orNull(
    () => keepWayBack(context, claim, service, true),
    ({ message }) =>
      context.log.warn({ service, cause: message }, 'the way back is not kept outside'),
  );
}

/**
 * A fleet takes no more orders from here: somebody may have carried the way back out without the
 * ledger. Answers whether that is so.
 */
export async function learnOfTakeBack(
  context: WorkerContext,
  claim: Claim,
  { service }: Release,
  cause: Replaced,
): Promise<boolean> {
  const { ledger, rollbackOrders } = context.ports;
  context.outside?.replaced(cause);
  const place = rollbackOrders(service);
  if (!place || context.outside) return false;
  return learn(context, claim, await place.read(), await ledger.open(service));
}

async function learn(
  context: WorkerContext,
  claim: Claim,
  kept: RollbackOrder | null,
  open: readonly Release[],
): Promise<boolean> {
  if (!kept?.taken) return false;
  const { by, user, host, reason } = kept.taken;
  const news = unlearned(kept, open);
  for (const { release, fencesFrom } of news) {
    context.log.warn(
      { release: release.id, by, user, host, reason },
      `${release.service} ${release.build.version} was taken back without the ledger`,
    );
    await context.tell(
      { service: release.service, release: release.id, claim },
      {
        kind: 'rollback-asked',
        at: context.ports.clock.now(),
        by,
        reason,
        terminal: { user, host, reason },
        fencesFrom,
      },
    );
  }
  return news.length > 0;
}
